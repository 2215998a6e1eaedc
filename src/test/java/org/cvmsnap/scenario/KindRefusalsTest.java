package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What is refused of one kind of snapshots, before anything is touched. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KindRefusalsTest {
  private static CliRun take(World world, String... options) {
    return world.cvmsnap(
        Stream.concat(Stream.of("take", "datavol1", "--ldom", "ldom1"), Stream.of(options))
            .toArray(String[]::new));
  }

  private static void refused(World world, List<String> options, String... says) {
    int earlier = world.mutations().size();

    CliRun run = take(world, options.toArray(String[]::new));

    assertThat(run).exitsWith(ExitCode.REFUSED).hasNoDebts().says(says);
    assertThat(world.mutations()).hasSize(earlier);
  }

  @Test
  void a_layered_volume_cannot_be_broken_off_and_the_kinds_that_work_are_named() {
    refused(
        KindWorld.layered(),
        List.of(),
        "datadg/datavol1 is a layered volume",
        "--kind full, --kind space-optimized or --kind linked");
    refused(
        KindWorld.layered(),
        List.of("--kind", "plex", "--plex", "datavol1-01"),
        "is a layered volume");
  }

  @Test
  void a_plex_has_to_be_an_active_one_of_the_volume_and_not_the_last() {
    World world = World.builtIn();

    refused(
        world,
        List.of("--kind", "plex", "--plex", "datavol1-09"),
        "There is no plex",
        "datavol1-01, datavol1-02");
    refused(world, List.of("--kind", "plex", "--plex", "datavol2-01"), "belongs to datavol2");
    world.typed("sun-a", "vxsnap -g datadg addmir datavol1");
    refused(
        world,
        List.of("--kind", "plex", "--plex", "datavol1-03"),
        "SNAPDONE",
        "--kind break-off takes it");
    world.typed("sun-a", "vxplex -g datadg dis datavol1-02");
    refused(world, List.of("--kind", "plex", "--plex", "datavol1-01"), "last complete one");
    refused(
        world,
        List.of("--kind", "plex", "--plex", "datavol2=datavol2-01"),
        "It is not said which plex",
        "names datavol2");
  }

  @Test
  void a_volume_has_to_be_prepared_for_all_but_the_usual_kind() {
    String prepared =
        "name = \"datavol1\"\nmegabytes = 20480\nmirrors = 2\nprepared = true\nregionsize = 64";
    World world = World.changed(prepared, "name = \"datavol1\"\nmegabytes = 20480\nmirrors = 2");

    for (String kind : List.of("full", "linked")) {
      refused(
          world, List.of("--kind", kind), "is not prepared", "vxsnap -g datadg prepare datavol1");
    }
    refused(world, List.of("--kind", "plex", "--plex", "datavol1-01"), "is not prepared");
    refused(world, List.of("--kind", "space-optimized", "--cache-size", "1g"), "is not prepared");
  }

  @Test
  void a_cache_has_to_be_there_and_started_and_of_fitting_regions() {
    World world = KindWorld.withCache();

    refused(
        world,
        List.of("--kind", "space-optimized", "--cache", "cobk"),
        "There is no cache 'cobk'",
        "Did you mean cobj");
    world.typed("sun-a", "vxcache -g datadg stop cobj");
    refused(
        world,
        List.of("--kind", "space-optimized", "--cache", "cobj"),
        "not started",
        "vxcache -g datadg start cobj");
    world
        .typed("sun-a", "vxassist -g datadg make coarse 1g")
        .typed("sun-a", "vxmake -g datadg cache rough cachevolname=coarse regionsize=128k")
        .typed("sun-a", "vxcache -g datadg start rough");
    refused(
        world,
        List.of("--kind", "space-optimized", "--cache", "rough"),
        "regions of 128 KB",
        "64 KB",
        "make nothing and say nothing");
  }

  @Test
  void the_other_disk_group_has_to_be_there_and_shared() {
    World world = KindWorld.twoGroups();

    refused(
        world,
        List.of("--kind", "linked", "--snap-group", "copydf"),
        "There is no disk group copydf",
        "Did you mean copydg");
  }

  @Test
  void space_is_asked_for_before_anything_is_made() {
    World world = World.builtIn().typed("sun-a", "vxassist -g datadg make filler 630g");

    for (String kind : List.of("break-off", "full", "linked")) {
      refused(world, List.of("--kind", kind), "Disk group datadg has room for");
    }
    refused(world, List.of("--kind", "space-optimized", "--cache-size", "100g"), "has room for");
    refused(
        KindWorld.twoGroups().typed("sun-a", "vxassist -g copydg make filler 30g"),
        List.of("--kind", "linked", "--snap-group", "copydg"),
        "Disk group copydg has room for");
  }

  @Test
  void a_disk_group_without_any_room_is_no_riddle() {
    World world = World.builtIn();
    String most =
        KindWorld.ask(world, "vxassist -g datadg maxsize").replaceAll("\\D+(\\d+).*\\s*", "$1");
    world.typed("sun-a", "vxassist -g datadg make filler " + most + "s");

    refused(world, List.of("--kind", "full"), "has room for 0 MB");
  }

  @Test
  void a_name_that_the_records_of_the_snapshot_need_must_be_free() {
    World world = World.builtIn().typed("sun-a", "vxassist -g datadg make snap_c 16m");

    refused(
        world,
        List.of("--kind", "space-optimized", "--cache-size", "1g", "--name", "snap"),
        "needs the name snap_c");
    refused(
        World.builtIn().typed("sun-a", "vxassist -g datadg make snap_dco 16m"),
        List.of("--kind", "full", "--name", "snap"),
        "snap_dco");
  }

  @Test
  void options_that_do_not_go_together_are_a_usage_error() {
    World world = World.builtIn();

    for (List<String> options :
        List.of(
            List.of("--kind", "thin"),
            List.of("--plex", "datavol1-01"),
            List.of("--kind", "plex"),
            List.of("--kind", "plex", "--plex", "a/b"),
            List.of("--kind", "full", "--cache", "cobj"),
            List.of("--kind", "space-optimized"),
            List.of("--kind", "space-optimized", "--cache", "cobj", "--cache-size", "1g"),
            List.of("--kind", "space-optimized", "--cache-size", "1x"),
            List.of("--kind", "space-optimized", "--cache-size", "1k"),
            List.of("--snap-group", "copydg"),
            List.of("--wait-sync"))) {
      assertThat(take(world, options.toArray(String[]::new))).exitsWith(ExitCode.USAGE);
    }
    assertThat(world.mutations()).isEmpty();
  }
}
