package org.cvmsnap.scenario;

import static org.cvmsnap.testing.WorldAssertions.assertThat;

import org.cvmsnap.error.ExitCode;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What could not be written is no success. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FullOutputTest {
  private static final String WARNING = "could not be written to standard output";

  private final World world = World.builtIn().fullOutput();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "take datavol1 --ldom ldom1",
        "take datavol1 --ldom ldom1 --json",
        "take datavol1 --ldom ldom1 --dry-run",
        "list",
        "status",
        "status --json",
        "topology",
        "recover",
        "completion bash",
        "--help",
        "--version",
        "take --help",
        "sim status",
        "sim exec sun-a -- ldm list",
      })
  void whatever_was_to_be_told_a_full_file_system_is_no_success(String words) {
    assertThat(world.cvmsnap(words.split(" ", -1)))
        .exitsWith(ExitCode.HOUSEKEEPING)
        .says("cvmsnap: warning: ", WARNING);
  }

  @Test
  void another_exit_code_says_more_and_stays() {
    assertThat(world.cvmsnap("take", "datavol7", "--ldom", "ldom1", "--json"))
        .exitsWith(ExitCode.REFUSED)
        .says(WARNING);
  }

  @Test
  void who_has_nothing_to_tell_is_not_hindered() {
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--quiet"))
        .exitsWith(ExitCode.DONE);
    assertThat(world.cvmsnap("sim", "init")).exitsWith(ExitCode.DONE);
  }
}
