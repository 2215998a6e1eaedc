package org.cvmsnap.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A host that answers what it was told to answer, and fails the test for anything else. */
public final class CannedHost implements Host {
  private final Map<String, CommandResult> answers = new HashMap<>();
  private final List<Command> commands = new ArrayList<>();

  /** Answers {@code command}, its words joined by blanks, with this output and exit status 0. */
  public CannedHost says(String command, String out) {
    return answers(command, new CommandResult.Finished(0, out, ""));
  }

  public CannedHost fails(String command, int exit, String err) {
    return answers(command, new CommandResult.Finished(exit, "", err));
  }

  public CannedHost answers(String command, CommandResult result) {
    answers.put(command, result);
    return this;
  }

  /** The commands that were run, their words joined by blanks. */
  public List<String> ran() {
    return commands.stream().map(Command::text).toList();
  }

  @Override
  public CommandResult run(Command command) {
    commands.add(command);
    CommandResult result = answers.get(command.text());
    if (command.mutates() || result == null) {
      throw new AssertionError("not expected here: " + command.text());
    }
    return result;
  }
}
