package org.cvmsnap.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The policy that says what is not typed. */
final class PolicyOption {
  /** A command whose words a policy can be in place of. */
  interface Taker {
    /**
     * Returns where the words go together, whether or not they can be done.
     *
     * @throws IllegalArgumentException where they do not
     * @throws org.cvmsnap.error.UsageException where they do not
     */
    void requireUnderstood();
  }

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      description =
          "The policy of the configuration file that says what is not typed, cvmsnap.toml(5).")
  private @Nullable String name;

  Optional<String> name() {
    return Optional.ofNullable(name);
  }
}
