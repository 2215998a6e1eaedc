package org.cvmsnap.qualification;

import java.util.Locale;

/**
 * What a site has shown of an assumption.
 *
 * @param seen what was seen, or why it was not tried; a phrase
 */
public record Verdict(Kind kind, String seen) {
  /** How it stands. */
  public enum Kind {
    CONFIRMED,
    REFUTED,
    NOT_TRIED;

    /** The word in a report and in JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static Verdict confirmed(String seen) {
    return new Verdict(Kind.CONFIRMED, seen);
  }

  static Verdict refuted(String seen) {
    return new Verdict(Kind.REFUTED, seen);
  }

  static Verdict notTried(String why) {
    return new Verdict(Kind.NOT_TRIED, why);
  }

  public boolean refuted() {
    return kind == Kind.REFUTED;
  }
}
