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

  /** Names that there are at this moment; all other words are completed by what is above. */
  private static final String NAMES =
      """

      function _names_of_cvmsnap() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} what='' each
        local -a where=()
        for each in "${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
          case $each in
            --sim) where=(--sim) ;;
            take | list | prepare | unprepare | prune) what=volumes ;;
            show | restore | refresh | reattach | dissociate | remove | export | unexport | verify | \
              pin | unpin | forget) what=snapshots ;;
          esac
        done
        case $before in
          --ldom | --on | --verify-on) what=guests ;;
          --policy) what=policies ;;
          -*) what='' ;;
        esac
        COMPREPLY=()
        if [[ -n $what && $word != -* ]]; then
          while read -r each; do
            [[ $each == "$word"* ]] && COMPREPLY+=("$each")
          done < <("${COMP_WORDS[0]}" "${where[@]}" names "$what" 2> /dev/null)
        fi
        [[ ${#COMPREPLY[@]} -gt 0 ]] || _complete_cvmsnap
      }
      complete -F _names_of_cvmsnap -o default cvmsnap
      """;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "The shell: ${COMPLETION-CANDIDATES}.")
  @SuppressWarnings("UnusedVariable") // one text serves them all
  private Shell shell;

  @Override
  public Integer call() {
    CommandSpec root = spec.root();
    spec.commandLine().getOut().print(AutoComplete.bash(root.name(), root.commandLine()));
    spec.commandLine().getOut().print(NAMES);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
