package org.cvmsnap.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.host.CommandResult.Unknown;

/**
 * The machine that cvmsnap runs on.
 *
 * <p>Words and what is said are bytes ({@link ByteText}). Commands run in the C locale and in UTC,
 * without input and without a terminal, in a session of their own: a Ctrl-C or a hang-up is for
 * cvmsnap, which decides what becomes of the command. At its time limit a command is killed with
 * all that it started.
 */
final class LocalHost implements Host {
  /** Both start a new session and become the program: setsid(1), and setpgrp(1) on Solaris. */
  static final Optional<Path> NEW_SESSION =
      Stream.of("/usr/bin/setsid", "/usr/bin/setpgrp")
          .map(Path::of)
          .filter(file -> file.toFile().canExecute())
          .findFirst();

  private final SearchPath searchPath;
  private final Map<String, String> environment;

  /**
   * @param environment what commands inherit, but for the locale; its PATH is where they are looked
   *     for first
   */
  LocalHost(Map<String, String> environment) {
    this.searchPath = SearchPath.of(environment.getOrDefault("PATH", ""));
    this.environment = new HashMap<>(environment);
    this.environment.keySet().removeIf(name -> name.startsWith("LANG") || name.startsWith("LC_"));
    this.environment.put("LC_ALL", "C");
    this.environment.put("TZ", "UTC0");
    this.environment.put("PATH", searchPath.variable());
  }

  @Override
  public CommandResult run(Command command) throws InterruptedException {
    if (!command.mutates() && Thread.interrupted()) {
      throw new InterruptedException();
    }
    String program = command.argv().get(0);
    Optional<Path> file = searchPath.find(program);
    if (file.isEmpty()) {
      return new NotStarted(program + ": not found, or not executable", true);
    }
    if (Spelling.unspeakable(command.argv())) {
      return new NotStarted("no words that can be handed to a program: " + command.text());
    }
    try {
      return attend(start(file.get(), command), command);
    } catch (IOException e) {
      return new NotStarted(program + ": " + e.getMessage());
    }
  }

  private Process start(Path file, Command command) throws IOException {
    List<String> argv = new ArrayList<>(command.argv());
    argv.set(0, file.toAbsolutePath().toString());
    return inNewSession(Spelling.of(argv), environment).start();
  }

  /**
   * A process in a session of its own where that can be, with no input and no other environment.
   */
  static ProcessBuilder inNewSession(List<String> argv, Map<String, String> environment) {
    List<String> words = new ArrayList<>(argv);
    NEW_SESSION.ifPresent(session -> words.add(0, session.toString()));
    ProcessBuilder builder = new ProcessBuilder(words).redirectInput(new File("/dev/null"));
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  private CommandResult attend(Process process, Command command) throws InterruptedException {
    Output out = Output.of(process.getInputStream(), command, "stdout of " + process.pid());
    Output err = Output.of(process.getErrorStream(), command, "stderr of " + process.pid());
    Patience patience = new Patience(command);
    try {
      if (!patience.ends(process)) {
        return new Unknown(
            "no answer within %s s, killed: %s"
                .formatted(seconds(command.limit()), command.text()));
      }
      patience.gather(out);
      patience.gather(err);
    } finally {
      if (process.isAlive()) {
        new ProcessTree(process, NEW_SESSION.isPresent()).kill();
      }
      patience.restoreInterrupt();
    }
    return result(process.exitValue(), out, err, command);
  }

  private CommandResult result(int exit, Output out, Output err, Command command) {
    if (!out.complete() || !err.complete()) {
      return command.tooLong(exit);
    }
    Finished finished = new Finished(exit, out.text(), err.text());
    return neverBecame(finished) ? new NotStarted(finished.err().strip()) : finished;
  }

  /** setsid(1) says so itself when the system cannot make it the program: a missing interpreter. */
  private static boolean neverBecame(Finished finished) {
    return (finished.exit() == 126 || finished.exit() == 127)
        && finished.out().isEmpty()
        && finished.err().startsWith("setsid: failed to execute ");
  }

  private static String seconds(Duration duration) {
    return String.valueOf(duration.toMillis() / 1000.0).replaceAll("\\.0$", "");
  }

  /** Waits for a command: an interrupt ends the wait for a read, and is kept for a mutation. */
  private static final class Patience {
    private final boolean keepsInterrupts;
    private final long end;
    private boolean interrupted;

    Patience(Command command) {
      keepsInterrupts = command.mutates();
      end = System.nanoTime() + command.limit().toNanos();
    }

    boolean ends(Process process) throws InterruptedException {
      while (true) {
        try {
          return process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          keep(e);
        }
      }
    }

    void gather(Output output) throws InterruptedException {
      while (true) {
        try {
          output.await();
          return;
        } catch (InterruptedException e) {
          keep(e);
        }
      }
    }

    private void keep(InterruptedException e) throws InterruptedException {
      if (!keepsInterrupts) {
        throw e;
      }
      interrupted = true;
    }

    void restoreInterrupt() {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
