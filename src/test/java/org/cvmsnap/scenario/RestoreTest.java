package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.Golden;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RestoreTest {
  @Test
  void the_volume_holds_what_its_snapshot_holds() {
    RestoreWorld point = RestoreWorld.instant();
    SimTruth.Guest before = point.world.guest("ldom1");

    CliRun run = point.restore();

    assertThat(run).exitsWith(DONE).hasNoDebts().prints("restored datavol1 to snap1");
    assertThat(point.data("datavol1")).isEqualTo(point.data("snap1")).isNotEqualTo(point.original);
    assertThat(point.world.guest("ldom1")).isActive().isAs(before);
  }

  @Test
  void what_the_volume_held_is_kept_in_a_marked_snapshot() {
    RestoreWorld point = RestoreWorld.instant();

    CliRun run = point.restore("--name", "before_{volume}");

    assertThat(run).exitsWith(DONE).prints("kept in before_datavol1");
    assertThat(point.safety())
        .singleElement()
        .satisfies(
            safety -> {
              assertThat(safety.data()).isEqualTo(point.original);
              assertThat(safety.content()).isEqualTo("clean");
            });
    assertThat(point.tags("before_datavol1"))
        .contains("cvmsnap.safety=snap1", "cvmsnap.run=", "cvmsnap.kind=break-off");
  }

  @Test
  void the_way_back_leads_to_the_safety_snapshot() {
    RestoreWorld point = RestoreWorld.instant();
    assertThat(point.restore("--name", "before_{volume}")).exitsWith(DONE);

    CliRun run =
        point.world.cvmsnap(
            "restore", "before_datavol1", "--ldom", "ldom1", "--yes", "--no-safety");

    assertThat(run).exitsWith(DONE);
    assertThat(point.data("datavol1")).isEqualTo(point.original);
  }

  @Test
  void without_a_safety_snapshot_none_is_made() {
    RestoreWorld point = RestoreWorld.instant();

    assertThat(point.restore("--no-safety")).exitsWith(DONE);

    assertThat(point.safety()).isEmpty();
    assertThat(point.data("datavol1")).isEqualTo(point.data("snap1"));
  }

  @Test
  void a_mounted_file_system_is_mounted_again_on_what_the_snapshot_holds() {
    RestoreWorld point = RestoreWorld.instant();
    point.world.typed("ldom1", "mount -F vxfs -o rw,nosuid /dev/dsk/c0d2s0 /data");
    SimTruth.Guest before = point.world.guest("ldom1");
    point.world.fault(Fault.on("ldm bind ldom1", Effect.CRASH_BEFORE));

    assertThat(point.restore()).crashed();
    String restored = point.data("datavol1");
    CliRun recovered = point.world.noFaults().cvmsnap("recover");

    assertThat(restored).isEqualTo(point.data("snap1"));
    assertThat(recovered).exitsWith(DONE).hasNoDebts().prints("its volumes are restored");
    assertThat(point.world.guest("ldom1")).isAs(before);
    assertThat(point.safety()).hasSize(1);
    assertThat(point.tags(point.safety().get(0).name())).contains("cvmsnap.safety=snap1");
  }

  @Test
  void a_bound_guest_is_bound_again_and_an_inactive_one_is_left_alone() {
    RestoreWorld bound = RestoreWorld.instant().bound();
    RestoreWorld inactive = RestoreWorld.instant().inactive();

    assertThat(bound.restore()).exitsWith(DONE);
    assertThat(inactive.restore()).exitsWith(DONE);

    assertThat(bound.world.guest("ldom1")).isBound();
    assertThat(inactive.world.guest("ldom1")).isInactive();
    assertThat(bound.data("datavol1")).isEqualTo(bound.data("snap1"));
    assertThat(inactive.data("datavol1")).isEqualTo(inactive.data("snap1"));
  }

  @Test
  void a_traditional_snapshot_becomes_a_mirror_and_can_be_taken_again() {
    RestoreWorld point = RestoreWorld.traditional();
    String snapshot = point.data("snap1");
    SimTruth.Guest before = point.world.guest("ldom1");

    CliRun run = point.restore("--wait");

    assertThat(run).exitsWith(DONE);
    assertThat(point.data("datavol1")).isEqualTo(snapshot);
    assertThat(point.exists("snap1")).isFalse();
    assertThat(point.safety())
        .singleElement()
        .satisfies(safety -> assertThat(safety.data()).isEqualTo(point.original));
    assertThat(point.world.guest("ldom1")).isAs(before);
    assertThat(point.world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "snap2"))
        .exitsWith(DONE);
  }

  @Test
  void a_set_is_restored_by_one_command() {
    World world = World.builtIn();
    RestoreWorld.ok(
        world.cvmsnap("take", "datavol1", "datavol2", "--ldom", "ldom1", "--name", "{volume}_a"));

    CliRun run =
        world.cvmsnap("restore", "datavol1_a", "datavol2_a", "--ldom", "ldom1", "--yes", "--json");

    assertThat(run).exitsWith(DONE);
    assertThat((List<?>) run.json().get("restored")).hasSize(2);
    assertThat((List<?>) run.json().get("warnings")).isEmpty();
    assertThat(world.mutations())
        .contains(
            "sun-a# vxsnap -g datadg restore datavol1 source=datavol1_a datavol2 source=datavol2_a"
                + " destroy=no");
  }

  @Test
  void restoring_one_of_a_set_is_warned_of() {
    World world = World.builtIn();
    RestoreWorld.ok(
        world.cvmsnap("take", "datavol1", "datavol2", "--ldom", "ldom1", "--name", "{volume}_a"));

    CliRun run = world.cvmsnap("restore", "datavol1_a", "--ldom", "ldom1", "--yes");

    assertThat(run).exitsWith(DONE).says("mind: datavol1_a was taken together with datavol2_a");
  }

  @Test
  void the_copying_goes_on_and_can_be_waited_for() {
    RestoreWorld slow = RestoreWorld.slow();
    RestoreWorld patient = RestoreWorld.slow();

    CliRun goesOn = slow.restore("--json");
    CliRun waited = patient.restore("--wait", "--json");

    assertThat(goesOn.json()).containsEntry("copying", "goes-on").containsEntry("exitCode", 0);
    assertThat(waited.json()).containsEntry("copying", "done").containsEntry("exitCode", 0);
  }

  @Test
  void a_dry_run_prints_exactly_what_a_run_executes() {
    for (RestoreWorld point :
        List.of(
            RestoreWorld.instant(),
            RestoreWorld.traditional(),
            RestoreWorld.instant().inactive())) {
      List<String> printed = point.restore("--dry-run", "--name", "safe").lines();
      int ran = point.ran();

      assertThat(point.restore("--name", "safe")).exitsWith(DONE);

      assertThat(point.mutationsSince(ran).stream().map(Golden::withoutTimes))
          .containsExactlyElementsOf(printed.stream().map(Golden::withoutTimes).toList());
    }
  }

  @Test
  void without_a_terminal_consent_has_to_be_given_beforehand() {
    RestoreWorld point = RestoreWorld.instant();
    int ran = point.ran();

    CliRun run = point.world.cvmsnap("restore", "snap1", "--ldom", "ldom1");

    assertThat(run)
        .exitsWith(REFUSED)
        .says("--yes")
        .says("datavol1 is overwritten with what it was at 2026-03-01T02:")
        .says("is kept in datavol1_");
    assertThat(point.mutationsSince(ran)).isEmpty();
  }
}
