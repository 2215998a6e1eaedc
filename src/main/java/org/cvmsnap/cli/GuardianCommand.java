package org.cvmsnap.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.cvmsnap.model.RunId;
import org.cvmsnap.workflow.Guardian;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cvmsnap guardian}, which {@code --max-outage} and {@code --mode detach} start. */
@Command(
    name = "guardian",
    hidden = true,
    description =
        "Watches over a run: started by --max-outage and --mode detach, and of no use by hand.")
final class GuardianCommand implements Callable<Integer> {
  private final Setting setting;
  @Spec private CommandSpec spec;

  @Option(names = "--run", required = true, paramLabel = "RUN", description = "The run.")
  private RunId run;

  @Option(
      names = "--max-outage",
      required = true,
      paramLabel = "TIME",
      description = "How long the guest may be away.")
  private Duration limit;

  @Option(
      names = "--grace",
      required = true,
      paramLabel = "TIME",
      description = "How long the run's process may take to come home.")
  private Duration grace;

  GuardianCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new Guardian(setting.session()).watch(run, limit, grace, this::say);
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
