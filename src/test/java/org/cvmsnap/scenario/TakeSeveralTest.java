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

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TakeSeveralTest {
  private static final String[] UNPREPARED = {
    "megabytes = 20480\nmirrors = 2\nprepared = true\nregionsize = 64",
    "megabytes = 20480\nmirrors = 2",
    "megabytes = 8192\nmirrors = 2\nprepared = true\nregionsize = 64",
    "megabytes = 8192\nmirrors = 2"
  };

  private static List<String> of(World world, String program) {
    return world.mutations().stream().filter(typed -> typed.contains(program)).toList();
  }

  @Test
  void two_volumes_cost_one_outage_and_one_make() {
    World world = World.builtIn();
    SimTruth.Guest before = world.guest("ldom1");

    CliRun run = world.cvmsnap("take", "datavol1", "datavol2", "--ldom", "ldom1");

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(of(world, "ldm stop")).hasSize(1);
    assertThat(of(world, "vxsnap -g datadg make"))
        .singleElement()
        .asString()
        .matches(
            "sun-a# vxsnap -g datadg make source=datavol1/newvol=datavol1_(\\d+)/nmirror=1"
                + " source=datavol2/newvol=datavol2_\\1/nmirror=1");
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(world.snapshots())
        .hasSize(2)
        .allMatch(snapshot -> snapshot.content().equals("clean"));
    assertThat(world.snapshots().stream().map(SimTruth.Snapshot::taken).distinct()).hasSize(1);
  }

  @Test
  void both_snapshots_belong_to_one_set() {
    World world = World.builtIn();

    CliRun run = world.cvmsnap("take", "datavol2", "datavol1", "--ldom", "ldom1", "--json");

    CliRun list = world.cvmsnap("list", "--json");
    assertThat(run).exitsWith(DONE);
    assertThat(list.json().get("snapshots"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .hasSize(2)
        .extracting("set")
        .containsOnly(run.json().get("run"));
  }

  @Test
  void a_volume_that_is_not_prepared_is_taken_the_traditional_way() {
    World world = World.changed(UNPREPARED);
    SimTruth.Guest before = world.guest("ldom1");

    CliRun run = world.cvmsnap("take", "datavol1", "--ldom", "ldom1");

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(of(world, "vxsnap")).isEmpty();
    assertThat(of(world, "vxassist -g datadg -b snapstart datavol1")).hasSize(1);
    assertThat(of(world, "vxassist -g datadg snapshot")).hasSize(1);
    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo("clean");
    assertThat(world.guest("ldom1")).isAs(before);
  }

  @Test
  void several_of_these_are_named_by_one_pattern() {
    World world = World.changed(UNPREPARED);

    CliRun run =
        world.cvmsnap(
            "take", "datavol1", "datavol2", "--ldom", "ldom1", "--name", "{volume}-weekly");

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(of(world, "vxassist -g datadg").stream().filter(t -> t.contains(" snapshot ")))
        .hasSize(1);
    assertThat(world.snapshots().stream().map(SimTruth.Snapshot::name))
        .containsExactlyInAnyOrder("datavol1-weekly", "datavol2-weekly");
    assertThat(world.snapshots()).allMatch(snapshot -> snapshot.content().equals("clean"));
  }

  @Test
  void several_of_these_whose_names_follow_no_pattern_are_refused() {
    World world = World.changed(UNPREPARED);

    CliRun run =
        world.cvmsnap(
            "take", "datavol1", "datavol2", "--ldom", "ldom1", "--name", "{volume}x{volume}");

    assertThat(run)
        .exitsWith(REFUSED)
        .says("are named by one pattern, which these names do not follow", "{volume} whole");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void a_snapshot_taken_the_traditional_way_is_listed_as_good() {
    World world = World.changed(UNPREPARED);
    world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "{volume}-old");

    CliRun list = world.cvmsnap("list");

    assertThat(list).exitsWith(DONE).prints("datavol1-old");
    assertThat(list.lines().get(1)).contains(" datavol1 ").endsWith("good");
  }
}
