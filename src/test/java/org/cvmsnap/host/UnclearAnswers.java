package org.cvmsnap.host;

import java.util.stream.Stream;

/** The answers that teach nothing, whatever was asked. */
public final class UnclearAnswers {
  private UnclearAnswers() {}

  /** Results by which a reading method must not be satisfied. */
  public static Stream<CommandResult> all() {
    return Stream.of(
        new CommandResult.Finished(1, "", "Failed to connect\n"),
        new CommandResult.Finished(1, "", ""),
        new CommandResult.NotStarted("no such program"),
        new CommandResult.Unknown("no answer within its time"),
        new CommandResult.Finished(0, "\u0000\u0007 ?? |=| -\n%%%\n", ""),
        new CommandResult.Finished(0, "Segmentation Fault (core dumped)\n", ""));
  }

  /** A host that gives the same answer to everything. */
  public static Host host(CommandResult result) {
    return command -> result;
  }
}
