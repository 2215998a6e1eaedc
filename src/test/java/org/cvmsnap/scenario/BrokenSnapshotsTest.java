package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A snapshot that is not started, or is lost, can hang the I/O of its source. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BrokenSnapshotsTest {
  private static final String TAKE = "take datavol1 --ldom ldom1";

  private final World world = World.builtIn();

  @BeforeEach
  void a_snapshot_is_there() {
    assertThat(run(TAKE + " --name s1")).exitsWith(0);
  }

  private CliRun run(String line) {
    return world.cvmsnap(line.split(" ", -1));
  }

  @Test
  void one_that_is_stopped_is_told_before_the_guest_is_touched_and_in_the_dry_run() {
    world.typed("sun-a", "vxvol -g datadg stop s1");

    CliRun dry = run(TAKE + " --dry-run");
    CliRun take = run(TAKE);

    String told =
        "mind: Snapshot datadg/s1 of datavol1 is DISABLED/CLEAN, which can hang the I/O of datavol1: start it (vxvol -g datadg start s1), or remove it (cvmsnap remove datadg/s1).";
    assertThat(dry).exitsWith(0).says(told);
    assertThat(take).exitsWith(0).says(told);
  }

  @Test
  void it_is_told_of_every_volume_of_the_guest() {
    world.typed("sun-a", "vxvol -g datadg stop s1");

    assertThat(run("take datavol2 --ldom ldom1 --dry-run")).says("hang the I/O of datavol1");
  }

  @Test
  void one_that_is_started_is_not_told() {
    assertThat(run(TAKE + " --dry-run").err()).doesNotContain("mind:");
  }

  @Test
  void one_that_is_no_snapshot_any_more_is_not_told() {
    world.typed("sun-a", "vxsnap -g datadg dis s1").typed("sun-a", "vxvol -g datadg stop s1");

    assertThat(run(TAKE + " --dry-run").err()).doesNotContain("hang");
  }

  @Test
  void one_whose_cache_was_too_small_is_to_be_removed_and_not_started() {
    world
        .typed("sun-a", "vxassist -g datadg make cvol 200m")
        .typed("sun-a", "vxmake -g datadg cache cobj cachevolname=cvol regionsize=64k")
        .typed("sun-a", "vxcache -g datadg start cobj");
    assertThat(run(TAKE + " --kind space-optimized --cache cobj --name so1")).exitsWith(0);
    for (int times = 0; times < 4; times++) {
      world.typed("ldom1", "umount /data").typed("ldom1", "mount /data");
    }

    assertThat(run(TAKE + " --dry-run"))
        .says("Snapshot datadg/so1 of datavol1 is DETACHED/INVALID", ": remove it (cvmsnap remove");
  }
}
