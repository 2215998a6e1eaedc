package org.cvmsnap;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.RealTime;
import org.cvmsnap.host.Time;
import org.cvmsnap.workflow.Guardian;
import org.slf4j.LoggerFactory;

/** The other processes of this machine. */
final class MachineProcesses implements Guardian.Processes {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Time time = new RealTime();

  /** How long the log of the system may take, which no run waits for. */
  private static final Duration NOTE = Duration.ofSeconds(3);

  private final Supplier<Host> here;
  private final BooleanSupplier noted;

  /**
   * @param here this machine
   * @param noted whether runs are those of real machines, which the log of the system is told of
   */
  MachineProcesses(Supplier<Host> here, BooleanSupplier noted) {
    this.here = here;
    this.noted = noted;
  }

  @Override
  public void note(boolean alarm, String line) {
    if (noted.getAsBoolean()) {
      String priority = alarm ? "daemon.crit" : "daemon.notice";
      CommandResult said =
          here(Command.mutates(NOTE, List.of("logger", "-t", "cvmsnap", "-p", priority, line)));
      if (!(said instanceof CommandResult.Finished finished && finished.exit() == 0)) {
        // Logging is set up only where there is something to say.
        LoggerFactory.getLogger(MachineProcesses.class)
            .warn("the log of the system could not be told: {}: {}", line, said);
      }
    }
  }

  @Override
  public void ask(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
  }

  @Override
  public void end(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  /** Stops a process until it is told to go on (SIGSTOP). */
  void stop(long pid) {
    CommandResult unused =
        here(Command.mutates(LIMIT, List.of("kill", "-STOP", String.valueOf(pid))));
  }

  /** The state is T, for Solaris (ps(1)) and for Linux. */
  @Override
  public boolean stopped(long pid) {
    if (ProcessHandle.of(pid).isEmpty()) {
      return false;
    }
    List<String> ps = List.of("ps", "-o", "s=", "-p", String.valueOf(pid));
    return here(Command.reads(LIMIT, ps)) instanceof CommandResult.Finished finished
        && finished.out().strip().equals("T");
  }

  private CommandResult here(Command command) {
    try {
      return here.get().run(command);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new CommandResult.Unknown("interrupted");
    }
  }

  @Override
  public Time time() {
    return time;
  }
}
