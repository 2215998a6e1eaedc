package org.cvmsnap.error;

import java.util.Optional;

/**
 * Something could not be learned: a read failed, gave no answer, or said what cvmsnap does not
 * understand. Whoever catches it has to assume the worst: what is unknown is in use.
 */
public final class NotLearnedException extends Exception {
  private final Optional<String> next;

  public NotLearnedException(String why) {
    this(why, Optional.empty());
  }

  /**
   * @param next what the operator does about it
   */
  public NotLearnedException(String why, String next) {
    this(why, Optional.of(next));
  }

  private NotLearnedException(String why, Optional<String> next) {
    super(why);
    this.next = next;
  }

  /** What the operator does about it, where that is known. */
  public Optional<String> next() {
    return next;
  }

  /** Why it could not be learned, with what the command said. */
  public String why() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
