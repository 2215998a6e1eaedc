package org.cvmsnap;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.cvmsnap.host.Detached;
import org.cvmsnap.model.RunId;
import org.cvmsnap.workflow.Guardian;

/**
 * Starts cvmsnap as a guardian, a process of its own on the same machines and the same journals.
 */
final class GuardianLauncher implements Guardian.Posted {
  private static final Duration START = Duration.ofSeconds(60);

  private final ProcessContext process;
  private final HostUri host;
  private final Path state;

  /**
   * @param host for a process that may have another working directory
   * @param state the state directory
   */
  GuardianLauncher(ProcessContext process, HostUri host, Path state) {
    this.process = process;
    this.host = host;
    this.state = state;
  }

  @Override
  public CompletableFuture<?> over(RunId run, Duration limit, Duration grace)
      throws IOException, InterruptedException {
    return Detached.start(
        List.of(
            process.identity().launcher().toString(),
            "--host",
            host.text(),
            "--config=", // its run's journal has all that counts
            "--state-dir",
            state.toAbsolutePath().toString(),
            "--log",
            "guardian-" + run + ".log",
            "guardian",
            "--run",
            run.value(),
            "--max-outage",
            limit.toSeconds() + "s",
            "--grace",
            grace.toSeconds() + "s"),
        process.environment(),
        Guardian.greeting(run),
        START);
  }
}
