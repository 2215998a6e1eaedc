package org.cvmsnap.qualification;

/**
 * Something that cvmsnap takes for granted, and no document shows.
 *
 * @param id the word for it in reports, in JSON and in docs/qualify.md
 * @param sentence what is assumed
 * @param otherwise what follows where it does not hold: what not to use
 */
public record Assumption(String id, String sentence, String otherwise, Judge judge) {
  /** Decides by what was seen. */
  interface Judge {
    Verdict of(Evidence evidence);
  }

  /** What the site has shown of it. */
  public Verdict judge(Evidence evidence) {
    return judge.of(evidence);
  }
}
