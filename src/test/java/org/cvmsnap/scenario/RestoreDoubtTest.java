package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the operator is told where nobody knows what became of a restore. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RestoreDoubtTest {
  @Test
  void a_restore_of_which_nobody_knows_is_said_to_be_between_two_states() {
    RestoreWorld point = RestoreWorld.instant();
    point.world.fault(
        Fault.on("vxsnap * restore *", Effect.CRASH_AFTER),
        Fault.on("vxsnap * list", Effect.GARBAGE).nth(100).times(0));
    assertThat(point.restore("--name", "safe")).crashed();
    point
        .world
        .noFaults()
        .fault(Fault.on("vxsnap * list", Effect.GARBAGE).times(0))
        .fault(Fault.on("vxprint * -m datavol1", Effect.GARBAGE).times(0));

    CliRun recover = point.world.cvmsnap("recover");
    CliRun status = point.world.noFaults().cvmsnap("status");

    assertThat(recover)
        .exitsWith(5)
        .hasNoDebts()
        .says("the content of datavol1 is between two states")
        .says("cvmsnap restore snap1 --ldom ldom1", "cvmsnap restore safe --ldom ldom1");
    assertThat(status).exitsWith(5).prints("the content of datavol1 is between two states");
    assertThat(point.data("safe")).isEqualTo(point.original);
    assertThat(point.tags("safe")).contains("cvmsnap.safety=snap1");
  }

  @Test
  void restoring_again_clears_the_doubt() {
    RestoreWorld point = RestoreWorld.instant();
    point.world.fault(Fault.on("vxsnap * restore *", Effect.CRASH_AFTER));
    assertThat(point.restore("--name", "safe")).crashed();
    point
        .world
        .noFaults()
        .fault(
            Fault.on("vxsnap * list", Effect.GARBAGE).times(0),
            Fault.on("vxprint * -m datavol1", Effect.GARBAGE).times(0));
    assertThat(point.world.cvmsnap("recover")).exitsWith(5);
    point.world.noFaults();

    CliRun again = point.restore("--no-safety");

    assertThat(again).exitsWith(0);
    assertThat(point.data("datavol1")).isEqualTo(point.data("snap1"));
    assertThat(point.world.cvmsnap("status")).exitsWith(0).prints("nothing is owed");
  }

  /** How often the members are asked for before the restore, where nothing goes wrong. */
  private static int asked() {
    RestoreWorld point = RestoreWorld.instant();
    int before = point.ran();
    RestoreWorld.ok(point.restore("--no-safety"));
    List<String> commands =
        point.world.log().stream().map(each -> String.join(" ", each.argv())).toList();
    return (int)
        commands.stream()
            .skip(before)
            .takeWhile(each -> !each.startsWith("vxsnap -g datadg restore"))
            .filter(each -> each.endsWith("vxclustadm nidmap"))
            .count();
  }

  @Test
  void a_restore_without_an_answer_that_comes_during_a_look_that_hangs_is_not_said_to_be_undone() {
    RestoreWorld point = RestoreWorld.instant();
    point.world.fault(
        Fault.on("vxsnap * restore *", Effect.HANG_LATE),
        Fault.on("*vxclustadm nidmap", Effect.HANG).nth(asked() + 1));

    CliRun run = point.restore("--no-safety");

    assertThat(run).exitsWith(0).prints("restored datavol1 to snap1");
    assertThat(point.data("datavol1")).isEqualTo(point.data("snap1"));
  }

  @Test
  void a_restore_without_an_answer_of_which_nothing_is_seen_is_in_doubt() {
    RestoreWorld point = RestoreWorld.instant();
    point.world.fault(Fault.on("vxsnap * restore *", Effect.HANG));

    CliRun run = point.restore("--no-safety");

    assertThat(run)
        .exitsWith(5)
        .hasNoDebts()
        .says(
            "DATA: the content of datavol1 is between two states",
            "next: One of the commands that DATA names.");
    assertThat(run.err()).doesNotContain("hold what they held");
    assertThat(point.world.log().stream().filter(each -> each.argv().contains("restore")))
        .hasSize(1);
    assertThat(point.world.cvmsnap("status")).exitsWith(5);
    assertThat(point.world.cvmsnap("recover")).exitsWith(5).says("DATA: ");
    assertThat(point.restore("--no-safety")).exitsWith(0);
    assertThat(point.world.cvmsnap("status")).exitsWith(0);
  }

  @Test
  void so_is_a_refresh() {
    RestoreWorld point = RestoreWorld.instant();
    point.world.typed("ldom1", "mount /data");
    point.world.fault(Fault.on("vxsnap * refresh *", Effect.HANG));

    CliRun run = point.refresh();

    assertThat(run).exitsWith(5).says("DATA: the content of snap1 is between two points in time");
    assertThat(run.err()).doesNotContain("nothing was refreshed");
    assertThat(point.world.log().stream().filter(each -> each.argv().contains("refresh")))
        .hasSize(1);
  }

  @Test
  void nothing_is_restored_from_what_is_between_two_points_in_time() {
    RestoreWorld point = RestoreWorld.instant();
    point.world.fault(Fault.on("vxsnap * refresh *", Effect.HANG));
    assertThat(point.refresh()).exitsWith(5);
    point.world.noFaults();

    CliRun restore = point.restore();

    assertThat(restore)
        .exitsWith(3)
        .says("datadg/snap1 holds is in doubt", "cvmsnap refresh snap1 --ldom ldom1");
    assertThat(restore.err())
        .contains("service: nothing was touched")
        .doesNotContain("--write-off");
    assertThat(point.world.cvmsnap("recover", "--ldom", "ldom1", "--write-off")).exitsWith(5);
    assertThat(point.world.cvmsnap("status")).exitsWith(5);
    assertThat(point.refresh()).exitsWith(0);
    assertThat(point.restore()).exitsWith(0);
  }

  @Test
  void of_two_traditional_snapshots_the_one_that_failed_is_named() {
    RestoreWorld point = RestoreWorld.traditional();
    // Without a DCO the second volume belongs to the same family.
    point.world.typed("sun-a", "vxsnap -g datadg unprepare datavol2");
    RestoreWorld.ok(point.world.cvmsnap("take", "datavol2", "--ldom", "ldom1", "--name", "logs1"));
    point.world.fault(Fault.on("vxassist * snapback logs1", Effect.FAIL).times(0));

    CliRun run =
        point.world.cvmsnap(
            "restore", "snap1", "logs1", "--ldom", "ldom1", "--yes", "--name", "{volume}_s");

    assertThat(run)
        .exitsWith(5)
        .hasNoDebts()
        .prints("restored datavol1 to snap1")
        .says(
            "datavol2 was not restored, and others of its run were: go back to the safety snapshots"
                + " (cvmsnap restore datavol1_s datavol2_s --ldom ldom1)");
  }
}
