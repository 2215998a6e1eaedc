package org.cvmsnap.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.cvmsnap.workflow.Names;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cvmsnap names}, which a shell asks for the words that it completes. */
@Command(
    name = "names",
    hidden = true,
    description = "Prints names that there are: for shells, and of no use by hand.")
final class NamesCommand implements Callable<Integer> {
  /** What has a name. */
  enum What {
    guests,
    volumes,
    snapshots,
    policies
  }

  private final Setting setting;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "WHAT", description = "Of what: ${COMPLETION-CANDIDATES}.")
  private What what;

  NamesCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    names().forEach(out::println);
    return 0;
  }

  private List<String> names() throws InterruptedException {
    if (what == What.policies) {
      return List.copyOf(setting.configured().configuration().policies().keySet());
    }
    Names names = new Names(setting.session());
    return switch (what) {
      case guests -> names.guests();
      case volumes -> names.volumes();
      default -> names.snapshots();
    };
  }
}
