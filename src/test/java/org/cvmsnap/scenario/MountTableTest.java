package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.HOUSEKEEPING;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guest has its whole mount table back, and not only what was on the volumes. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MountTableTest {
  private static final String MOUNTED = "mounted = [\"/data\"]";

  private static CliRun take(World world) {
    return world.cvmsnap("take", "datavol1", "--ldom", "ldom1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mount -F nfs filer:/export/tools /tools",
        "mount -F nfs -o ro filer:/export/tools /tools",
        "mount -F lofs /logs /tools",
        "mount -F lofs /data /tools",
        "mount -F tmpfs swap /scratch",
        "mount -F tmpfs -o size=1g swap /scratch"
      })
  void what_was_mounted_by_hand_is_mounted_again(String typed) {
    World world = World.builtIn().typed("ldom1", typed);
    SimTruth.Guest before = world.guest("ldom1");

    assertThat(take(world)).exitsWith(DONE).hasNoDebts();

    assertThat(world.guest("ldom1").mounts()).containsExactlyInAnyOrderElementsOf(before.mounts());
    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo("clean");
  }

  @Test
  void what_a_boot_or_the_automounter_mounts_is_left_alone() {
    World world =
        World.changed(
            MOUNTED,
            MOUNTED
                + "\n\n[[node.domain.vfstab]]\nspecial = \"filer:/export/tools\"\n"
                + "mountPoint = \"/tools\"\nfstype = \"nfs\"\n\n[[node.domain.vfstab]]\n"
                + "special = \"auto_home\"\nmountPoint = \"/home\"\nfstype = \"autofs\"\n");
    world.typed("ldom1", "mount -F nfs filer:/home/joe /home/joe");

    assertThat(take(world)).exitsWith(DONE).hasNoDebts();

    assertThat(world.mutations()).doesNotContain("ldom1# umount /tools", "ldom1# umount /home/joe");
    assertThat(world.guest("ldom1").mountPoints()).contains("/tools", "/data", "/logs");
  }

  @Test
  void what_is_to_be_left_alone_is_neither_unmounted_nor_given_back_nor_missed() {
    World world = World.builtIn().typed("ldom1", "mount -F nfs filer:/export/tools /tools");

    assertThat(
            world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--leave-mount", "/tools,/cdrom"))
        .exitsWith(DONE)
        .hasNoDebts();

    assertThat(world.mutations()).filteredOn(each -> each.contains("/tools")).hasSize(1);
    assertThat(world.guest("ldom1").mountPoints()).contains("/data").doesNotContain("/tools");
  }

  @Test
  void what_is_on_the_volumes_cannot_be_left_alone() {
    World world = World.builtIn();

    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--leave-mount", "/data"))
        .exitsWith(REFUSED)
        .says("/data cannot be left alone", "Do not name it with --leave-mount");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void options_that_mount_does_not_take_again_are_left_to_vfstab() {
    World world = World.builtIn().fault(Fault.on("mount *largefiles*", Effect.FAIL).times(0));

    assertThat(take(world)).exitsWith(DONE).hasNoDebts();

    assertThat(world.guest("ldom1").mountPoints()).contains("/data");
  }

  @Test
  void where_vfstab_is_refused_what_was_asked_for_is_tried() {
    World world = World.builtIn().fault(Fault.on("mount /data", Effect.FAIL).times(0));
    SimTruth.Guest before = world.guest("ldom1");

    assertThat(take(world)).exitsWith(DONE).hasNoDebts();

    assertAllFired(world);
    assertThat(world.guest("ldom1").mounts()).containsExactlyInAnyOrderElementsOf(before.mounts());
  }

  @Test
  void other_options_are_told_and_nothing_is_unmounted_for_them() {
    World world =
        World.builtIn()
            .typed("ldom1", "umount /data")
            .typed("ldom1", "mount -F vxfs -o nosuid /dev/dsk/c0d2s0 /data")
            .fault(Fault.on("mount *nosuid*", Effect.FAIL).times(0));

    CliRun run = take(world);

    assertAllFired(world);
    assertThat(run).exitsWith(HOUSEKEEPING).hasNoDebts().says("it is mounted with other options");
    assertThat(world.guest("ldom1").mountPoints()).contains("/data");
    assertThat(world.mutations().stream().filter("ldom1# umount /data"::equals)).hasSize(2);
  }

  /** The boot mounts it with delaylog, which log excludes. */
  private static World logged() {
    return World.builtIn()
        .typed("ldom1", "mount -F vxfs -o remount,nosuid,log /dev/dsk/c0d3s0 /logs");
  }

  @Test
  void an_option_that_excludes_what_a_boot_gives_is_asked_for_again_on_other_disks_too() {
    World world = logged();
    SimTruth.Guest before = world.guest("ldom1");

    assertThat(take(world)).exitsWith(DONE).hasNoDebts();

    assertThat(world.guest("ldom1")).isAs(before);
  }

  @Test
  void where_it_is_refused_the_difference_is_told() {
    World world = logged().fault(Fault.on("mount *remount*", Effect.FAIL).times(0));

    CliRun run = take(world);

    assertAllFired(world);
    assertThat(run)
        .exitsWith(HOUSEKEEPING)
        .hasNoDebts()
        .says("mount /logs: it is mounted with other options")
        .says("service: ldom1 is back, and NOT in every way as it was.");
    assertThat(world.guest("ldom1").mountPoints()).contains("/logs", "/data");
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).prints("nothing is owed");
    assertThat(world.cvmsnap("runs")).prints("succeeded (7)");
  }

  @Test
  void a_guest_that_was_not_at_multi_user_before_need_not_be_so_again() {
    World world = World.changed(MOUNTED, MOUNTED + "\nstuck = true");

    assertThat(take(world)).exitsWith(DONE).hasNoDebts();

    assertThat(world.guest("ldom1").mountPoints()).contains("/data", "/logs");
  }

  @Test
  void one_whose_boot_cannot_mount_all_has_what_is_owed_mounted_and_it_is_told() {
    World world =
        World.changed(
            MOUNTED,
            MOUNTED
                + "\n\n[[node.domain.vfstab]]\nspecial = \"/dev/dsk/c0d9s0\"\n"
                + "mountPoint = \"/gone\"\nfstype = \"ufs\"\n");
    world.typed("ldom1", "svcs -H -o state svc:/milestone/multi-user:default");

    CliRun run = take(world);

    assertThat(run)
        .exitsWith(105)
        .says(
            "lacks what it had: /gone, /logs have to be mounted",
            "/dev/dsk/c0d9s0: No such device or address",
            "svc:/system/filesystem/local:default is in maintenance",
            "svcadm clear svc:/system/filesystem/local:default");
    assertThat(world.guest("ldom1").mountPoints()).contains("/data", "/logs");
  }
}
