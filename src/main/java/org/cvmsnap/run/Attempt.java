package org.cvmsnap.run;

/**
 * What is known of an act once it returns. It is evidence for people and for how long to watch, and
 * never proof.
 *
 * @param answered whether the command came to its end, or is certain not to have started
 * @param said what it said where that was bad news, such as its exit status and first error line
 */
public record Attempt(boolean answered, String said) {
  public static Attempt answered(String said) {
    return new Attempt(true, said);
  }

  public static Attempt unanswered(String why) {
    return new Attempt(false, why);
  }
}
