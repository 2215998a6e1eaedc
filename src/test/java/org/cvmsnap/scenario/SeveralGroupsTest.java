package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private CliRun takeBoth(String... more) {
    return world.cvmsnap(
        Stream.concat(
                Stream.of(
                    "take", "onedg/data", "twodg/logs", "--ldom", "web", "--name", "{volume}_1"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private List<String> makes() {
    return world.mutations().stream().filter(typed -> typed.contains(" make source=")).toList();
  }

  @Test
  void volumes_of_two_groups_are_taken_in_one_outage_and_an_instant_a_group() {
    SimTruth.Guest before = world.guest("web");

    CliRun run = takeBoth("--json");

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("web")).isActive().isAs(before);
    assertThat(world.mutations().stream().filter(typed -> typed.contains("ldm stop"))).hasSize(1);
    assertThat(makes())
        .containsExactly(
            "sun-a# vxsnap -g onedg make source=data/newvol=data_1/nmirror=1",
            "sun-a# vxsnap -g twodg make source=logs/newvol=logs_1/nmirror=1");
    assertThat(world.snapshots())
        .hasSize(2)
        .allMatch(snapshot -> snapshot.content().equals("clean"));
    assertThat(run.json().get("snapshots"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .extracting("taken")
        .doesNotHaveDuplicates()
        .doesNotContainNull();
    assertThat(world.cvmsnap("list").out()).contains("data_1", "logs_1").doesNotContain("missing");
  }

  @Test
  void the_report_and_the_dry_run_tell_of_the_instants() {
    assertThat(takeBoth("--dry-run"))
        .exitsWith(DONE)
        .says("disk groups onedg, twodg: the snapshots in each are made in an instant of its own");
    assertThat(world.mutations()).isEmpty();

    assertThat(takeBoth().out())
        .matches(
            "took data_1 of data in disk group onedg at \\S+Z and"
                + " logs_1 of logs in disk group twodg at \\S+Z, clean-before; web was away for .*\\s+");
  }

  @Test
  void what_was_made_in_the_first_group_is_given_back_where_the_second_fails() {
    SimTruth.Guest before = world.guest("web");
    world.fault(Fault.on("vxsnap -g twodg make *", Effect.FAIL).times(9));

    CliRun run = takeBoth();

    assertThat(run).exitsWith(FAILED).hasNoDebts().says("no snapshot was taken.");
    assertThat(world.guest("web")).isActive().isAs(before);
    assertThat(makes()).hasSizeGreaterThan(1);
    assertThat(world.snapshots()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "vxsnap -g onedg make *, CRASH_AFTER, 0",
    "vxsnap -g twodg make *, CRASH_BEFORE, 0",
    "vxsnap -g twodg make *, CRASH_AFTER, 2",
    "ldm bind *, CRASH_BEFORE, 2",
  })
  void after_a_crash_all_of_the_set_is_good_or_none_of_it_is_left(
      String glob, Effect effect, int left) {
    SimTruth.Guest before = world.guest("web");
    world.fault(Fault.on(glob, effect));

    assertThat(takeBoth()).crashed().hasDebts();
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();

    assertThat(world.guest("web")).isActive().isAs(before);
    assertThat(world.snapshots())
        .hasSize(left)
        .allMatch(snapshot -> snapshot.content().equals("clean"));
    assertThat(world.cvmsnap("status")).exitsWith(DONE);
  }

  @Test
  void a_set_of_which_a_part_is_gone_in_another_group_is_not_good() {
    takeBoth();
    world.typed("sun-a", "vxsnap -g twodg dis logs_1");
    world.typed("sun-a", "vxedit -g twodg -rf rm logs_1");

    String missing = "its part in disk group twodg is missing";
    assertThat(world.cvmsnap("list")).exitsWith(DONE).prints(missing);
    assertThat(world.cvmsnap("list", "--group", "onedg")).exitsWith(DONE).prints(missing);
    assertThat(world.cvmsnap("list", "--group", "onedg").out()).doesNotContain("seen");
  }

  @Test
  void one_group_alone_is_listed_with_what_is_known_of_the_other() {
    takeBoth();

    assertThat(world.cvmsnap("list", "--group", "onedg").lines().get(1))
        .contains("data_1")
        .endsWith("good");
  }

  @Test
  void retention_counts_the_set_as_one_and_removes_it_whole() {
    takeBoth();
    CliRun newer =
        world.cvmsnap(
            "take",
            "onedg/data",
            "twodg/logs",
            "--ldom",
            "web",
            "--name",
            "{volume}_2",
            "--keep",
            "1");

    assertThat(newer).exitsWith(DONE).hasNoDebts();
    assertThat(world.snapshots().stream().map(SimTruth.Snapshot::name))
        .containsExactlyInAnyOrder("data_2", "logs_2");
    assertThat(world.cvmsnap("prune", "logs", "--keep", "1", "--explain"))
        .exitsWith(DONE)
        .prints("data_2", "logs_2");
  }

  @Test
  void a_set_of_two_groups_is_restored_in_one_outage() {
    World unused =
        World.of(
            CLUSTER.replace(
                "mountPoint = \"/one\", fstype", "mountPoint = \"/one\", atBoot = false, fstype"));
    unused.cvmsnap("take", "onedg/data", "twodg/logs", "--ldom", "web", "--name", "{volume}_1");

    CliRun run =
        unused.cvmsnap("restore", "data_1", "logs_1", "--ldom", "web", "--yes", "--no-remount");

    assertThat(run)
        .exitsWith(DONE)
        .hasNoDebts()
        .prints(
            "restored data to data_1 in disk group onedg and logs to logs_1 in disk group twodg")
        .prints("what was there before is kept in data_", ", logs_");
    assertThat(data(unused, "onedg", "data")).isEqualTo(data(unused, "onedg", "data_1"));
    assertThat(data(unused, "twodg", "logs")).isEqualTo(data(unused, "twodg", "logs_1"));
  }

  private static String data(World world, String group, String volume) {
    return world.truth().volume(group, volume).orElseThrow().data();
  }

  @Test
  void a_set_of_two_groups_is_refreshed_in_one_outage() {
    takeBoth();

    CliRun run = world.cvmsnap("refresh", "onedg/data_1", "twodg/logs_1", "--ldom", "web", "--yes");

    assertThat(run)
        .exitsWith(DONE)
        .hasNoDebts()
        .prints("refreshed data_1 from data in disk group onedg and logs_1 from logs");
    assertThat(world.cvmsnap("list").lines().subList(1, 3)).allMatch(line -> line.endsWith("good"));

    assertThat(world.cvmsnap("refresh", "data_1", "--ldom", "web", "--yes"))
        .exitsWith(DONE)
        .says("data_1 was taken together with logs_1; the others stay of the old point in time");
    assertThat(world.cvmsnap("show", "data_1").out()).doesNotContain("cvmsnap.groups");
  }

  /** Both volumes at an instant, and then changed; nothing is mounted at boot. */
  private static World heldAt(String name) {
    World world =
        World.of(
            CLUSTER.replace(
                "mountPoint = \"/one\", fstype", "mountPoint = \"/one\", atBoot = false, fstype"));
    world.cvmsnap(
        "take", "onedg/data", "twodg/logs", "--ldom", "web", "--no-remount", "--name", name);
    world.typed("web", "mount /one").typed("web", "mount /logs");
    world.typed("web", "umount /one").typed("web", "umount /logs");
    return world;
  }

  @Test
  void what_was_restored_in_one_group_alone_goes_back_with_the_other_or_on_with_it() {
    World half = heldAt("{volume}_1");
    half.fault(Fault.on("vxsnap -g twodg restore *", Effect.FAIL).times(0));

    CliRun run =
        half.cvmsnap(
            "restore", "data_1", "logs_1", "--ldom", "web", "--yes", "--name", "{volume}_safe");
    assertAllFired(half);
    half.noFaults();

    String again =
        "restore all of them again (cvmsnap restore onedg/data_1 twodg/logs_1 --ldom web)";
    String safe =
        "go back to the safety snapshots (cvmsnap restore onedg/data_safe twodg/logs_safe --ldom web)";
    assertThat(run)
        .exitsWith(FAILED)
        .hasNoDebts()
        .says("DATA: logs was not restored, and others of its run were: " + again + " or " + safe);
    assertThat(data(half, "onedg", "data")).isEqualTo(data(half, "onedg", "data_1"));
    assertThat(data(half, "twodg", "logs")).isEqualTo(data(half, "twodg", "logs_safe"));

    // To bring one back to what it is tells nothing of the other.
    assertThat(half.cvmsnap("restore", "logs_safe", "--ldom", "web", "--yes", "--no-safety"))
        .exitsWith(DONE);
    assertThat(half.cvmsnap("status")).exitsWith(FAILED).prints("logs was not restored");

    assertThat(
            half.cvmsnap("restore", "onedg/data_safe", "twodg/logs_safe", "--ldom", "web", "--yes"))
        .exitsWith(DONE)
        .hasNoDebts();
    assertThat(data(half, "onedg", "data")).isEqualTo(data(half, "onedg", "data_safe"));
    assertThat(half.cvmsnap("status")).exitsWith(DONE).prints("nothing is owed");
  }

  /** The guest has written to the other one since. */
  @Test
  void to_restore_later_what_was_not_restored_does_not_bring_them_to_one_state() {
    World half = heldAt("{volume}_1");
    half.fault(Fault.on("vxsnap -g twodg restore *", Effect.FAIL).times(0));
    assertThat(half.cvmsnap("restore", "data_1", "logs_1", "--ldom", "web", "--yes"))
        .exitsWith(FAILED);
    half.noFaults();

    assertThat(half.cvmsnap("restore", "logs_1", "--ldom", "web", "--yes")).exitsWith(DONE);

    assertThat(half.cvmsnap("status")).exitsWith(FAILED).prints("logs was not restored");
  }

  @Test
  void what_was_refreshed_in_one_group_alone_is_marked_as_that() {
    takeBoth();
    world.fault(Fault.on("vxsnap -g twodg refresh *", Effect.FAIL).times(0));

    CliRun run = world.cvmsnap("refresh", "onedg/data_1", "twodg/logs_1", "--ldom", "web", "--yes");
    assertAllFired(world);
    world.noFaults();

    assertThat(run)
        .exitsWith(FAILED)
        .hasNoDebts()
        .says(
            "DATA: logs_1 was not refreshed, and others of its run were: refresh all of them again"
                + " (cvmsnap refresh onedg/data_1 twodg/logs_1 --ldom web)");
    assertThat(world.cvmsnap("list").out())
        .doesNotContain("by somebody else")
        .contains(
            "its part in disk group twodg is missing", "its part in disk group onedg is missing")
        .contains("refresh not finished");
    assertThat(world.cvmsnap("list").lines())
        .filteredOn(line -> line.contains("data_1"))
        .allMatch(line -> line.contains("clean-before"));

    assertThat(world.cvmsnap("refresh", "onedg/data_1", "twodg/logs_1", "--ldom", "web", "--yes"))
        .exitsWith(DONE);
    assertThat(world.cvmsnap("list").lines().subList(1, 3)).allMatch(line -> line.endsWith("good"));
    assertThat(world.cvmsnap("status")).exitsWith(DONE).prints("nothing is owed");
  }

  @Test
  void a_half_done_refresh_is_over_once_what_was_missing_is_gone_and_the_rest_refreshed() {
    takeBoth();
    world.fault(Fault.on("vxsnap -g twodg refresh *", Effect.FAIL).times(0));
    assertThat(world.cvmsnap("refresh", "onedg/data_1", "twodg/logs_1", "--ldom", "web", "--yes"))
        .exitsWith(FAILED);
    world.noFaults();
    world.typed("sun-a", "vxsnap -g twodg dis logs_1");
    world.typed("sun-a", "vxedit -g twodg -rf rm logs_1");

    assertThat(world.cvmsnap("refresh", "onedg/data_1", "--ldom", "web", "--yes")).exitsWith(DONE);

    assertThat(world.cvmsnap("status")).exitsWith(DONE).prints("nothing is owed");
    assertThat(world.cvmsnap("list").lines().get(1)).endsWith("good");
  }

  @Test
  void volumes_of_one_name_in_two_groups_are_one_set() {
    CliRun run =
        world.cvmsnap("take", "onedg/data", "twodg/data", "--ldom", "web", "--name", "{volume}_1");

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(world.snapshots().stream().map(each -> each.group() + "/" + each.name()))
        .containsExactlyInAnyOrder("onedg/data_1", "twodg/data_1");
    assertThat(world.cvmsnap("restore", "data_1", "--ldom", "web", "--yes"))
        .exitsWith(REFUSED)
        .says("There are several snapshots 'data_1': [onedg/data_1, twodg/data_1].");
    assertThat(world.cvmsnap("restore", "onedg/data_1", "twodg/data_1", "--ldom", "web", "--yes"))
        .exitsWith(DONE)
        .hasNoDebts();
  }

  @Test
  void a_volume_that_is_named_twice_is_refused() {
    assertThat(world.cvmsnap("take", "logs", "twodg/logs", "--ldom", "web"))
        .exitsWith(REFUSED)
        .says("twodg/logs is named twice.");
    assertThat(world.mutations()).isEmpty();
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
