package org.cvmsnap.host;

import java.time.Duration;
import java.util.Locale;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.Unknown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes every command to the debug log, with what came of it and how long it took; what it said on
 * stdout goes to the trace log.
 */
final class LoggedHost implements Host {
  private static final Logger LOG = LoggerFactory.getLogger(LoggedHost.class);

  private final String name;
  private final Host host;
  private final Time time;

  /**
   * @param name the machine, as people know it
   */
  LoggedHost(String name, Host host, Time time) {
    this.name = name;
    this.host = host;
    this.time = time;
  }

  @Override
  public CommandResult run(Command command) throws InterruptedException {
    if (command.mutates()) {
      LOG.debug("{}: {}: starts", name, command.argv());
    }
    Duration start = time.elapsed();
    try {
      CommandResult result = host.run(command);
      log(command, result, time.elapsed().minus(start));
      return result;
    } catch (InterruptedException e) {
      LOG.debug("{}: {}: given up, interrupted", name, command.argv());
      throw e;
    }
  }

  private void log(Command command, CommandResult result, Duration took) {
    if (LOG.isDebugEnabled()) {
      String seconds = String.format(Locale.ROOT, "%.3f s", took.toMillis() / 1000.0);
      LOG.debug("{}: {}: {} in {}", name, command.argv(), described(result), seconds);
    }
    if (result instanceof Finished finished && !finished.out().isEmpty()) {
      LOG.trace("{}: {}: stdout:\n{}", name, command.argv(), finished.out());
    }
  }

  /** What a command has come to, for people. */
  static String described(CommandResult result) {
    if (result instanceof Finished finished) {
      String err = finished.err().strip().replace("\n", "\n    ");
      return "exit " + finished.exit() + (err.isEmpty() ? "" : ", stderr: " + err);
    }
    return (result instanceof Unknown ? "unknown: " : "not started: ") + result.why();
  }
}
