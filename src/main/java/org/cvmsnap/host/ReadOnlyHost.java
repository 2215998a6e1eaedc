package org.cvmsnap.host;

/**
 * Lets only reads through. A survey that tries to change something is a bug, and ends as one.
 *
 * @param host where reads go
 */
public record ReadOnlyHost(Host host) implements Host {
  /**
   * @throws IllegalStateException when {@code command} mutates
   */
  @Override
  public CommandResult run(Command command) throws InterruptedException {
    if (command.mutates()) {
      throw new IllegalStateException("not a read: " + command.text());
    }
    return host.run(command);
  }
}
