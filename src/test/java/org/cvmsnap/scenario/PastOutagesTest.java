package org.cvmsnap.scenario;

import static org.cvmsnap.error.ExitCode.DONE;
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

/** How long a guest was away before tells how long it will be away. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PastOutagesTest {
  private final World world = World.builtIn().guarded();

  private void take(int exit) {
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).exitsWith(exit);
    world.change(cluster -> cluster.advance(Duration.ofHours(1)));
  }

  private CliRun dryRun(String... more) {
    Stream<String> words =
        Stream.concat(
            Stream.of("take", "datavol1", "--ldom", "ldom1", "--dry-run"), Stream.of(more));
    CliRun run = world.cvmsnap(words.toArray(String[]::new));
    assertThat(run).exitsWith(DONE);
    return run;
  }

  @Test
  void a_dry_run_says_where_no_run_is_known() {
    assertThat(dryRun()).says("no run of ldom1 is known here that tells how long it will be away");
    assertThat(dryRun("-q")).saysNothing();
    Assertions.assertThat(dryRun("--json").json().get("outages"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("runs", 0)
        .containsEntry("medianSeconds", null);
  }

  @Test
  void a_dry_run_says_how_long_the_last_runs_were_away() {
    take(0);
    assertThat(dryRun()).says("ldom1 was away for 2 min 11 s in its last run");

    world.fault(Fault.on("ldm bind *", Effect.FAIL).times(1));
    take(0);

    CliRun dry = dryRun("--json");
    assertThat(dryRun()).says("ldom1 was away for 2 min 11 s to 3 min 16 s in its last 2 runs");
    Assertions.assertThat(dry.json().get("outages"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("runs", 2)
        .containsEntry("mode", "stop")
        .containsEntry("shortestSeconds", 131.8);
  }

  @Test
  void runs_that_failed_or_were_cut_short_or_in_another_mode_tell_nothing() {
    world.fault(Fault.on("vxsnap * make *", Effect.FAIL).times(0));
    take(5);
    world.noFaults().fault(Fault.on("vxsnap * make *", Effect.CRASH_AFTER));
    assertThat(world.cvmsnap("take", "datavol2", "--ldom", "ldom1")).crashed();
    world.noFaults();
    assertThat(world.cvmsnap("recover")).exitsWith(DONE);
    assertThat(world.cvmsnap("take", "datavol2", "--ldom", "ldom1", "--mode", "detach"))
        .exitsWith(DONE);

    assertThat(dryRun()).says("no run of ldom1 is known here");
    assertThat(dryRun("--mode", "detach"))
        .says("ldom1 was without what is on these disks for ", " in its last run");
  }

  @Test
  void a_guest_that_is_not_running_is_not_away() {
    world.typed("sun-a", "ldm stop ldom1").typed("sun-a", "ldm unbind ldom1");

    Assertions.assertThat(dryRun().err()).doesNotContain("away");
    Assertions.assertThat(dryRun("--json").json()).containsEntry("outages", null);
  }

  @Test
  void a_limit_that_is_shorter_than_the_last_outages_is_warned_of_before() {
    take(0);
    String told =
        "mind: ldom1 was away for 2 min 11 s in its last run, and --max-outage allows 1 min";

    assertThat(dryRun("--max-outage", "1m")).says(told);
    Assertions.assertThat(dryRun("--max-outage", "3m").err()).doesNotContain("mind: ");
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--max-outage", "1m"))
        .says(told);
  }

  @Test
  void a_journal_that_cannot_be_read_keeps_no_run_from_telling() throws IOException {
    take(0);
    take(0);
    try (Stream<Path> files = Files.walk(world.state())) {
      List<Path> journals = files.filter(file -> file.toString().endsWith(".jsonl")).toList();
      Files.writeString(journals.get(0), "{}\n");
      Assertions.assertThat(journals).hasSize(2);
    }

    assertThat(world.cvmsnap("runs")).exitsWith(DONE).prints("its journal cannot be read");
    Assertions.assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--dry-run").err())
        .doesNotContain("internal error");
  }
}
