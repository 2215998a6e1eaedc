package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.Golden;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RefreshTest {
  private final RestoreWorld point = RestoreWorld.instant();

  @Test
  void the_snapshot_holds_what_the_volume_holds_now() {
    SimTruth.Guest before = point.world.guest("ldom1");

    CliRun run = point.refresh("--wait");

    assertThat(run).exitsWith(DONE).hasNoDebts().prints("refreshed snap1 from datavol1");
    assertThat(point.data("snap1")).isEqualTo(point.original).isEqualTo(point.data("datavol1"));
    assertThat(point.world.guest("ldom1")).isActive().isAs(before);
    assertThat(point.world.snapshots())
        .singleElement()
        .satisfies(snapshot -> assertThat(snapshot.content()).isEqualTo("clean"));
  }

  @Test
  void the_marks_are_those_of_the_new_point_in_time() {
    String old = point.tags("snap1");

    CliRun run = point.refresh("--json");

    assertThat(point.tags("snap1"))
        .contains("cvmsnap.run=" + run.json().get("run"), "cvmsnap.taken=2026-03-01T02:")
        .isNotEqualTo(old);
    assertThat(run.json()).containsEntry("schema", "cvmsnap.refresh/1");
  }

  @Test
  void a_dry_run_prints_exactly_what_a_run_executes() {
    List<String> printed = point.refresh("--dry-run").lines();
    int ran = point.ran();

    assertThat(point.refresh()).exitsWith(DONE);

    assertThat(point.mutationsSince(ran).stream().map(Golden::withoutTimes))
        .containsExactlyElementsOf(printed.stream().map(Golden::withoutTimes).toList());
  }

  @Test
  void without_a_terminal_consent_has_to_be_given_beforehand() {
    CliRun run = point.world.cvmsnap("refresh", "snap1", "--ldom", "ldom1");

    assertThat(run).exitsWith(3).says("--yes", "datadg/snap1 shows datavol1 as it is now", "LOST");
  }
}
