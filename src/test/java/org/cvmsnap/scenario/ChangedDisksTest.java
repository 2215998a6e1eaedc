package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.HOUSEKEEPING;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

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
            "give each its own back end again, on sun-a: ldm list -o disk ldom1");
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
  void one_more_that_nobody_has_is_told() {
    leftDown();
    world
        .typed("sun-a", "ldm add-vdsdev /ldoms/extra.img extra@primary-vds0")
        .typed("sun-a", "ldm add-vdisk extra extra@primary-vds0 ldom1");

    assertThat(world.cvmsnap("recover"))
        .exitsWith(HOUSEKEEPING)
        .hasNoDebts()
        .says("it has disks that it did not have: extra");
    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
  }
}
