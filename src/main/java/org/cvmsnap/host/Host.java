package org.cvmsnap.host;

/**
 * Runs commands on one machine.
 *
 * <p>A command that mutates runs at most once, and is never cut short by an interrupt: it runs to
 * its end or its time limit, and the interrupt is kept for the next call. A read is given up at
 * once.
 */
public interface Host {
  /**
   * Runs {@code command} to its end or its time limit.
   *
   * @throws InterruptedException when the thread was interrupted before or during a read
   */
  CommandResult run(Command command) throws InterruptedException;
}
