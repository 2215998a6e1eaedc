package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.error.ExitCode.USAGE;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UsageTest {
  private final World world = World.builtIn();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tkae datavol1",
        "take",
        "take datavol1",
        "take --ldom ldom1",
        "take datavol1 --ldom",
        "take datavol1 --ldom ldom1 --nonsense",
        "take datavol1 --ldom -ldom1",
        "take datavol1 datavol1 --ldom ldom1",
        "take data/vol/1 --ldom ldom1",
        "take a-name-of-more-than-thirty-one-letters --ldom ldom1",
        "take datavol1 --ldom ldom1 --stop-timeout soon",
        "take datavol1 --ldom ldom1 --boot-timeout 0",
        "take datavol1 --ldom ldom1 --max-outage 0s",
        "take datavol1 --ldom ldom1 --umount-timeout -1s",
        "take datavol1 --ldom ldom1 --name {volume}_{hour}",
        "take datavol1 datavol2 --ldom ldom1 --name both_{n}",
        "take datavol1 --ldom ldom1 --host ftp://sun-a",
        "take datavol1 --ldom ldom1 --sim-speed -1",
        "list --group a:b",
        "recover --run yesterday",
        "sim init --scenario nowhere.toml",
        "sim fault add --on x --effect bang",
      })
  void wrong_words_are_exit_2_and_touch_nothing(String words) {
    CliRun run = world.cvmsnap(words.isEmpty() ? new String[0] : words.split(" ", -1));

    assertThat(run)
        .exitsWith(USAGE)
        .printsNothing()
        .says("cvmsnap: service: nothing was touched.", "cvmsnap: what happened: ")
        .hasNoDebts();
    assertThat(run.err()).doesNotContain("Exception", "\tat ");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void two_hosts_at_once_contradict_each_other() {
    CliRun run = world.cvmsnap("list", "--sim", "--host", "local:");

    assertThat(run).exitsWith(USAGE).says("contradict");
  }

  @Test
  void a_misspelt_command_is_guessed() {
    CliRun run = world.cvmsnap("tkae", "datavol1", "--ldom", "ldom1");

    assertThat(run).exitsWith(USAGE).says("no command 'cvmsnap tkae'", "did you mean cvmsnap take");
  }

  @ParameterizedTest
  @ValueSource(strings = {"take", "list", "recover", "status", "sim", "sim fault add"})
  void every_command_has_help(String command) {
    String[] words = (command + " --help").split(" ", -1);

    CliRun run = world.cvmsnap(words);

    assertThat(run).exitsWith(DONE).prints("Usage: cvmsnap " + command).saysNothing();
  }

  @Test
  void a_machine_that_is_no_control_domain_is_told_the_ways_out() {
    CliRun run =
        world
            .environment("CVMSNAP_HOST", "local:")
            .environment("PATH", "/usr/bin:/bin")
            .cvmsnap(
                "take",
                "datavol1",
                "--ldom",
                "ldom1",
                "--state-dir",
                world.directory().resolve("elsewhere").toString());

    assertThat(run)
        .exitsWith(REFUSED)
        .printsNothing()
        .says("No control domain of a SPARC machine", "--host ssh://NODE", "--sim");
    assertThat(List.of(run.err().split("\n", -1))).hasSizeLessThan(6);
  }
}
