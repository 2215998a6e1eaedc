package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A guest comes back with its disks under their numbers, or is not started. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DiskNumbersTest {
  /** The logs have no number of their own, and would be number 1, which is free. */
  private static World renumbering() {
    return World.changed(
        "volume = \"ldom1-logs@primary-vds0\"\nid = 3",
        "volume = \"ldom1-logs@primary-vds0\"\nid = 3\nauto = true");
  }

  private static CliRun take(World world) {
    return world.cvmsnap("take", "datavol1", "--ldom", "ldom1");
  }

  @Test
  void a_disk_that_binding_would_number_anew_is_refused() {
    World world = renumbering();

    assertThat(take(world))
        .exitsWith(REFUSED)
        .says(
            "Disk logs of ldom1 is number 3, and would be number 1 once it is bound again",
            "next: Give it one while ldom1 is shut down, on sun-a: ldm rm-vdisk logs ldom1, then ldm"
                + " add-vdisk id=3 logs VOLUME@SERVICE ldom1.");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void a_disk_that_has_the_number_that_binding_gives_is_no_obstacle() {
    World world =
        World.changed(
            "name = \"boot\"\nvolume = \"ldom1-boot@primary-vds0\"\nid = 0",
            "name = \"boot\"\nvolume = \"ldom1-boot@primary-vds0\"\nid = 0\nauto = true");

    assertThat(take(world)).exitsWith(DONE).hasNoDebts();
  }

  @Test
  void a_guest_whose_disks_were_numbered_anew_all_the_same_is_not_started() {
    World world = World.builtIn().fault(Fault.on("ldm bind *", Effect.CRASH_BEFORE));
    assertThat(take(world)).crashed();
    assertAllFired(world);
    world
        .typed("sun-a", "ldm rm-vdisk logs ldom1")
        .typed("sun-a", "ldm add-vdisk logs ldom1-logs@primary-vds0 ldom1");

    CliRun recover = world.cvmsnap("recover");

    assertThat(recover)
        .exitsWith(FAILED.withServiceDown())
        .hasDebts()
        .says("disk logs is number 1 and was 3; give each its number again, on sun-a: ldm unbind");
    assertThat(recover.err()).doesNotContain("ldm start");
    assertThat(world.guest("ldom1")).isBound();
    assertThat(world.truth().volumes()).noneMatch(volume -> volume.corrupt());

    world
        .typed("sun-a", "ldm unbind ldom1")
        .typed("sun-a", "ldm rm-vdisk logs ldom1")
        .typed("sun-a", "ldm add-vdisk id=3 logs ldom1-logs@primary-vds0 ldom1");
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1").mountPoints()).contains("/data", "/logs");
  }

  @Test
  void a_disk_that_is_gone_keeps_the_guest_from_being_started() {
    World world = World.builtIn().fault(Fault.on("ldm bind *", Effect.CRASH_BEFORE));
    assertThat(take(world)).crashed();
    assertAllFired(world);
    world.typed("sun-a", "ldm rm-vdisk logs ldom1");

    assertThat(world.cvmsnap("recover"))
        .exitsWith(FAILED.withServiceDown())
        .says(
            "disk logs, which was number 3, is gone; give each back with its number and its back end"
                + " (ldm list-services), on sun-a: ldm unbind ldom1, then ldm add-vdisk id=N for it");
    assertThat(world.guest("ldom1")).isBound();
  }

  @Test
  void an_exported_snapshot_is_given_a_number_of_its_own() {
    World world = World.builtIn();
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "s1"))
        .exitsWith(DONE);

    assertThat(world.cvmsnap("export", "s1", "--ldom", "ldom2")).exitsWith(DONE);

    assertThat(world.mutations()).contains("sun-a# ldm add-vdisk id=1 s1 s1@primary-vds0 ldom2");
  }
}
