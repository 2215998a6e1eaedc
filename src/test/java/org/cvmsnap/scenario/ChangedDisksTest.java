package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.time.Duration;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** While a guest is down somebody gives it another disk than it had, or one more. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChangedDisksTest {
  private static final String OTHERS = "/dev/vx/dsk/datadg/datavol3";

  private final World world = World.builtIn();

  private void leftDown() {
    world.dies("ldm unbind *", Effect.CRASH_AFTER, "take", "datavol1", "--ldom", "ldom1");
  }

  private void swapped() {
    world
        .typed("sun-a", "ldm add-vdsdev " + OTHERS + " extra@primary-vds0")
        .typed("sun-a", "ldm rm-vdisk logs ldom1")
        .typed("sun-a", "ldm add-vdisk id=3 logs extra@primary-vds0 ldom1");
  }

  @Test
  void a_guest_is_not_bound_to_what_another_one_has() {
    leftDown();
    swapped();

    assertThat(world.cvmsnap("recover"))
        .exitsWith(105)
        .hasDebts()
        .says(
            "disk logs shows /dev/vx/dsk/datadg/datavol3 and showed /dev/vx/dsk/datadg/datavol2",
            "give each its own volume again, on sun-a (ldm list-services tells under which name)");
    assertThat(world.guest("ldom1")).isInactive();

    world
        .typed("sun-a", "ldm rm-vdisk logs ldom1")
        .typed("sun-a", "ldm add-vdisk id=3 logs ldom1-logs@primary-vds0 ldom1");
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
  }

  @Test
  void nor_is_it_started_where_that_is_done_just_before_it_is_bound() {
    world.doneInsteadOfCrashes(this::swapped).fault(Fault.on("ldm unbind *", Effect.CRASH_AFTER));

    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1"))
        .exitsWith(105)
        .hasDebts()
        .says("disk logs shows /dev/vx/dsk/datadg/datavol3 and showed");

    assertAllFired(world);
    assertThat(world.mutations()).noneMatch(line -> line.contains("ldm start"));
  }

  @Test
  void nor_with_one_more_that_another_guest_has_open() {
    leftDown();
    world
        .typed("sun-a", "ldm add-vdsdev " + OTHERS + " extra@primary-vds0")
        .typed("sun-a", "ldm add-vdisk extra extra@primary-vds0 ldom1");

    assertThat(world.cvmsnap("recover"))
        .exitsWith(105)
        .hasDebts()
        .says("somebody else has its disks: datadg/datavol3 is open on sun-b");
    assertThat(world.guest("ldom1")).isInactive();
  }

  @Test
  void also_where_somebody_has_bound_it_by_then() {
    leftDown();
    world
        .typed("sun-a", "ldm add-vdsdev " + OTHERS + " extra@primary-vds0")
        .typed("sun-a", "ldm add-vdisk id=9 extra extra@primary-vds0 ldom1")
        .typed("sun-a", "ldm bind ldom1");

    assertThat(world.cvmsnap("recover"))
        .exitsWith(105)
        .hasDebts()
        .says("it is bound with a disk that it did not have: datadg/datavol3 is open on sun-b");
    assertThat(world.mutations()).noneMatch(line -> line.contains("ldm start"));
  }

  @Test
  void one_that_was_started_by_hand_with_another_volume_is_not_as_it_was() {
    leftDown();
    swapped();
    world.typed("sun-a", "ldm bind ldom1").typed("sun-a", "ldm start ldom1");
    world.change(cluster -> cluster.advance(Duration.ofMinutes(5)));

    assertThat(world.cvmsnap("recover"))
        .exitsWith(105)
        .hasDebts()
        .says("disk logs shows /dev/vx/dsk/datadg/datavol3 and showed");
  }

  @Test
  void one_more_that_nobody_has_is_no_reason_to_stay_down() {
    leftDown();
    world
        .typed("sun-a", "ldm add-vdsdev /ldoms/extra.img extra@primary-vds0")
        .typed("sun-a", "ldm add-vdisk extra extra@primary-vds0 ldom1");

    comesBack();
  }

  private void comesBack() {
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
  }

  @Test
  void nor_is_a_file_that_was_moved_or_another_path_to_the_same_device() {
    world
        .typed("sun-a", "ldm add-vdsdev /ldoms/a.img a@primary-vds0")
        .typed("sun-a", "ldm add-vdisk id=7 a a@primary-vds0 ldom1")
        .typed("sun-a", "ldm add-vdsdev mpgroup=mp1 /dev/dsk/c9t0d0s2 pa@primary-vds0")
        .typed("sun-a", "ldm add-vdsdev mpgroup=mp1 /dev/dsk/c9t1d0s2 pb@primary-vds0")
        .typed("sun-a", "ldm add-vdisk id=8 mp pa@primary-vds0 ldom1");
    leftDown();
    world
        .typed("sun-a", "ldm rm-vdisk a ldom1")
        .typed("sun-a", "ldm add-vdsdev /pool2/a.img moved@primary-vds0")
        .typed("sun-a", "ldm add-vdisk id=7 a moved@primary-vds0 ldom1")
        .typed("sun-a", "ldm rm-vdisk mp ldom1")
        .typed("sun-a", "ldm rm-vdsdev pa@primary-vds0")
        .typed("sun-a", "ldm add-vdisk id=8 mp pb@primary-vds0 ldom1");

    comesBack();
  }

  @Test
  void nor_is_another_name_or_path_of_the_same_volume() {
    leftDown();
    world
        .typed("sun-a", "ldm rm-vdisk logs ldom1")
        .typed("sun-a", "ldm rm-vdsdev ldom1-logs@primary-vds0")
        .typed("sun-a", "ldm add-vdsdev /dev/vx/rdsk/datadg/datavol2 renamed@primary-vds0")
        .typed("sun-a", "ldm add-vdisk id=3 logs renamed@primary-vds0 ldom1");

    comesBack();
  }
}
