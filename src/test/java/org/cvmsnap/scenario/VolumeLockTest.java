package org.cvmsnap.scenario;

import static org.cvmsnap.error.ExitCode.BUSY;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.HOUSEKEEPING;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import org.assertj.core.api.Assertions;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One volume or snapshot, two nodes: a run has it until it is over, and others are told which. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VolumeLockTest extends LockWorld {
  @Test
  void the_next_run_goes_past_the_record_of_a_volume_whose_node_has_left() {
    takeDiesOn("sun-a", "ldm bind *");
    world.change(cluster -> cluster.crashNode("sun-a"));
    assertThat(on("sun-b", "recover", "--ldom", "ldom1", "--from", "sun-a")).exitsWith(DONE);

    assertThat(on("sun-b", "prepare", "datavol1", "--mirrors", "2")).exitsWith(DONE);

    Assertions.assertThat(world.locks()).isEmpty();
    world.change(cluster -> cluster.joinCluster("sun-a"));
    assertThat(on("sun-a", "recover")).exitsWith(DONE).prints("ldom1 is up on sun-b");
    Assertions.assertThat(world.locks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "vxsnap * addmir *, prepare datavol1",
    "ldm stop *, unprepare datavol1",
    "vxsnap * make *, unprepare datavol1"
  })
  void another_node_is_told_who_has_the_volume_and_touches_nothing(String glob, String line) {
    takeDiesOn("sun-a", glob);
    int commands = world.mutations().size();

    CliRun refused = on("sun-b", line.split(" ", -1));

    assertThat(refused)
        .exitsWith(BUSY)
        .says("on sun-a has datadg/datavol1", "datadg/" + OF_VOLUME, "cvmsnap recover on sun-a");
    Assertions.assertThat(world.mutations()).hasSize(commands);
    assertThat(on("sun-b", (line + " --dry-run").split(" ", -1))).exitsWith(BUSY);
    assertThat(on("sun-a", "recover")).exitsWith(DONE).hasNoDebts();
    assertThat(on("sun-b", "prepare", "datavol1")).exitsWith(DONE);
  }

  @ParameterizedTest
  @CsvSource({
    "refresh one --ldom ldom1 --yes, vxsnap * refresh *, export one --ldom ldom3",
    "refresh one --ldom ldom1 --yes, ldm stop *, remove one --yes",
    "restore one --ldom ldom1 --yes, vxsnap * restore *, remove one --yes",
    "restore one --ldom ldom1 --yes, ldm start *, dissociate one",
    "export one --ldom ldom2, ldm add-vdisk *, remove one --yes",
    "export one --ldom ldom2, ldm add-vdisk *, pin one",
    "remove one --yes, vxedit * rm one, forget one",
    "reattach one --yes, vxsnap * reattach *, prune datavol1 --keep-last 1 --yes"
  })
  void another_node_is_told_who_has_the_snapshot_and_touches_nothing(
      String line, String glob, String other) {
    assertThat(take("sun-a", "--name", "one")).exitsWith(DONE);
    assertThat(take("sun-a", "--name", "two")).exitsWith(DONE);
    diesOn("sun-a", glob, line.split(" ", -1));
    SimTruth at = world.truth();
    int commands = world.mutations().size();

    CliRun refused = on("sun-b", other.split(" ", -1));

    assertThat(refused)
        .exitsWith(other.startsWith("prune") ? HOUSEKEEPING : BUSY)
        .says("on sun-a has datadg/");
    Assertions.assertThat(world.mutations()).hasSize(commands);
    Assertions.assertThat(world.truth().volumes()).isEqualTo(at.volumes());
    assertThat(on("sun-a", "recover")).hasNoDebts();
    Assertions.assertThat(world.locks()).isEmpty();
  }

  @Test
  void a_run_without_an_outage_locks_its_volume_until_it_is_recovered() {
    diesOn("sun-a", "vxsnap * addmir *", "prepare", "datavol1");
    Assertions.assertThat(world.locks()).containsExactly(OF_VOLUME);

    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1"))
        .exitsWith(BUSY)
        .says("on sun-a has datadg/datavol1");
    assertThat(on("sun-a", "status"))
        .exitsWith(DONE)
        .prints("the lock record datadg/" + OF_VOLUME + " has to be removed");

    assertThat(on("sun-a", "recover")).exitsWith(DONE).hasNoDebts();
    Assertions.assertThat(world.locks()).isEmpty();
    assertThat(on("sun-a", "status")).exitsWith(DONE).prints("nothing is owed");
  }

  @Test
  void what_is_recovered_has_its_volume_again_first_and_leaves_it_to_who_has_it_meanwhile() {
    diesOn("sun-a", "vxsnap * addmir *", "prepare", "datavol1");
    world.typed("sun-b", "vxedit -g datadg -rf rm " + OF_VOLUME);
    record(OF_VOLUME, "20260301T020000Z-aaaa@sun-b");

    assertThat(on("sun-a", "recover")).exitsWith(BUSY).says("on sun-b has datadg/datavol1");

    world.typed("sun-b", "vxedit -g datadg -rf rm " + OF_VOLUME);
    int commands = world.mutations().size();
    assertThat(on("sun-a", "recover")).exitsWith(DONE).hasNoDebts();
    Assertions.assertThat(world.mutations().subList(commands, world.mutations().size()))
        .first()
        .asString()
        .contains("make " + OF_VOLUME);
    Assertions.assertThat(world.locks()).isEmpty();
  }

  @Test
  void a_volumes_record_whose_journal_is_lost_is_told_of_with_what_to_type() {
    record(OF_VOLUME, "20260301T020000Z-aaaa@sun-a");

    assertThat(on("sun-a", "status"))
        .exitsWith(100)
        .says("on sun-a has datadg/datavol1", "vxedit -g datadg -rf rm " + OF_VOLUME + ".");
  }

  @Test
  void volumes_are_locked_on_one_node_only_where_that_is_asked_for() {
    record(OF_VOLUME, "20260301T020000Z-aaaa@sun-b");

    assertThat(on("sun-a", "prepare", "datavol1")).exitsWith(BUSY);
    assertThat(on("sun-a", "prepare", "datavol1", "--no-lock"))
        .exitsWith(DONE)
        .says("--no-lock: the volumes are locked on this node only");
    assertThat(take("sun-a", "--no-lock")).exitsWith(DONE);

    Assertions.assertThat(world.locks()).containsExactly(OF_VOLUME);
  }
}
