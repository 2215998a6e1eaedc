package org.cvmsnap.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cvmsnap completion}. */
@Command(
    name = "completion",
    footer = {"", "Examples:", "  cvmsnap completion bash"},
    description = {
      "Prints what makes a shell complete the words of cvmsnap.",
      "",
      "In bash: eval \"$(cvmsnap completion bash)\""
    })
final class CompletionCommand implements Callable<Integer> {
  /** A shell that can complete; zsh reads what bash does. */
  enum Shell {
    bash,
    zsh
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "The shell: ${COMPLETION-CANDIDATES}.")
  @SuppressWarnings("UnusedVariable") // one text serves them all
  private Shell shell;

  @Override
  public Integer call() {
    CommandSpec root = spec.root();
    spec.commandLine().getOut().print(AutoComplete.bash(root.name(), root.commandLine()));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
