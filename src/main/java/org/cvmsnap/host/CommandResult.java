package org.cvmsnap.host;

/** What is known about a command once {@link Host#run} returns. */
public sealed interface CommandResult {
  /** Why it is not known to have run to its end; empty where it is. */
  default String why() {
    return "";
  }

  /** Certain: it ran to its end and said this. A non-zero exit is a result, not an exception. */
  record Finished(int exit, String out, String err) implements CommandResult {}

  /**
   * Certain: it did not start. Running it again is safe.
   *
   * @param missing whether that is because the machine has no such program
   */
  record NotStarted(String why, boolean missing) implements CommandResult {
    /** For any other reason. */
    public NotStarted(String why) {
      this(why, false);
    }
  }

  /** Unknown: it may have had its effect, in part or in full. Only looking at the world tells. */
  record Unknown(String why) implements CommandResult {}
}
