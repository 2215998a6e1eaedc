package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Volumes whose DCO is BADLOG: VxVM does nothing with instant snapshots of them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BadLogTest {
  private static final String VOLUME =
      "name = \"datavol1\"\nmegabytes = 20480\nmirrors = 2\nprepared = true\n";

  private static final String TOLD = "The DCO of datadg/datavol1 is BADLOG";

  private static CliRun run(World world, String line) {
    return world.cvmsnap(line.split(" ", -1));
  }

  /** An error on each plex of its log. */
  private static void spoil(World world, String volume) {
    KindWorld.records(world).stream()
        .filter(record -> record.startsWith("pl " + volume + "_dcl"))
        .map(record -> record.substring("pl ".length()))
        .forEach(plex -> world.typed("sun-a", "vxplex -g datadg -f det " + plex));
  }

  private static List<?> troubles(World world, String snapshot) {
    return KindWorld.list(world).stream()
        .filter(row -> snapshot.equals(row.get("name")))
        .map(row -> row.get("troubles"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "break-off",
        "full",
        "linked",
        "space-optimized --cache-size 1g",
      })
  void no_kind_of_snapshot_is_taken_of_one(String kind) {
    World world = World.changed(VOLUME, VOLUME + "badlog = true\n");

    CliRun take = run(world, "take datavol1 --ldom ldom1 --kind " + kind);

    assertThat(take)
        .exitsWith(REFUSED)
        .says("nothing was touched", TOLD, "vxsnap -g datadg unprepare datavol1");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void one_that_is_prepared_anew_is_taken() {
    World world = World.changed(VOLUME, VOLUME + "badlog = true\n");
    world
        .typed("sun-a", "vxsnap -g datadg unprepare datavol1")
        .typed("sun-a", "vxsnap -g datadg prepare datavol1");

    assertThat(run(world, "take datavol1 --ldom ldom1")).exitsWith(0);
  }

  @Test
  void the_mark_is_seen_though_the_log_was_started_again() {
    World world =
        World.changed(VOLUME, VOLUME + "badlog = true\n")
            .typed("sun-a", "vxvol -g datadg start datavol1_dcl");

    assertThat(run(world, "take datavol1 --ldom ldom1")).exitsWith(REFUSED).says(TOLD);
  }

  @Test
  void a_log_that_is_not_started_is_seen_without_the_mark() {
    World world = World.builtIn().typed("sun-a", "vxvol -g datadg stop datavol1_dcl");

    assertThat(run(world, "take datavol1 --ldom ldom1")).exitsWith(REFUSED).says(TOLD);
  }

  @Test
  void nothing_is_done_with_the_snapshots_that_one_has_and_none_is_good() {
    RestoreWorld point = RestoreWorld.instant();
    spoil(point.world, "datavol1");
    int ran = point.ran();

    for (CliRun run :
        List.of(
            point.restore(),
            point.refresh(),
            run(point.world, "reattach snap1 --yes"),
            run(point.world, "prepare datavol1"))) {
      assertThat(run).exitsWith(REFUSED).says("nothing was touched", TOLD);
    }
    assertThat(point.mutationsSince(ran)).isEmpty();
    assertThat(troubles(point.world, "snap1")).hasToString("[[its source is BADLOG]]");
  }

  @Test
  void nor_with_a_snapshot_whose_own_is_bad() {
    RestoreWorld point = RestoreWorld.instant();
    spoil(point.world, "snap1");

    for (CliRun run :
        List.of(point.restore(), point.refresh(), run(point.world, "reattach snap1 --yes"))) {
      assertThat(run)
          .exitsWith(REFUSED)
          .says("nothing was touched", "The DCO of datadg/snap1 is BADLOG");
    }
    assertThat(troubles(point.world, "snap1")).hasToString("[[BADLOG]]");
  }

  @Test
  void the_way_out_is_to_cut_off_its_snapshots_and_to_prepare_it_anew() {
    RestoreWorld point = RestoreWorld.instant();
    World world = point.world;
    spoil(world, "datavol1");

    assertThat(run(world, "dissociate snap1 --yes")).exitsWith(0);
    assertThat(run(world, "unprepare datavol1 --yes")).exitsWith(0);
    assertThat(run(world, "prepare datavol1")).exitsWith(0);
    assertThat(run(world, "take datavol1 --ldom ldom1")).exitsWith(0);
  }
}
