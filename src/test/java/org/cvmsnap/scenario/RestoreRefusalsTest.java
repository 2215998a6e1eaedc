package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RestoreRefusalsTest {
  private final RestoreWorld point = RestoreWorld.instant();

  private void refused(List<CliRun> runs, int ran, String... texts) {
    for (CliRun run : runs) {
      assertThat(run).exitsWith(REFUSED).says("nothing was touched").says(texts);
    }
    assertThat(point.mutationsSince(ran)).isEmpty();
  }

  private void refusesBoth(String... texts) {
    int ran = point.ran();
    refused(List.of(point.restore(), point.refresh()), ran, texts);
  }

  @Test
  void a_snapshot_of_another_name_is_suggested() {
    for (String verb : List.of("restore", "refresh")) {
      CliRun run = point.world.cvmsnap(verb, "snap2", "--ldom", "ldom1", "--yes");

      assertThat(run).exitsWith(REFUSED).says("no snapshot 'snap2'", "Did you mean snap1?");
    }
  }

  @Test
  void a_snapshot_that_is_stopped() {
    point.world.typed("sun-a", "vxvol -g datadg stop snap1");

    refusesBoth("datadg/snap1 is DISABLED/CLEAN and has to be ENABLED/ACTIVE");
  }

  @Test
  void a_snapshot_that_is_not_complete_yet_is_not_gone_back_to() {
    RestoreWorld slow = RestoreWorld.slow();
    RestoreWorld.ok(
        slow.world.cvmsnap(
            "take", "datavol1", "--ldom", "ldom1", "--kind", "full", "--name", "whole"));
    int ran = slow.ran();

    CliRun run = slow.world.cvmsnap("restore", "whole", "--ldom", "ldom1", "--yes");

    assertThat(run)
        .exitsWith(REFUSED)
        .says("datadg/whole is not synchronized yet", "vxsnap -g datadg syncwait whole");
    assertThat(slow.mutationsSince(ran)).isEmpty();
  }

  @Test
  void a_snapshot_of_another_guests_volume() {
    point
        .world
        .typed("sun-a", "ldm add-vdsdev /dev/vx/dsk/datadg/datavol3 other@primary-vds0")
        .typed("sun-a", "ldm add-vdisk other other@primary-vds0 ldom2");
    int ran = point.ran();

    CliRun run = point.world.cvmsnap("restore", "snap1", "--ldom", "ldom2", "--yes");

    refused(List.of(run), ran, "snapshot of datadg/datavol1", "not behind any disk of ldom2");
  }

  @Test
  void a_snapshot_that_is_exported_to_another_guest() {
    point
        .world
        .typed("sun-a", "ldm add-vdsdev /dev/vx/dsk/datadg/snap1 snap1@primary-vds0")
        .typed("sun-a", "ldm add-vdisk clone snap1@primary-vds0 ldom2");

    refusesBoth(
        "datadg/snap1 is exported to ldom2 on sun-a", "cvmsnap unexport datadg/snap1 --ldom ldom2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "remove snap1 --yes",
        "reattach snap1 --yes",
        "dissociate snap1 --yes",
        "export snap1 --ldom ldom2",
        "take datavol1 --ldom ldom1",
        "take datavol1 --ldom ldom1 --kind plex --plex datavol1-02"
      })
  void nothing_is_done_with_a_snapshot_that_a_restore_may_still_be_copied_from(String line) {
    World slow = RestoreWorld.slow().world;
    RestoreWorld.ok(slow.cvmsnap("restore", "snap1", "--ldom", "ldom1", "--yes"));
    int before = slow.mutations().size();

    assertThat(slow.cvmsnap(line.split(" ", -1)))
        .exitsWith(REFUSED)
        .says("An earlier restore is still being copied to datadg/datavol1.", "vxtask list");
    assertThat(slow.mutations()).hasSize(before);
    assertThat(slow.cvmsnap("export", "snap1", "--ldom", "ldom2", "--read-only")).exitsWith(0);
  }

  @Test
  void prune_passes_over_them_until_it_is_done() {
    RestoreWorld slow = RestoreWorld.slow();
    RestoreWorld.ok(slow.world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "newer"));
    RestoreWorld.ok(slow.restore("--no-safety"));

    assertThat(slow.world.cvmsnap("prune", "datavol1", "--keep", "1", "--yes"))
        .says("An earlier restore is still being copied to datadg/datavol1.");
    assertThat(slow.exists("snap1")).isTrue();

    slow.world.change(cluster -> cluster.advance(Duration.ofHours(5)));
    RestoreWorld.ok(slow.world.cvmsnap("prune", "datavol1", "--keep", "1", "--yes"));
    assertThat(slow.exists("snap1")).isFalse();
  }

  @Test
  void a_pinned_point_in_time_is_not_replaced() {
    RestoreWorld.ok(point.world.cvmsnap("pin", "snap1"));
    int ran = point.ran();

    refused(List.of(point.refresh()), ran, "datadg/snap1 is pinned.", "cvmsnap unpin datadg/snap1");
    assertThat(point.restore()).exitsWith(0); // which it outlives
  }

  @Test
  void nor_is_a_pinned_traditional_snapshot_used_up_by_a_restore() {
    RestoreWorld traditional = RestoreWorld.traditional();
    RestoreWorld.ok(traditional.world.cvmsnap("pin", "snap1"));

    assertThat(traditional.restore())
        .exitsWith(REFUSED)
        .says("datadg/snap1 is pinned.", "nothing was touched");
    assertThat(traditional.exists("snap1")).isTrue();

    RestoreWorld.ok(traditional.world.cvmsnap("unpin", "snap1"));
    assertThat(traditional.restore())
        .exitsWith(0)
        .says(
            "mind: VxVM goes back to datadg/snap1 by making it a mirror of datavol1, so that this snapshot is gone then.");
    assertThat(traditional.exists("snap1")).isFalse();
  }

  @Test
  void a_snapshot_that_is_not_cvmsnaps() {
    point.world.typed("sun-a", "vxassist -g datadg removetag snap1 cvmsnap.run");

    refusesBoth("datadg/snap1 is not cvmsnap's", "--foreign");
    assertThat(point.restore("--foreign")).exitsWith(0);
  }

  @Test
  void a_snapshot_that_is_not_tied_to_its_volume_any_more() {
    point.world.typed("sun-a", "vxsnap -g datadg dis snap1");

    refusesBoth("is not tied to datadg/datavol1 any more");
  }

  @Test
  void a_volume_to_which_a_restore_is_still_copied() {
    RestoreWorld slow = RestoreWorld.slow();
    assertThat(slow.restore("--no-safety")).exitsWith(0);
    int ran = slow.ran();

    for (CliRun run : List.of(slow.restore(), slow.refresh())) {
      assertThat(run)
          .exitsWith(REFUSED)
          .says("An earlier restore is still being copied to datadg/datavol1");
    }
    assertThat(slow.mutationsSince(ran)).isEmpty();
  }

  @Test
  void two_snapshots_of_one_volume() {
    RestoreWorld.ok(
        point.world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "another"));
    int ran = point.ran();

    CliRun run = point.world.cvmsnap("restore", "snap1", "another", "--ldom", "ldom1", "--yes");

    refused(List.of(run), ran, "Several of the snapshots are of one volume");
  }

  @Test
  void the_same_snapshot_twice_is_a_usage_error() {
    assertThat(point.world.cvmsnap("restore", "snap1", "snap1", "--ldom", "ldom1")).exitsWith(2);
  }

  @Test
  void a_volume_that_another_node_has_as_well() {
    point
        .world
        .typed("sun-b", "ldm add-vdsdev /dev/vx/dsk/datadg/datavol1 data@primary-vds0")
        .typed("sun-b", "ldm add-vdisk more data@primary-vds0 ldom3");

    refusesBoth("datadg/datavol1 is also a disk of ldom3 on sun-b");
  }

  @Test
  void a_traditional_snapshot_cannot_be_refreshed() {
    RestoreWorld traditional = RestoreWorld.traditional();
    int ran = traditional.ran();

    CliRun run = traditional.refresh();

    assertThat(run)
        .exitsWith(REFUSED)
        .says("which VxVM cannot refresh", "cvmsnap reattach snap1", "cvmsnap take datavol1");
    assertThat(traditional.mutationsSince(ran)).isEmpty();
  }

  @Test
  void a_guest_to_which_something_is_owed_is_not_rehearsed() {
    World world = point.world;
    world.fault(
        org.cvmsnap.sim.Fault.on("ldm bind ldom1", org.cvmsnap.sim.Fault.Effect.CRASH_BEFORE));
    assertThat(point.restore()).crashed();

    assertThat(point.restore("--dry-run")).exitsWith(REFUSED).says("cvmsnap recover --ldom ldom1");
  }
}
