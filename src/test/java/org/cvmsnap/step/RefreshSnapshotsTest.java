package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.ChangedVolumes.DATA;
import static org.cvmsnap.step.ChangedVolumes.LOGS;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.CutShort;
import org.cvmsnap.engine.History;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Overwrite;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Snapshots of volumes that have changed since, of a guest that is down. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RefreshSnapshotsTest {
  private static final String REFRESHING = "vxsnap -g datadg refresh snap1 source=datavol1";
  private static final String UNKNOWN =
      "not learned whether snap1 was refreshed while nobody used datavol1 is not known";
  private static final Acts REFUSED =
      Acts.NONE.and(
          StepWorld.COMMAND,
          Attempt.answered("Node processing a master-switch request. Retry operation."));

  private final StepWorld world = StepWorld.builtIn();
  private RefreshSnapshots step;
  private RefreshSnapshots both;

  @BeforeEach
  void taken() throws NotLearnedException, InterruptedException {
    world.typed(
        "sun-a", "vxsnap -g datadg -b addmir datavol1", "vxsnap -g datadg -b addmir datavol2");
    world.passes(Duration.ofHours(1));
    world
        .typed("ldom1", "umount /data", "umount /logs")
        .typed(
            "sun-a",
            "vxsnap -g datadg make source=datavol1/newvol=snap1/nmirror=1"
                + " source=datavol2/newvol=snap2/nmirror=1")
        .typed("ldom1", "mount /data", "mount /logs", "umount /data", "umount /logs")
        .typed("sun-a", "ldm stop ldom1", "ldm unbind ldom1");
    world.passes(Duration.ofMinutes(2));
    step = step(dates(), DATA);
    both = step(dates(), DATA, LOGS);
  }

  private static RefreshSnapshots step(
      Map<VolumeName, LocalDateTime> dates, SnapshotPair... pairs) {
    return new RefreshSnapshots(LDOM1, SUN_A, List.of(pairs), dates);
  }

  /** When VxVM says that each was taken. */
  private Map<VolumeName, LocalDateTime> dates() throws NotLearnedException, InterruptedException {
    List<SnapshotRow> rows = world.site().vxvm(SUN_A).snapshots(DATA.source().group());
    return Map.of(
        DATA.snapshot().name(), RestoredVolumes.row(rows, DATA).date().orElseThrow(),
        LOGS.snapshot().name(), RestoredVolumes.row(rows, LOGS).date().orElseThrow());
  }

  private int attempts(Acts acts) {
    return step.goal(world.site(), History.NONE).limits(acts).attempts();
  }

  private void bound() {
    world.typed("sun-a", "ldm bind ldom1");
  }

  @Test
  void an_old_snapshot_is_refreshed() throws InterruptedException {
    assertThat(world.look(step)).isEqualTo("owed not refreshed: sun-a# " + REFRESHING);
    assertThat(world.look(both))
        .isEqualTo("owed not refreshed: sun-a# " + REFRESHING + " snap2 source=datavol2");
  }

  @Test
  void one_with_a_new_date_is_refreshed() throws InterruptedException {
    world.typed("sun-a", REFRESHING);

    assertThat(world.look(step, ACTED)).isEqualTo("reached");
    assertThat(world.settled(step)).isEqualTo("reached");
  }

  @Test
  void one_that_somebody_else_has_refreshed_is_left_alone() throws InterruptedException {
    world.typed("sun-a", REFRESHING);

    assertThat(world.look(step)).isEqualTo("blocked somebody else has refreshed snap1");
  }

  @Test
  void without_a_date_the_equal_bytes_tell() throws InterruptedException {
    RefreshSnapshots dateless = step(Map.of(), DATA);
    assertThat(world.settled(dateless, StepWorld.STOPPED))
        .isEqualTo("blocked snap1 was not refreshed, and is as it was");
    assertThat(world.settled(dateless)).isEqualTo(UNKNOWN);

    world.typed("sun-a", REFRESHING);
    CutShort died = new CutShort(world.site().time().now(), false, false);
    world.passes(Duration.ofHours(1));

    assertThat(world.look(dateless, ACTED)).isEqualTo("reached");
    assertThat(world.settled(dateless, StepWorld.STOPPED)).isEqualTo("reached");
    assertThat(world.settled(dateless, died)).isEqualTo("reached");
  }

  @Test
  void after_a_crash_one_that_was_refreshed_later_may_be_of_a_volume_in_use()
      throws InterruptedException {
    CutShort died = new CutShort(world.site().time().now(), false, false);
    world.passes(Duration.ofMinutes(5));
    world.typed("sun-a", REFRESHING);

    assertThat(world.settled(step, died)).isEqualTo(UNKNOWN);
  }

  @Test
  void and_so_may_one_whose_source_was_used_since_though_it_is_closed_again()
      throws InterruptedException {
    world.typed("sun-a", REFRESHING);
    CutShort died = new CutShort(world.site().time().now(), false, false);
    world.usedByHand();

    assertThat(world.settled(step, died)).isEqualTo(UNKNOWN);
  }

  @Test
  void one_with_its_old_date_was_not_refreshed_whoever_has_used_the_source()
      throws InterruptedException {
    CutShort died = new CutShort(world.site().time().now(), false, false);
    world.usedByHand();

    assertThat(world.settled(step, died))
        .isEqualTo("blocked snap1 was not refreshed, and is as it was");
  }

  @Test
  void but_for_one_of_the_minute_in_which_it_was_to_be_refreshed() throws Exception {
    world.typed("sun-a", REFRESHING);
    RefreshSnapshots again = step(dates(), DATA);
    CutShort died = new CutShort(world.site().time().now(), false, false);
    assertThat(world.settled(again, died)).isEqualTo("reached");

    world.usedByHand();

    assertThat(world.settled(again, died)).isEqualTo(UNKNOWN);
  }

  @Test
  void one_that_was_not_refreshed_may_be_refreshed_once_more() throws InterruptedException {
    assertThat(world.look(step, ACTED))
        .isEqualTo("owed VxVM has not refreshed snap1: sun-a# " + REFRESHING);
    assertThat(attempts(ACTED)).isEqualTo(2);
  }

  @Test
  void what_vxvm_refuses_for_now_is_repeated_more_often() throws InterruptedException {
    assertThat(world.look(step, REFUSED))
        .isEqualTo("owed VxVM has not refreshed snap1: sun-a# " + REFRESHING);
    assertThat(attempts(REFUSED)).isEqualTo(5);
  }

  @Test
  void it_is_not_repeated_where_a_source_was_opened_meanwhile() throws InterruptedException {
    bound();

    assertThat(world.look(step, ACTED))
        .isEqualTo(
            "blocked VxVM has not refreshed snap1, and a volume was opened meanwhile:"
                + " datadg/datavol1 is open on sun-a");
  }

  @Test
  void of_one_whose_source_was_opened_at_the_act_nobody_knows_what_it_shows()
      throws InterruptedException {
    world.typed("sun-a", REFRESHING);
    bound();

    assertThat(world.look(step, ACTED))
        .isEqualTo("not learned a source was opened meanwhile: datadg/datavol1 is open on sun-a");
    assertThat(world.settled(step))
        .isEqualTo(
            "not learned whether it was refreshed cannot be seen any more:"
                + " datadg/datavol1 is open on sun-a");
  }

  @Test
  void of_several_of_which_one_was_refreshed_nobody_knows_enough() throws InterruptedException {
    world.typed("sun-a", REFRESHING);

    assertThat(world.look(both, ACTED)).isEqualTo("not learned only snap1 was refreshed");
    assertThat(world.settled(both)).isEqualTo("not learned only snap1 looks refreshed");
  }

  @Test
  void one_that_was_cut_short_before_it_began_is_as_it_was() throws InterruptedException {
    assertThat(world.settled(step)).isEqualTo("blocked snap1 was not refreshed, and is as it was");
  }

  @Test
  void a_process_that_has_looked_itself_does_not_look_again() {
    assertThat(step.settlement(world.site(), StepWorld.LOOKED)).isEmpty();
  }

  @Test
  void a_snapshot_that_is_none_any_more_tells_nothing() throws InterruptedException {
    world.typed("sun-a", "vxsnap -g datadg dis snap1");

    assertThat(world.look(step)).isEqualTo("not learned snap1 is no snapshot of datavol1 any more");
  }

  @Test
  void without_vxvms_list_nothing_is_known() throws InterruptedException {
    world.world().fault(Fault.on("vxsnap * list", Effect.HANG).times(0));

    String not = "not learned 'vxsnap -g datadg list' gave no answer: no answer within 60.0 s";
    assertThat(world.look(step)).isEqualTo(not);
    assertThat(world.settled(step)).isEqualTo(not);
  }

  @Test
  void what_it_overwrites_is_said_with_the_way_out() {
    Overwrite overwrite = both.overwrite().orElseThrow();

    assertThat(overwrite.volumes()).containsExactly(DATA.snapshot(), LOGS.snapshot());
    assertThat(overwrite.unknown())
        .containsExactly(
            "the content of snap1 is between two points in time",
            "the content of snap2 is between two points in time");
    assertThat(overwrite.missing())
        .containsExactly(
            "snap1 was not refreshed, and others of its run were",
            "snap2 was not refreshed, and others of its run were");
    assertThat(Overwrite.ways(Map.of(overwrite, false)))
        .isEqualTo(
            "refresh all of them again (cvmsnap refresh snap1 snap2 --ldom ldom1)"
                + " or do without them (cvmsnap remove snap1 snap2)");
  }

  @Test
  void what_gave_no_answer_is_neither_done_nor_given_again() throws InterruptedException {
    assertThat(
            world.look(
                both,
                Acts.NONE.and(StepWorld.COMMAND, Attempt.unanswered("no answer within 300 s"))))
        .isEqualTo("not learned whether it was done, or still will be, is not known");
    assertThat(both.goal(world.site(), History.NONE).subject())
        .hasToString("refresh-snapshots snap1,snap2");
  }
}
