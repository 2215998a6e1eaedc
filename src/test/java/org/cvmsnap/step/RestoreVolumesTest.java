package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.ChangedVolumes.BOOT;
import static org.cvmsnap.step.ChangedVolumes.DATA;
import static org.cvmsnap.step.ChangedVolumes.LOGS;
import static org.cvmsnap.step.ChangedVolumes.pair;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.CutShort;
import org.cvmsnap.engine.History;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Overwrite;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Volumes that have changed since their snapshots were taken, of a guest that is down. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RestoreVolumesTest {
  private static final RestoreVolumes STEP = step(Family.INSTANT, false, List.of(DATA));
  private static final RestoreVolumes BOTH = step(Family.INSTANT, false, List.of(DATA, LOGS));
  private static final RestoreVolumes TRADITIONAL = step(Family.TRADITIONAL, false, List.of(BOOT));
  private static final String RESTORING =
      "vxsnap -g datadg restore datavol1 source=snap1 destroy=no";
  private static final String BACK = "vxassist -g datadg -o resyncfromreplica snapback snap3";
  private static final String OPEN =
      "not learned whether it was restored cannot be seen any more:"
          + " datadg/datavol1 is open on sun-a";
  private static final String UNKNOWN =
      "not learned whether datavol1 was restored is not known:"
          + " it may have been used since, or a snapshot of it refreshed";
  private static final Acts REFUSED =
      Acts.NONE.and(
          StepWorld.COMMAND,
          Attempt.answered("Node processing a master-switch request. Retry operation."));

  private final StepWorld world = ChangedVolumes.world();

  private static RestoreVolumes step(Family family, boolean optimized, List<SnapshotPair> pairs) {
    return new RestoreVolumes(LDOM1, SUN_A, family, optimized, pairs, List.of());
  }

  private int attempts(Acts acts) {
    return STEP.goal(world.site(), History.NONE).limits(acts).attempts();
  }

  @Test
  void a_changed_volume_is_restored() throws InterruptedException {
    assertThat(world.look(STEP)).isEqualTo("owed not restored: sun-a# " + RESTORING);
  }

  @Test
  void from_a_space_optimized_snapshot_it_is_restored_without_a_word_on_destroying()
      throws InterruptedException {
    assertThat(world.look(step(Family.INSTANT, true, List.of(DATA, LOGS))))
        .isEqualTo(
            "owed not restored: sun-a# vxsnap -g datadg restore datavol1 source=snap1"
                + " datavol2 source=snap2");
  }

  @Test
  void it_is_restored_as_soon_as_the_copying_has_begun() throws InterruptedException {
    world.typed("sun-a", RESTORING);

    assertThat(world.look(STEP, ACTED)).isEqualTo("reached");
    assertThat(world.settled(STEP)).isEqualTo("reached");
  }

  @Test
  void and_when_it_is_over() throws InterruptedException {
    world.typed("sun-a", RESTORING);
    world.passes(Duration.ofHours(1));

    assertThat(world.look(STEP, ACTED)).isEqualTo("reached");
    assertThat(world.settled(STEP)).isEqualTo("reached");
  }

  @Test
  void equal_volumes_are_restored_all_the_same() throws InterruptedException {
    world.typed("sun-a", RESTORING);
    world.passes(Duration.ofHours(1));

    assertThat(world.look(STEP)).isEqualTo("owed not restored: sun-a# " + RESTORING);
  }

  @Test
  void while_somebody_else_restores_it_nothing_is_done() throws InterruptedException {
    world.typed("sun-a", RESTORING);

    assertThat(world.look(STEP)).isEqualTo("blocked datavol1 is being restored by somebody else");
  }

  @Test
  void one_that_was_not_restored_may_be_restored_once_more() throws InterruptedException {
    assertThat(world.look(STEP, ACTED))
        .isEqualTo("owed VxVM has not restored datavol1: sun-a# " + RESTORING);
    assertThat(attempts(ACTED)).isEqualTo(2);
  }

  @Test
  void what_vxvm_refuses_for_now_is_repeated_more_often() throws InterruptedException {
    assertThat(world.look(STEP, REFUSED))
        .isEqualTo("owed VxVM has not restored datavol1: sun-a# " + RESTORING);
    assertThat(attempts(REFUSED)).isEqualTo(5);
  }

  @Test
  void it_is_not_repeated_where_a_volume_was_opened_meanwhile() throws InterruptedException {
    world.typed("sun-a", "ldm bind ldom1");

    assertThat(world.look(STEP, ACTED))
        .isEqualTo(
            "blocked VxVM has not restored datavol1, and a volume was opened meanwhile:"
                + " datadg/datavol1 is open on sun-a");
  }

  @Test
  void of_several_of_which_one_was_restored_nobody_knows_enough() throws InterruptedException {
    world.typed("sun-a", RESTORING);

    assertThat(world.look(BOTH, ACTED)).isEqualTo("not learned only datavol1 was restored");
    assertThat(world.settled(BOTH))
        .isEqualTo("not learned only datavol1 looks restored, of datavol1,datavol2");
  }

  @Test
  void one_that_a_signal_cut_short_before_it_began_is_as_it_was() throws InterruptedException {
    assertThat(world.settled(STEP, StepWorld.STOPPED))
        .isEqualTo("blocked datavol1 was not restored, and is as it was");
  }

  @Test
  void an_open_source_does_not_show_any_more_whether_it_was_restored() throws InterruptedException {
    world.typed("sun-a", "ldm bind ldom1");

    assertThat(world.settled(STEP, StepWorld.STOPPED)).isEqualTo(OPEN);
  }

  @Test
  void after_a_crash_one_that_equals_its_safety_snapshot_is_as_it_was()
      throws InterruptedException {
    assertThat(world.settled(kept()))
        .isEqualTo("blocked datavol1 was not restored, and is as it was");
  }

  @Test
  void one_that_was_used_since_tells_nothing_though_it_is_closed_again()
      throws InterruptedException {
    RestoreVolumes kept = kept();
    world.typed("sun-a", RESTORING);
    world.usedByHand();

    assertThat(world.settled(kept)).isEqualTo(UNKNOWN);
  }

  @Test
  void what_equals_a_snapshot_that_was_refreshed_since_tells_nothing() throws InterruptedException {
    RestoreVolumes kept = kept();
    CutShort died = new CutShort(world.site().time().now(), false, false);
    world.usedByHand();
    String refresh = "vxsnap -g datadg refresh %s source=datavol1";

    world.typed("sun-a", refresh.formatted("safe1"));
    assertThat(world.settled(kept, died)).isEqualTo(UNKNOWN);

    world.typed("sun-a", refresh.formatted("snap1"));
    assertThat(world.settled(kept, died)).isEqualTo(UNKNOWN);
    assertThat(world.settled(kept, StepWorld.STOPPED)).isEqualTo("reached");
  }

  @Test
  void nor_does_one_without_a_safety_snapshot() throws InterruptedException {
    assertThat(world.settled(STEP)).isEqualTo(UNKNOWN);
  }

  @Test
  void one_that_equals_its_snapshot_is_restored_whoever_has_it_open() throws InterruptedException {
    world.typed("sun-a", RESTORING);
    world.passes(Duration.ofHours(1));
    world.typed("sun-a", "ldm bind ldom1");

    assertThat(world.settled(STEP)).isEqualTo("reached");
  }

  /** The step, of which a safety snapshot was made before. */
  private RestoreVolumes kept() {
    world.typed("sun-a", "vxsnap -g datadg -b addmir datavol1");
    world.passes(Duration.ofHours(1));
    world.typed("sun-a", "vxsnap -g datadg make source=datavol1/newvol=safe1/nmirror=1");
    return new RestoreVolumes(
        LDOM1,
        SUN_A,
        Family.INSTANT,
        false,
        List.of(DATA),
        List.of(pair("datavol2", "safe2"), pair("datavol1", "safe1")));
  }

  @Test
  void while_it_is_copied_it_was_restored_though_it_is_open() throws InterruptedException {
    world.typed("sun-a", RESTORING, "ldm bind ldom1");

    assertThat(world.settled(STEP)).isEqualTo("reached");
  }

  @Test
  void after_a_crash_it_may_be_copied_from_another_snapshot() throws InterruptedException {
    RestoreVolumes kept = kept();
    world.usedByHand();
    world.typed("sun-a", "vxsnap -g datadg restore datavol1 source=safe1 destroy=no");

    assertThat(world.settled(kept)).isEqualTo(UNKNOWN);
    assertThat(world.settled(kept, StepWorld.STOPPED)).isEqualTo("reached");
  }

  @Test
  void a_traditional_snapshot_becomes_its_volume() throws InterruptedException {
    assertThat(world.look(TRADITIONAL)).isEqualTo("owed not restored: sun-a# " + BACK);
    assertThat(world.settled(TRADITIONAL))
        .isEqualTo("blocked bootvol1 was not restored, and is as it was");

    world.typed("sun-a", BACK);

    assertThat(world.look(TRADITIONAL, ACTED)).isEqualTo("reached");
    assertThat(world.settled(TRADITIONAL, StepWorld.STOPPED)).isEqualTo("reached");
    assertThat(world.look(TRADITIONAL)).isEqualTo("blocked the snapshot of bootvol1 is gone");
  }

  @Test
  void a_traditional_snapshot_that_is_gone_after_a_crash_may_have_been_given_back()
      throws InterruptedException {
    world.typed("sun-a", "vxassist -g datadg snapback snap3");

    assertThat(world.settled(TRADITIONAL))
        .isEqualTo(
            "not learned the snapshot of bootvol1 is gone,"
                + " and whether that has restored it is not known");
  }

  @Test
  void that_a_traditional_one_was_not_restored_shows_though_it_is_open()
      throws InterruptedException {
    world.typed("sun-a", "ldm bind ldom1");

    assertThat(world.settled(TRADITIONAL))
        .isEqualTo("blocked bootvol1 was not restored, and is as it was");
  }

  @Test
  void a_snapshot_that_is_none_any_more_tells_nothing() throws InterruptedException {
    world.typed("sun-a", "vxsnap -g datadg dis snap1");

    assertThat(world.look(STEP)).isEqualTo("not learned snap1 is no snapshot of datavol1 any more");
    assertThat(world.settled(STEP))
        .isEqualTo("not learned snap1 is no snapshot of datavol1 any more");
  }

  @Test
  void nor_does_a_source_that_is_gone() throws InterruptedException {
    RestoreVolumes gone = step(Family.INSTANT, false, List.of(pair("gone", "snap1")));

    assertThat(world.look(gone)).isEqualTo("not learned there is no volume gone any more");
  }

  @Test
  void without_vxvms_list_nothing_is_known() throws InterruptedException {
    world.world().fault(Fault.on("vxsnap * list", Effect.HANG).times(0));

    String not = "not learned 'vxsnap -g datadg list' gave no answer: no answer within 60.0 s";
    assertThat(world.look(STEP)).isEqualTo(not);
    assertThat(world.settled(STEP)).isEqualTo(not);
    assertThat(world.look(TRADITIONAL)).isEqualTo("owed not restored: sun-a# " + BACK);
  }

  @Test
  void what_it_overwrites_is_said_with_the_ways_out() {
    RestoreVolumes safe =
        new RestoreVolumes(
            LDOM1,
            SUN_A,
            Family.INSTANT,
            false,
            List.of(DATA, LOGS),
            List.of(pair("datavol1", "safe1")));

    Overwrite overwrite = safe.overwrite().orElseThrow();

    assertThat(overwrite.volumes()).containsExactly(DATA.source(), LOGS.source());
    assertThat(overwrite.unknown())
        .containsExactly(
            "the content of datavol1 is between two states",
            "the content of datavol2 is between two states");
    assertThat(overwrite.missing())
        .containsExactly(
            "datavol1 was not restored, and others of its run were",
            "datavol2 was not restored, and others of its run were");
    assertThat(Overwrite.ways(Map.of(overwrite, false)))
        .isEqualTo(
            "restore all of them again (cvmsnap restore snap1 snap2 --ldom ldom1)"
                + " or go back to the safety snapshot (cvmsnap restore safe1 --ldom ldom1)");
  }

  @Test
  void a_traditional_snapshot_that_was_restored_from_is_not_offered_again() {
    Overwrite done = TRADITIONAL.overwrite().orElseThrow();

    assertThat(Overwrite.ways(Map.of(done, true))).isEmpty();
    assertThat(Overwrite.ways(Map.of(done, false)))
        .startsWith(
            "restore it again, where cvmsnap list still shows its snapshot (cvmsnap restore ");
  }

  @Test
  void what_gave_no_answer_is_neither_done_nor_given_again() throws InterruptedException {
    assertThat(
            world.look(
                STEP,
                Acts.NONE.and(StepWorld.COMMAND, Attempt.unanswered("no answer within 300 s"))))
        .isEqualTo("not learned whether it was done, or still will be, is not known");
  }
}
