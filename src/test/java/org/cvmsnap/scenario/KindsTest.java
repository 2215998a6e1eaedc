package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.sim.LogEntry;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.Golden;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every kind of snapshot, taken and listed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KindsTest {
  @TestFactory
  Stream<DynamicTest> every_kind_is_taken_clean_and_listed_good() {
    return KindWorld.cases().stream()
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> taken(each)));
  }

  private static void taken(KindWorld.Case kind) {
    World world = kind.world().get();
    SimTruth.Guest before = world.guest("ldom1");
    List<String> records = KindWorld.records(world, kind.group());

    CliRun run = world.cvmsnap(kind.take());

    assertThat(run).exitsWith(ExitCode.DONE).hasNoDebts().saysNothing();
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(world.snapshots()).hasSize(1);
    assertThat(world.snapshots().get(0).content()).isEqualTo("clean");
    assertThat(world.snapshots().get(0).name()).isEqualTo("snap_1");
    List<Map<String, Object>> list = KindWorld.list(world);
    assertThat(list).hasSize(1);
    assertThat(list.get(0))
        .contains(entry("name", "snap_1"), entry("good", true), entry("ours", true))
        .containsEntry("kind", kind.name().split(" ", -1)[0])
        .containsEntry("source", "datavol1");
    assertThat(KindWorld.unmarked(world, kind.group(), records)).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> a_dry_run_prints_what_a_run_does() {
    return KindWorld.cases().stream()
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> sameAsDry(each)));
  }

  private static void sameAsDry(KindWorld.Case kind) {
    World world = kind.world().get();
    String[] dry =
        Stream.concat(Stream.of(kind.take()), Stream.of("--dry-run")).toArray(String[]::new);
    List<LogEntry> log = world.log();

    List<String> printed = world.cvmsnap(dry).lines();
    CliRun run = world.cvmsnap(kind.take());

    assertThat(run).exitsWith(ExitCode.DONE);
    List<String> ran =
        world.log().subList(log.size(), world.log().size()).stream()
            .filter(LogEntry::mutates)
            .map(entry -> entry.host() + "# " + String.join(" ", entry.argv()))
            .map(Golden::withoutTimes)
            .toList();
    assertThat(printed.stream().map(Golden::withoutTimes).toList()).isEqualTo(ran);
  }

  @TestFactory
  Stream<DynamicTest> several_volumes_are_taken_in_one_command() {
    return Stream.of(
            List.of("--kind", "full"),
            List.of("--kind", "space-optimized", "--cache-size", "1g"),
            List.of("--kind", "linked"),
            List.of("--kind", "plex", "--plex", "datavol1-02,datavol2=datavol2-01"))
        .map(
            options -> DynamicTest.dynamicTest(String.join(" ", options), () -> together(options)));
  }

  private static void together(List<String> options) {
    World world = World.builtIn();
    List<String> words =
        Stream.concat(
                Stream.of("take", "datavol1", "datavol2", "--ldom", "ldom1"), options.stream())
            .map(word -> word.startsWith("datavol1-") ? "datavol1=" + word : word)
            .toList();

    CliRun run = world.cvmsnap(words.toArray(String[]::new));

    assertThat(run).exitsWith(ExitCode.DONE);
    assertThat(world.snapshots()).hasSize(2);
    assertThat(world.snapshots()).allMatch(each -> each.content().equals("clean"));
    assertThat(world.snapshots().stream().map(SimTruth.Snapshot::taken).distinct()).hasSize(1);
    assertThat(world.mutations())
        .filteredOn(line -> line.contains("vxsnap -g datadg make"))
        .hasSize(1);
  }

  @Test
  void a_layered_volume_is_taken_in_full_space_optimized_and_linked() {
    for (KindWorld.Case kind : KindWorld.cases()) {
      if (List.of("full", "space-optimized", "linked").contains(kind.name())) {
        World world = KindWorld.layered();

        CliRun run = world.cvmsnap(kind.take());

        assertThat(run).exitsWith(ExitCode.DONE);
        assertThat(world.snapshots().get(0).content()).isEqualTo("clean");
      }
    }
  }

  @Test
  void a_full_snapshot_is_listed_as_unsynchronized_until_it_is_complete() {
    World world =
        World.changed("bandwidthMegabytesPerSecond = 200", "bandwidthMegabytesPerSecond = 20");

    CliRun run =
        world.cvmsnap(
            "take", "datavol1", "--ldom", "ldom1", "--kind", "full", "--name", "snap_{n}");

    assertThat(run).exitsWith(ExitCode.DONE).prints("being synchronized");
    world.typed("sun-a", "vxsnap -g datadg syncpause snap_1");
    assertThat(KindWorld.list(world).get(0))
        .containsEntry("good", false)
        .containsEntry("troubles", List.of("unsynchronized"));
    world.typed("sun-a", "vxsnap -g datadg syncresume snap_1");
    world.change(cluster -> cluster.advance(java.time.Duration.ofHours(1)));
    assertThat(KindWorld.list(world).get(0)).containsEntry("good", true);
  }

  @Test
  void the_json_tells_the_kind_and_the_group_of_the_snapshots() {
    World world = KindWorld.twoGroups();

    CliRun run =
        world.cvmsnap(
            "take",
            "datavol1",
            "--ldom",
            "ldom1",
            "--kind",
            "linked",
            "--snap-group",
            "copydg",
            "--name",
            "snap_{n}",
            "--json");

    assertThat(run.json().get("snapshots"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .extracting("name", "group", "source", "kind", "proof")
        .containsExactly(tuple("snap_1", "copydg", "datavol1", "linked", "clean-before"));
  }

  @Test
  void only_a_cache_of_cvmsnaps_own_is_marked_to_go_with_its_last_snapshot() {
    World own = World.builtIn();
    own.cvmsnap(
        "take",
        "datavol1",
        "--ldom",
        "ldom1",
        "--kind",
        "space-optimized",
        "--cache-size",
        "1g",
        "--name",
        "one_{n}");
    own.cvmsnap(
        "take",
        "datavol2",
        "--ldom",
        "ldom1",
        "--kind",
        "space-optimized",
        "--cache",
        "one_1_c",
        "--name",
        "two_{n}");
    World others = KindWorld.withCache();

    others.cvmsnap(
        "take",
        "datavol1",
        "--ldom",
        "ldom1",
        "--kind",
        "space-optimized",
        "--cache",
        "cobj",
        "--name",
        "one_{n}");

    assertThat(KindWorld.ask(own, "vxassist -g datadg listtag one_1"))
        .contains("cvmsnap.cache=one_1_c");
    assertThat(KindWorld.ask(own, "vxassist -g datadg listtag two_1"))
        .contains("cvmsnap.cache=one_1_c");
    assertThat(KindWorld.ask(others, "vxassist -g datadg listtag one_1"))
        .contains("cvmsnap.run=")
        .doesNotContain("cvmsnap.cache");
  }

  @Test
  void a_snapshot_that_its_cache_had_no_room_for_is_listed_as_lost() {
    World world =
        World.builtIn()
            .typed("sun-a", "vxassist -g datadg make cvol 200m")
            .typed("sun-a", "vxmake -g datadg cache cobj cachevolname=cvol regionsize=64k")
            .typed("sun-a", "vxcache -g datadg start cobj");
    world.cvmsnap(
        "take",
        "datavol1",
        "--ldom",
        "ldom1",
        "--kind",
        "space-optimized",
        "--cache",
        "cobj",
        "--name",
        "snap_{n}");

    for (int times = 0; times < 4; times++) {
      world.typed("ldom1", "umount /data").typed("ldom1", "mount /data");
    }

    assertThat(KindWorld.list(world).get(0)).containsEntry("good", false);
    assertThat(String.valueOf(KindWorld.list(world).get(0).get("troubles")))
        .contains("INVALID", "cache cobj");
  }

  @Test
  void a_snapshot_whose_cache_is_stopped_is_not_listed_as_good() {
    World world = KindWorld.withCache();
    world.cvmsnap(
        "take",
        "datavol1",
        "--ldom",
        "ldom1",
        "--kind",
        "space-optimized",
        "--cache",
        "cobj",
        "--name",
        "snap_{n}");

    world.typed("sun-a", "vxcache -g datadg -f stop cobj");

    assertThat(KindWorld.list(world).get(0)).containsEntry("good", false);
    assertThat(String.valueOf(KindWorld.list(world).get(0).get("troubles")))
        .contains("cache cobj is DISABLED");
  }
}
