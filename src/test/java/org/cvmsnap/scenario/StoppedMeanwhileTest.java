package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.cvmsnap.testing.WorldAssertions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody stops a guest that a run is about to stop itself: it was active, and is owed that. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StoppedMeanwhileTest {
  private final World world = World.builtIn();

  private WorldAssertions.RunAssert takes() {
    return assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1"));
  }

  @ParameterizedTest
  @CsvSource({"umount /data, 1", "fsck -F vxfs -m *, 2"})
  void a_guest_that_others_stop_after_the_unmount_is_not_taken_for_one_that_was_off(
      String after, int nth) {
    world
        .typedInsteadOfCrashes("sun-a", "ldm stop ldom1")
        .fault(Fault.on(after, Effect.CRASH_AFTER).nth(nth));

    takes()
        .exitsWith(105)
        .says(
            "ldom1 has to be running",
            "ldom1 is not running: somebody has stopped it, and it was active",
            "  sun-a# ldm start ldom1");
    assertAllFired(world);

    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
  }

  @Test
  void one_that_others_stop_after_a_crash_is_started_by_the_recovery_and_status_says_why() {
    world.fault(Fault.on("umount /data", Effect.CRASH_AFTER));
    takes().crashed();
    world.noFaults().typed("sun-a", "ldm stop ldom1");

    assertThat(world.cvmsnap("status"))
        .prints(
            "seen: start-domain ldom1: ldom1 is not running: somebody has stopped it, and it was"
                + " active",
            "    sun-a# ldm start ldom1");
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
  }

  @Test
  void what_the_run_itself_stops_is_owed_as_stopped_alone() {
    world.fault(Fault.on("ldm unbind *", Effect.CRASH_AFTER));
    takes().crashed();

    CliRun status = world.cvmsnap("status");

    assertThat(status).prints("ldom1 has to be started");
    assertThat(status.out()).doesNotContain("running");
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
  }
}
