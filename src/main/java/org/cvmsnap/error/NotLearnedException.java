package org.cvmsnap.error;

/**
 * Something could not be learned: a read failed, gave no answer, or said what cvmsnap does not
 * understand. Whoever catches it has to assume the worst: what is unknown is in use.
 */
public final class NotLearnedException extends Exception {
  public NotLearnedException(String why) {
    super(why);
  }

  /** Why it could not be learned, with what the command said. */
  public String why() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
