package org.cvmsnap.sim;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.host.CommandResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cvmsnap sim exec}: a command as if typed on one of the machines. */
@Command(
    name = "exec",
    footer = {
      "",
      "Examples:",
      "  cvmsnap sim exec sun-a -- ldm list",
      "  cvmsnap sim exec ldom1 -- umount /data"
    },
    exitCodeList = {"255:the machine cannot be reached", "any other:that of the command"},
    description = {
      "Runs one command as if typed on a node or in a guest, and exits as it does.",
      "255: the machine cannot be reached. A command that hangs blocks until it is killed."
    })
final class ExecCommand implements Callable<Integer> {
  private final SimContext context;
  private final Crash crash;
  private final PrintStream out;
  private final PrintStream err;
  private final InstantSource clock;

  @Option(names = "--line", hidden = true, description = "ARGV is one line for a shell.")
  private boolean line;

  @Option(
      names = "--follow",
      hidden = true,
      description = "A program waits in real time, which simulated time follows.")
  private boolean follow;

  @Parameters(index = "0", paramLabel = "HOST", description = "A node, or a guest that runs.")
  private String host = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "ARGV", description = "The command.")
  private List<String> words = List.of();

  /**
   * @param crash what becomes of a process that a fault kills
   * @param clock the real time, which simulated time follows where that is asked for
   */
  ExecCommand(
      SimContext context, Crash crash, PrintStream out, PrintStream err, InstantSource clock) {
    this.context = context;
    this.crash = crash;
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> argv = words.get(0).equals("--") ? words.subList(1, words.size()) : words;
    if (line) {
      try {
        argv = RemoteWords.of(String.join(" ", argv));
      } catch (IllegalArgumentException e) {
        err.println("sh: " + e.getMessage());
        return 2;
      }
    }
    if (argv.isEmpty()) {
      throw new UsageException("no command for " + host, "");
    }
    return answer(List.copyOf(argv));
  }

  private CommandRunner.Outcome outcome(SimCluster cluster, List<String> argv) {
    if (follow) {
      cluster.follow(clock.instant());
    }
    return cluster.run(line ? cluster.ssh().reached(host) : host, argv, CommandRunner.NO_LIMIT);
  }

  private int answer(List<String> argv) throws InterruptedException {
    CommandRunner.Outcome outcome = context.store().with(cluster -> outcome(cluster, argv));
    if (outcome.dies()) {
      crash.die();
    }
    if (outcome.result() instanceof CommandResult.Finished finished) {
      out.print(finished.out());
      out.flush();
      err.print(finished.err());
      err.flush();
      return finished.exit();
    }
    if (outcome.result() instanceof CommandResult.NotStarted notStarted) {
      err.println(notStarted.why());
      return 255;
    }
    new CountDownLatch(1).await();
    return 1;
  }
}
