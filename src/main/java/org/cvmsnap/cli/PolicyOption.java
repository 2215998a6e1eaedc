package org.cvmsnap.cli;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.config.Configuration;
import org.cvmsnap.workflow.Take;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The policy that says what is not typed. */
final class PolicyOption {
  /** A command whose words a policy can be in place of. */
  interface Taker {
    /**
     * What the words come to, whether or not it can be done.
     *
     * @throws IllegalArgumentException where they do not go together
     * @throws org.cvmsnap.error.UsageException where they do not
     */
    Take.Wanted wanted();
  }

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      description =
          "The policy of the configuration file that says what is not typed, cvmsnap.toml(5);"
              + " the snapshots that are taken with it bear its name.")
  private @Nullable String name;

  Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /**
   * What {@code take --policy POLICY} would be asked for.
   *
   * @param commandLine of which nothing is run
   * @throws picocli.CommandLine.ParameterException where the policy makes no command line
   * @throws IllegalArgumentException where what it says does not go together
   * @throws org.cvmsnap.error.UsageException where it does not
   */
  static Take.Wanted taking(String policy, Configuration configuration, CommandLine commandLine) {
    return ((Taker) parsed("take", policy, configuration, commandLine)).wanted();
  }

  /** A command that has been given a policy and no other words. */
  static Object parsed(
      String command, String policy, Configuration configuration, CommandLine commandLine) {
    String[] words = {command, "--policy", policy};
    Configured.of(commandLine, List.of(words), configuration);
    return commandLine.parseArgs(words).subcommand().commandSpec().userObject();
  }
}
