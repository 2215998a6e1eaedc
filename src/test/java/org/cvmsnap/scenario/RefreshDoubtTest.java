package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leads out where nobody knows of which point in time a snapshot is. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RefreshDoubtTest {
  private final RestoreWorld point = RestoreWorld.instant();
  private final World world = point.world;

  @BeforeEach
  void refreshed() {
    world.fault(Fault.on("vxsnap * refresh *", Effect.HANG));
    assertThat(point.refresh())
        .exitsWith(5)
        .says(
            "refresh it again (cvmsnap refresh snap1 --ldom ldom1)"
                + " or do without it (cvmsnap remove snap1)",
            "next: One of the commands that DATA names.");
    world.noFaults();
    assertThat(world.cvmsnap("status")).prints("next: One of the commands that DATA names.");
  }

  /** By hand. */
  private void removed() {
    world.typed("sun-b", "vxsnap -g datadg dis snap1");
    world.typed("sun-b", "vxedit -g datadg -rf rm snap1");
  }

  @Test
  void to_do_without_it_takes_no_guest_down() {
    long boots = world.truth().guest("ldom1").boots();

    assertThat(world.cvmsnap("remove", "snap1", "--yes")).exitsWith(0);

    assertThat(world.snapshots()).isEmpty();
    assertThat(world.truth().guest("ldom1").boots()).isEqualTo(boots);
    assertThat(world.cvmsnap("status")).exitsWith(0).prints("nothing is owed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"export snap1 --ldom ldom2", "reattach snap1", "dissociate snap1"})
  void nothing_else_is_done_with_it(String words) {
    int ran = point.ran();

    assertThat(world.cvmsnap((words + " --yes").split(" "))).exitsWith(3).says("is in doubt");

    assertThat(point.mutationsSince(ran)).isEmpty();
  }

  @Test
  void other_snapshots_of_its_volume_are_not_held_up_by_it() {
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "snap2"))
        .exitsWith(0);

    assertThat(world.cvmsnap("remove", "snap2", "--yes")).exitsWith(0);
    assertThat(world.cvmsnap("status")).exitsWith(5);
  }

  @Test
  void once_somebody_has_removed_it_nobody_need_know_any_more() {
    removed();

    assertThat(world.cvmsnap("recover"))
        .exitsWith(0)
        .prints("the snapshots that were in doubt are not there any more");
    assertThat(world.cvmsnap("status")).exitsWith(0);
  }

  @Test
  void where_it_cannot_be_seen_whether_it_is_there_it_stays_in_doubt() {
    removed();
    world.fault(Fault.on("vxprint -g datadg -ht", Effect.GARBAGE).times(0));

    assertThat(world.cvmsnap("recover")).exitsWith(5).says("DATA: the content of snap1");
  }

  @Test
  void it_cannot_be_written_off_and_that_is_said() {
    CliRun run = world.cvmsnap("recover", "--ldom", "ldom1", "--write-off");

    assertThat(run).exitsWith(5).says("--write-off: a snapshot that is in doubt stays so");
    assertThat(world.cvmsnap("status")).exitsWith(5);
  }
}
