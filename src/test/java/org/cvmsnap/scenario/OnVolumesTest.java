package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a guest may have on a volume, and how it lets go of that: each cell of the table in
 * docs/guests.md.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OnVolumesTest {
  private static final String LISTED =
      """
      [[node.domain.vfstab]]
      special = "/dev/dsk/c0d2s0"
      mountPoint = "/data"
      fstype = "vxfs"
      atBoot = false
      """;

  /** The built-in world, with something else on datavol1, and front ends of that controller. */
  private static World with(int controller, String onVolume) {
    String text = World.text("builtin");
    int at = text.indexOf("name = \"ldom1\"");
    int end = text.indexOf("name = \"ldom2\"");
    String guest =
        text.substring(at, end)
            .replace(LISTED, onVolume)
            .replace("c0d", "c" + controller + "d")
            .replace("mounted = [", "controller = " + controller + "\nmounted = [");
    return World.of(text.substring(0, at) + guest + text.substring(end));
  }

  private static String vfstab(String special, String fstype) {
    return """
        [[node.domain.vfstab]]
        special = "%s"
        mountPoint = "/data"
        fstype = "%s"
        atBoot = false
        """
        .formatted(special, fstype);
  }

  private static String layer(String kind, String name, String devices) {
    return """
        [[node.domain.%s]]
        name = "%s"
        devices = [%s]
        """
        .formatted(kind, name, devices);
  }

  private static String pool(String devices) {
    return layer("pool", "tank", devices)
        + "dataset = [{name = \"tank/app\", mountPoint = \"/data\"}]\n";
  }

  private static CliRun take(World world, String... more) {
    List<String> words = new java.util.ArrayList<>(List.of("take", "datavol1", "--ldom", "ldom1"));
    words.addAll(List.of(more));
    return world.cvmsnap(words.toArray(String[]::new));
  }

  /** The take is done, the snapshot is clean, and the guest is as it was. */
  private static void takes(World world, String... typed) {
    SimTruth.Guest before = world.guest("ldom1");
    assertThat(before.mountPoints()).contains("/data");

    CliRun run = take(world);

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo("clean");
    assertThat(world.guest("ldom1").mounts()).containsExactlyInAnyOrderElementsOf(before.mounts());
    assertThat(world.mutations()).contains(typed);
  }

  private static void refuses(World world, String problem, String next, String... more) {
    SimTruth before = world.truth();

    assertThat(take(world, more))
        .exitsWith(REFUSED)
        .says("service: nothing was touched.", problem, next);

    assertThat(world.mutations()).isEmpty();
    assertThat(world.truth().guests()).isEqualTo(before.guests());
  }

  @ParameterizedTest
  @CsvSource({
    "0, vxfs, s0", "0, ufs, s0", "1, vxfs, s0", "1, ufs, s0",
    "0, vxfs, ''", "0, ufs, ''", "1, vxfs, ''", "1, ufs, ''"
  })
  void a_plain_file_system_is_unmounted(int controller, String fstype, String slice) {
    World world = with(controller, vfstab("/dev/dsk/c0d2" + slice, fstype));

    takes(world, "ldom1# umount /data", "ldom1# mount /data");
  }

  @ParameterizedTest
  @CsvSource({"0, s0", "1, s0", "0, ''", "1, ''"})
  void a_pool_is_exported(int controller, String slice) {
    World world = with(controller, pool("\"c0d2" + slice + "\""));

    takes(world, "ldom1# zpool export tank", "ldom1# zpool import tank");
    assertThat(world.mutations()).doesNotContain("ldom1# umount /data");
  }

  @ParameterizedTest
  @CsvSource({"0, s0", "1, s0", "0, s2", "1, s2"})
  void of_a_metadevice_the_file_system_is_unmounted(int controller, String slice) {
    World world =
        with(
            controller,
            layer("metadevice", "d10", "\"c0d2" + slice + "\"") + vfstab("/dev/md/dsk/d10", "ufs"));

    takes(world, "ldom1# umount /data", "ldom1# mount /data");
  }

  @ParameterizedTest
  @CsvSource({"0, s0", "1, s0", "0, s2", "1, s2"})
  void a_disk_group_of_the_guest_is_deported(int controller, String slice) {
    World world =
        with(
            controller,
            layer("diskgroup", "appdg", "\"c0d2" + slice + "\"")
                + vfstab("/dev/vx/dsk/appdg/appvol", "vxfs"));

    takes(
        world,
        "ldom1# umount /data",
        "ldom1# vxdg deport appdg",
        "ldom1# vxdg import appdg",
        "ldom1# vxvol -g appdg startall",
        "ldom1# mount /data");
  }

  @Test
  void a_disk_group_that_the_boot_mounts_from_is_not_deported() {
    World world =
        with(
            0,
            layer("diskgroup", "appdg", "\"c0d2s2\"")
                + vfstab("/dev/vx/dsk/appdg/appvol", "vxfs").replace("atBoot = false\n", ""));

    takes(world, "ldom1# umount /data");
    assertThat(world.mutations()).noneMatch(typed -> typed.contains("vxdg"));
  }

  @ParameterizedTest
  @CsvSource({"0, s6", "1, s6", "0, s2", "1, s2"})
  void raw_devices_are_refused_unless_that_is_meant(int controller, String slice) {
    String open =
        """
        [[node.domain.process]]
        pid = 812
        user = "oracle"
        command = "ora_dbw0_PROD"
        mountPoint = "/dev/rdsk/c0d2%s"
        """
            .formatted(slice);
    World world = with(controller, open);

    refuses(
        world,
        "ldom1 has devices of datadg/datavol1 themselves open, and no file system of it: process 812 of"
            + " oracle",
        "If it is meant that no file system is let go of: --no-file-system.");

    assertThat(take(world, "--no-file-system")).exitsWith(DONE).hasNoDebts();
    assertThat(world.snapshots()).hasSize(1);
  }

  @Test
  void checkpoints_of_a_file_system_go_before_it() {
    World world =
        with(
            0,
            vfstab("/dev/dsk/c0d2s0", "vxfs")
                + vfstab("/dev/dsk/c0d2s0:thu", "vxfs").replace("/data", "/thu"));
    world.typed("ldom1", "mount /thu");

    takes(world, "ldom1# umount /thu", "ldom1# umount /data");
    assertThat(world.mutations().indexOf("ldom1# umount /thu"))
        .isLessThan(world.mutations().indexOf("ldom1# umount /data"));
  }

  @Test
  void swap_is_refused() {
    World world = World.changed("mounted = [\"/data\"]", "swap = [\"/dev/dsk/c0d2s1\"]");

    refuses(
        world,
        "datadg/datavol1 is swap space of ldom1: /dev/dsk/c0d2s1.",
        "Take it away in the guest: swap -d /dev/dsk/c0d2s1.");
  }

  @Test
  void a_dump_device_is_refused() {
    World world = World.changed("mounted = [\"/data\"]", "dump = \"/dev/dsk/c0d2s1\"");

    refuses(
        world,
        "datadg/datavol1 takes the crash dumps of ldom1: /dev/dsk/c0d2s1.",
        "dumpadm -d swap");
  }

  @Test
  void a_volume_of_which_nothing_is_seen_is_refused_unless_that_is_meant() {
    World world = with(0, "");

    refuses(
        world,
        "Nothing is seen of datadg/datavol1 in ldom1: no file system, no pool, no metadevice, and no"
            + " line of vfstab.",
        "--no-file-system");

    assertThat(take(world, "--no-file-system")).exitsWith(DONE).hasNoDebts();
    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo("clean");
  }

  @Test
  void a_file_system_that_vfstab_has_and_that_is_not_mounted_is_told() {
    World world = World.builtIn().typed("ldom1", "umount /data");

    assertThat(take(world))
        .exitsWith(DONE)
        .says("/data, which vfstab of ldom1 has on these volumes, is not mounted.");
    assertThat(world.guest("ldom1").mountPoints()).doesNotContain("/data");
  }

  @Test
  void what_the_boot_mounts_inside_a_file_system_is_not_hidden_by_it() {
    World world =
        World.of(
                World.text("builtin")
                    .replace("mountPoint = \"/logs\"", "mountPoint = \"/data/logs\""))
            .typed("ldom1", "umount /data/logs")
            .typed("ldom1", "umount /data")
            .typed("ldom1", "mount /data")
            .typed("ldom1", "mount /data/logs");
    List<SimTruth.Mounted> before = world.guest("ldom1").mounts();
    assertThat(before).extracting("mountPoint").containsSubsequence("/data", "/data/logs");

    assertThat(take(world)).exitsWith(DONE).hasNoDebts();

    assertThat(world.guest("ldom1").mounts())
        .extracting("mountPoint")
        .containsSubsequence("/data", "/data/logs");
    assertThat(take(world)).exitsWith(DONE).hasNoDebts();
  }

  @Test
  void a_pool_does_not_take_the_mount_point_that_another_file_system_had() {
    World world =
        with(
                0,
                LISTED
                    + layer("pool", "tank", "\"c0d3s4\"")
                    + "dataset = [{name = \"tank\", mountPoint = \"/tank\"},"
                    + " {name = \"tank/data\", mountPoint = \"/data\"}]\n")
            .typed("ldom1", "umount /data")
            .typed("ldom1", "umount /data")
            .typed("ldom1", "mount /data");
    List<SimTruth.Mounted> before = world.guest("ldom1").mounts();
    assertThat(before).extracting("device").contains("/dev/dsk/c0d2s0").doesNotContain("tank/data");

    CliRun run = world.cvmsnap("take", "datavol1", "datavol2", "--ldom", "ldom1");

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1").mounts()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void a_pool_that_lies_on_what_lies_on_it_is_refused() {
    World world =
        with(
                0,
                LISTED.replace("/data", "/tank/data")
                    + layer("pool", "tank", "\"c0d3s4\"")
                    + "dataset = [{name = \"tank\", mountPoint = \"/tank\"},"
                    + " {name = \"tank/x\", mountPoint = \"/tank/data/x\"}]\n")
            .typed("ldom1", "umount /tank/data/x")
            .typed("ldom1", "mount /tank/data")
            .typed("ldom1", "zfs mount tank/x");
    List<SimTruth.Mounted> before = world.guest("ldom1").mounts();

    assertThat(take(world, "datavol2"))
        .exitsWith(REFUSED)
        .says(
            "/tank/data/x in ldom1 is mounted on /tank/data, and that on /tank, which is of the"
                + " same pool",
            "zfs unmount tank/x");

    assertThat(world.guest("ldom1").mounts()).isEqualTo(before);
  }

  @Test
  void a_pool_on_several_volumes_is_taken_whole() {
    World world = with(0, pool("\"c0d2\", \"c0d3\""));

    refuses(
        world,
        "The pool tank of ldom1 is on these volumes, and on c0d3 besides.",
        "Name all of its volumes in one run.");
  }

  @Test
  void a_pool_with_a_disk_that_is_no_virtual_one_is_refused() {
    refuses(
        with(0, pool("\"c0d2\", \"c3t0d0\"")),
        "The pool tank of ldom1 is on these volumes, and on c3t0d0 besides.",
        "Name all of its volumes in one run.");
  }

  @Test
  void a_layer_of_which_it_is_not_known_what_it_lies_on_is_refused() {
    World world =
        with(0, vfstab("/dev/dsk/c0d2s0", "vxfs") + layer("diskgroup", "appdg", "\"emc0_1\""));

    refuses(
        world,
        "What the disk group appdg of ldom1 lies on is not known, and so it may be these volumes:"
            + " vdc_0.",
        "--no-file-system");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ufs", "zfs"})
  void the_root_of_a_running_guest_is_refused_on_whatever_it_is(String fstype) {
    String zfs =
        """
        [[node.domain.pool]]
        name = "rpool"
        devices = ["c0d0s0"]
        dataset = [{name = "rpool/ROOT/solaris", mountPoint = "/"}]
        """;
    String ufs =
        """
        [[node.domain.vfstab]]
        special = "/dev/dsk/c0d0s0"
        mountPoint = "/"
        fstype = "ufs"
        pass = "1"
        """;
    World world = fstype.equals("ufs") ? World.builtIn() : World.changed(ufs, zfs);

    CliRun run = world.cvmsnap("take", "bootvol1", "--ldom", "ldom1");

    assertThat(run)
        .exitsWith(REFUSED)
        .says("/ of ldom1 is on these volumes and cannot be unmounted while it runs.");
    assertThat(world.mutations()).isEmpty();
  }
}
