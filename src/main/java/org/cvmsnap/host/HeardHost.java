package org.cvmsnap.host;

import org.cvmsnap.host.CommandResult.Finished;

/** Tells a listener of every command. */
final class HeardHost implements Host {
  private final String name;
  private final Host host;
  private final CommandListener listener;

  /**
   * @param name the machine, as people know it
   */
  HeardHost(String name, Host host, CommandListener listener) {
    this.name = name;
    this.host = host;
    this.listener = listener;
  }

  @Override
  public CommandResult run(Command command) throws InterruptedException {
    listener.asked(name, command);
    String problem = "given up";
    try {
      CommandResult result = host.run(command);
      boolean well = result instanceof Finished finished && finished.exit() == 0;
      problem = well ? "" : LoggedHost.described(result);
      return result;
    } finally {
      listener.answered(name, command, problem);
    }
  }
}
