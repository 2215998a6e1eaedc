package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What would keep a file system from being unmounted is found before anything is touched. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BusyFileSystemsTest {
  private static final String MOUNTED = "mounted = [\"/data\"]";

  private static CliRun take(World world) {
    return world.cvmsnap("take", "datavol1", "--ldom", "ldom1");
  }

  @ParameterizedTest
  @CsvSource({
    "shared, /data/export, is shared over NFS, unshare /data/export",
    "shared, /data, is shared over NFS, unshare /data",
    "swap, /data/swapfile, is used as swap space, swap -d /data/swapfile",
    "lofi, /data/disk.img, is a block device by lofi, lofiadm -d /data/disk.img",
  })
  void something_in_it_is_used(String key, String path, String how, String undo) {
    World world = World.changed(MOUNTED, MOUNTED + "\n" + key + " = [\"" + path + "\"]");

    assertThat(take(world))
        .exitsWith(REFUSED)
        .says(
            path + " in ldom1 " + how + ", which keeps /data from being unmounted.",
            "next: End that in the guest: " + undo + ".");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void what_is_no_longer_shared_is_no_obstacle() {
    World world = World.changed(MOUNTED, MOUNTED + "\nshared = [\"/data/export\", \"/logs\"]");
    world.typed("ldom1", "unshare /data/export");

    assertThat(take(world)).exitsWith(DONE).hasNoDebts();
  }

  @Test
  void a_locked_mount_is_refused() {
    World world =
        World.builtIn()
            .typed("ldom1", "umount /data")
            .typed("ldom1", "mount -F vxfs -o mntlock=VCS /dev/dsk/c0d2s0 /data");

    assertThat(take(world))
        .exitsWith(REFUSED)
        .says("/data in ldom1 is locked against being unmounted (mntlock=VCS).");
    assertThat(world.mutations()).noneMatch(typed -> typed.startsWith("sun-a# "));
  }

  @Test
  void a_cluster_manager_in_the_guest_is_told() {
    World world = World.builtIn();
    world.change(cluster -> cluster.hold("ldom1", 77, "root", "/opt/VRTSvcs/bin/had", "/"));

    assertThat(take(world))
        .exitsWith(DONE)
        .says("mind: had runs in ldom1: it may take file systems that go for a fault.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop", "detach"})
  void what_was_unmounted_beside_one_that_is_busy_is_given_back_and_not_watched(String mode) {
    World world = World.builtIn().guarded();
    world.fault(
        Fault.on("umount -a *", Effect.FAIL), Fault.on("umount /logs", Effect.FAIL).times(0));
    Instant begun = world.truth().time();

    CliRun run =
        world.cvmsnap("take", "datavol1", "datavol2", "--ldom", "ldom1", "--mode", mode, "--json");

    assertThat(run).exitsWith(ExitCode.FAILED).hasNoDebts();
    assertThat(run.json()).containsEntry("mode", mode);

    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
    assertThat(Duration.between(begun, world.truth().time())).isLessThan(Duration.ofMinutes(6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop", "detach"})
  void options_that_somebody_has_changed_since_the_survey_are_left_as_they_are(String mode) {
    World world = World.builtIn().guarded();
    Duration whileMirrorsAreMade = Duration.ofSeconds(30);
    world.change(
        cluster ->
            cluster.typedLater(whileMirrorsAreMade, "ldom1", "mount", "-o", "remount,ro", "/data"));

    assertThat(world.cvmsnap("take", "datavol1", "datavol2", "--ldom", "ldom1", "--mode", mode))
        .exitsWith(ExitCode.FAILED)
        .hasNoDebts()
        .says("unmount /data: its options have been changed since the survey");

    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
    assertThat(world.guest("ldom1").boots()).isZero();
    assertThat(world.guest("ldom1").mounts())
        .anyMatch(each -> each.mountPoint().equals("/data") && each.options().startsWith("ro,"));
  }

  @Test
  void what_somebody_has_mounted_since_the_survey_does_not_go_down_with_the_guest() {
    World world = World.builtIn();
    Duration whileMirrorsAreMade = Duration.ofSeconds(30);
    world.change(
        cluster ->
            cluster.typedLater(
                whileMirrorsAreMade, "ldom1", "mount", "-F", "nfs", "filer:/home", "/mnt"));

    assertThat(take(world))
        .exitsWith(ExitCode.FAILED)
        .hasNoDebts()
        .says("somebody has mounted it since the survey: filer:/home on /mnt");

    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs", "/mnt");
    assertThat(world.guest("ldom1").boots()).isZero();
    assertThat(take(world)).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs", "/mnt");
  }
}
