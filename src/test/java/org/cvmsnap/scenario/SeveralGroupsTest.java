package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A guest with disks in two shared disk groups, and its boot disk in a private one. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SeveralGroupsTest {
  private static final String CLUSTER =
      """
      [[node]]
      name = "sun-a"
      id = 0
      master = true

      [[node.vds]]
      name = "vds0"
      volume = [
        { name = "boot", device = "/dev/vx/dsk/localdg/vol" },
        { name = "one", device = "/dev/vx/dsk/onedg/data" },
        { name = "two", device = "/dev/vx/dsk/twodg/data" },
        { name = "logs", device = "/dev/vx/dsk/twodg/logs" },
      ]

      [[node.domain]]
      name = "primary"
      control = true

      [[node.domain]]
      name = "web"
      state = "active"
      mounted = ["/one", "/two", "/logs"]
      disk = [
        { name = "boot", volume = "boot@vds0", id = 0 },
        { name = "one", volume = "one@vds0", id = 1 },
        { name = "two", volume = "two@vds0", id = 2 },
        { name = "logs", volume = "logs@vds0", id = 3 },
      ]
      vfstab = [
        { special = "/dev/dsk/c0d0s0", mountPoint = "/", fstype = "ufs", pass = "1" },
        { special = "/dev/dsk/c0d1s0", mountPoint = "/one", fstype = "vxfs" },
        { special = "/dev/dsk/c0d2s0", mountPoint = "/two", fstype = "ufs", atBoot = false },
        { special = "/dev/dsk/c0d3s0", mountPoint = "/logs", fstype = "ufs", atBoot = false },
      ]

      [node.domain.variables]
      "auto-boot?" = "true"

      [[node]]
      name = "sun-b"
      id = 1

      [[node.domain]]
      name = "primary"
      control = true

      [[diskgroup]]
      name = "localdg"
      shared = false
      node = "sun-a"
      disk = [ { name = "l1", device = "c1t0d0s2", megabytes = 4096 } ]
      volume = [ { name = "vol", megabytes = 1024 } ]

      [[diskgroup]]
      name = "onedg"
      disk = [
        { name = "o1", device = "c2t0d0s2", megabytes = 4096 },
        { name = "o2", device = "c2t1d0s2", megabytes = 4096 },
      ]
      volume = [ { name = "data", megabytes = 1024, prepared = true } ]

      [[diskgroup]]
      name = "twodg"
      disk = [
        { name = "t1", device = "c3t0d0s2", megabytes = 4096 },
        { name = "t2", device = "c3t1d0s2", megabytes = 4096 },
      ]
      volume = [
        { name = "data", megabytes = 1024, prepared = true },
        { name = "logs", megabytes = 1024, prepared = true },
      ]
      """;

  private final World world = World.of(CLUSTER);

  @Test
  void a_name_that_is_in_one_group_only_needs_no_group() {
    SimTruth.Guest before = world.guest("web");

    CliRun run = world.cvmsnap("take", "logs", "--ldom", "web");

    assertThat(run).exitsWith(DONE).hasNoDebts().prints(" of logs in disk group twodg");
    assertThat(world.guest("web")).isActive().isAs(before);
  }

  @Test
  void a_name_that_is_in_several_groups_is_refused_with_the_candidates() {
    CliRun run = world.cvmsnap("take", "data", "--ldom", "web");

    assertThat(run)
        .exitsWith(REFUSED)
        .says("There are several volumes 'data' behind its disks: [onedg/data, twodg/data].")
        .says("Say which with --group");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void the_group_decides() {
    CliRun run = world.cvmsnap("take", "data", "--ldom", "web", "--group", "twodg");

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(world.snapshots())
        .singleElement()
        .satisfies(
            snapshot -> {
              assertThat(snapshot.group()).isEqualTo("twodg");
              assertThat(snapshot.content()).isEqualTo("clean");
            });
    assertThat(world.mutations())
        .anyMatch(typed -> typed.matches("web# umount .*/two.*"))
        .noneMatch(typed -> typed.matches("web# umount .*/one.*"));
  }

  @Test
  void volumes_of_two_groups_are_not_taken_in_one_instant() {
    World other =
        World.of(
            CLUSTER
                .replace("twodg/data", "twodg/more")
                .replace(
                    """
        volume = [
          { name = "data", megabytes = 1024, prepared = true },
          { name = "logs\"""",
                    """
        volume = [
          { name = "more", megabytes = 1024, prepared = true },
          { name = "logs\""""));

    CliRun run = other.cvmsnap("take", "data", "logs", "--ldom", "web");

    assertThat(run)
        .exitsWith(REFUSED)
        .says("one instant spans only one: [onedg/data, twodg/logs]")
        .says("Take the volumes of each group in a run of its own.");
    assertThat(other.mutations()).isEmpty();
  }

  @Test
  void what_is_in_a_private_group_is_not_taken() {
    CliRun run = world.cvmsnap("take", "vol", "--ldom", "web");

    assertThat(run)
        .exitsWith(REFUSED)
        .says("Disk group localdg is not enabled and shared.", "vxdg -s import localdg");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void lists_show_one_group_or_all() {
    world.cvmsnap("take", "data", "--ldom", "web", "--group", "onedg", "--name", "one_{n}");
    world.cvmsnap("take", "data", "--ldom", "web", "--group", "twodg", "--name", "two_{n}");

    assertThat(world.cvmsnap("list")).exitsWith(DONE).prints("one_1", "two_1");
    assertThat(world.cvmsnap("list", "--group", "onedg").out())
        .contains("one_1")
        .doesNotContain("two_1");
    assertThat(world.cvmsnap("list", "--group", "threedg"))
        .exitsWith(REFUSED)
        .says("There is no 'threedg'.", "There are: localdg, onedg, twodg.");
    assertThat(world.cvmsnap("list", "--group", "onedgg")).says("Did you mean onedg");
  }
}
