package org.cvmsnap.scenario;

import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.error.ExitCode.USAGE;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What became of the runs of the past, and what happened in each. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RunsTest {
  private final World world = World.builtIn();

  private void take(int exit, String volume) {
    assertThat(world.cvmsnap("take", volume, "--ldom", "ldom1")).exitsWith(exit);
    world.change(cluster -> cluster.advance(Duration.ofHours(1)));
  }

  private List<String> column(String name, String... more) {
    Stream<String> words = Stream.concat(Stream.of("runs", "-H", "-o", name), Stream.of(more));
    CliRun run = world.cvmsnap(words.toArray(String[]::new));
    assertThat(run).exitsWith(DONE);
    return run.lines();
  }

  private Path journal(String run) throws IOException {
    try (Stream<Path> files = Files.walk(world.state())) {
      return files.filter(file -> file.endsWith(run + ".jsonl")).findFirst().orElseThrow();
    }
  }

  @Test
  void runs_are_told_newest_first_with_how_they_ended_and_how_long_the_guest_was_away() {
    take(0, "datavol1");
    world.fault(Fault.on("vxsnap * make *", Effect.FAIL).times(0));
    take(5, "datavol2");
    world.noFaults();
    assertThat(world.cvmsnap("prepare", "datavol2")).exitsWith(DONE);

    CliRun runs = world.cvmsnap("runs");

    assertThat(runs).exitsWith(DONE).prints("2 min 11 s", "failed (5)", "ENDED");
    Assertions.assertThat(column("operation")).containsExactly("prepare", "take", "take");
    Assertions.assertThat(column("ending")).containsExactly("succeeded", "failed", "succeeded");
    Assertions.assertThat(column("runExitCode", "--ldom", "ldom1")).containsExactly("5", "0");
    Assertions.assertThat(column("awaySeconds")).startsWith("-").endsWith("131.8");
  }

  @Test
  void those_that_were_put_away_are_told_too() throws IOException {
    take(0, "datavol1");
    String run = column("run").get(0);

    assertThat(world.cvmsnap("status")).exitsWith(DONE);

    Assertions.assertThat(journal(run).getParent()).hasFileName("ended");
    Assertions.assertThat(column("run")).containsExactly(run);
    assertThat(world.cvmsnap("runs", "show", run)).exitsWith(DONE).prints("prove-closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"90m", "2026-03-01T02:59:00Z"})
  void only_those_since_a_time_are_told_where_that_is_asked(String since) {
    take(0, "datavol1");
    take(0, "datavol2");

    Assertions.assertThat(column("run", "--since", since)).hasSize(1);
    Assertions.assertThat(column("run", "--since", "2026-03-01")).hasSize(2);
    Assertions.assertThat(column("run", "--since", "2026-03-02")).isEmpty();
    assertThat(world.cvmsnap("runs", "--since", "yesterday"))
        .exitsWith(USAGE)
        .says("is neither a time such as 24h");
  }

  @Test
  void one_that_was_cut_short_is_told_with_what_it_owes() {
    world.fault(Fault.on("ldm start *", Effect.CRASH_BEFORE));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed();

    assertThat(world.cvmsnap("runs"))
        .exitsWith(DONE)
        .prints("still away", "abandoned: ldom1 has to be started");
    String run = column("run").get(0);
    assertThat(world.cvmsnap("runs", "show", run))
        .exitsWith(DONE)
        .prints("ldom1 is away since 2026-03-01 02:0", "owed from then on (stopped)");
  }

  @Test
  void a_journal_that_cannot_be_read_is_a_line_that_says_so() throws IOException {
    take(0, "datavol1");
    take(0, "datavol2");
    String damaged = column("run").get(0);
    Files.writeString(journal(damaged), "{}\n{}\n");

    CliRun runs = world.cvmsnap("runs", "--ldom", "ldom1");

    assertThat(runs)
        .exitsWith(DONE)
        .prints(damaged + "  its journal cannot be read: ")
        .says("the journal of run " + damaged + " cannot be read: ");
    Assertions.assertThat(runs.lines().get(1)).contains(damaged);
    Assertions.assertThat(column("run", "--ldom", "ldom2")).isEmpty();
    Assertions.assertThat(column("problem").get(0)).isNotEqualTo("-");
    Assertions.assertThat(world.cvmsnap("runs", "--json").json().get("runs"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .first(InstanceOfAssertFactories.MAP)
        .containsEntry("run", damaged)
        .containsEntry("owed", null);
    assertThat(world.cvmsnap("runs", "show", damaged)).exitsWith(REFUSED).says("cannot be read");
  }

  @Test
  void a_run_is_shown_with_its_steps_its_debts_and_its_outage() {
    take(0, "datavol1");

    CliRun shown = world.cvmsnap("runs", "show", column("run").get(0));

    assertThat(shown)
        .exitsWith(DONE)
        .prints(
            "fsck -F vxfs -m /dev/rdsk/c0d2s0 says that it is clean",
            "stop-domain ldom1 on sun-a: changed; owed from then on (stopped)",
            "start-domain ldom1 on sun-a: changed; paid what was owed (stopped)",
            "ldom1 was away for 2 min 11 s, from 02:01:57Z to 02:04:09Z",
            "made datavol1_2026");
    Assertions.assertThat(shown.lines())
        .anyMatch(line -> line.matches("  outage stop-domain ldom1 +#+ +30\\.. s"))
        .anyMatch(line -> line.matches("  return start-domain ldom1 +\\++ +9.\\.. s"));
    Assertions.assertThat(world.cvmsnap("runs", "show", column("run").get(0), "--json").json())
        .containsEntry("ending", "succeeded")
        .containsEntry("awaySeconds", 131.8);
  }

  @Test
  void a_run_that_failed_is_shown_with_why_and_made_nothing() {
    world.fault(Fault.on("vxsnap * make *", Effect.FAIL).times(0));
    take(FAILED.value(), "datavol1");

    CliRun shown = world.cvmsnap("runs", "show", column("run").get(0));

    assertThat(shown).exitsWith(DONE).prints("make-snapshots", ": failed; ");
    Assertions.assertThat(shown.out()).doesNotContain("\nmade ");
  }

  @Test
  void one_that_another_process_took_up_says_so() {
    world.fault(Fault.on("ldm start *", Effect.CRASH_BEFORE));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed();
    world.noFaults();
    assertThat(world.cvmsnap("recover")).exitsWith(DONE);

    assertThat(world.cvmsnap("runs", "show", column("run").get(0)))
        .exitsWith(DONE)
        .prints("goes on with it", "ldom1 was away for");
  }

  @Test
  void a_run_that_there_is_none_of_is_refused_with_the_nearest() {
    take(0, "datavol1");
    String run = column("run").get(0);
    String mistyped = run.substring(0, run.length() - 1) + (run.endsWith("a") ? "b" : "a");

    assertThat(world.cvmsnap("runs", "show", mistyped))
        .exitsWith(REFUSED)
        .says("There is no journal of run " + mistyped, "Did you mean " + run);
  }

  @Test
  void where_none_was_begun_that_is_said() {
    assertThat(world.cvmsnap("runs")).exitsWith(DONE).prints("no runs");
  }
}
