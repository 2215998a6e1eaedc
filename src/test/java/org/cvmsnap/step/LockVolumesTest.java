package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.util.List;
import org.cvmsnap.cluster.LockRecord;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LockVolumesTest {
  private static final GroupName DATADG = new GroupName("datadg");
  private static final VolumeId FIRST = VolumeId.of("datadg", "datavol1");
  private static final VolumeId SECOND = VolumeId.of("datadg", "datavol2");
  private static final LockRecord OF_FIRST = record(FIRST, "20260301T020000Z-ab12@sun-a");
  private static final LockRecord OF_SECOND = record(SECOND, "20260301T020000Z-ab12@sun-a");
  private static final LockVolumes STEP =
      new LockVolumes(
          SUN_A,
          List.of(
              new LockVolumes.Claim(FIRST, OF_FIRST, List.of()),
              new LockVolumes.Claim(SECOND, OF_SECOND, List.of())));

  /** The record of a run of which it is known that its node has left. */
  private static final LockRecord DEAD = record(FIRST, "20260301T010000Z-cd34@sun-b");

  private static final LockRecord NEXT =
      new LockRecord(new VolumeId(DATADG, DEAD.next("datadg/datavol1")), OF_FIRST.holder());
  private static final LockVolumes OVER =
      new LockVolumes(SUN_A, List.of(new LockVolumes.Claim(FIRST, NEXT, List.of(DEAD))));

  private final StepWorld world = StepWorld.builtIn();

  private static LockRecord record(VolumeId volume, String holder) {
    return new LockRecord(new VolumeId(DATADG, LockRecord.name(volume)), holder);
  }

  private static String making(LockRecord record) {
    return "vxassist -g datadg make %s 2048s layout=nomirror,nostripe init=active comment=%s"
        .formatted(record.volume().name(), record.holder());
  }

  private static String removing(LockRecord record) {
    return "vxedit -g datadg -rf rm " + record.volume().name();
  }

  @Test
  void volumes_that_no_run_has_are_locked_one_after_the_other() throws InterruptedException {
    assertThat(world.look(STEP))
        .isEqualTo("owed no run has datadg/datavol1: sun-a# " + making(OF_FIRST));
    world.typed("sun-a", making(OF_FIRST));
    assertThat(world.look(STEP))
        .isEqualTo("owed no run has datadg/datavol2: sun-a# " + making(OF_SECOND));
    world.typed("sun-a", making(OF_SECOND));
    assertThat(world.look(STEP)).isEqualTo("reached");
  }

  @Test
  void its_own_records_are_removed_in_the_end_and_no_others() throws InterruptedException {
    world.typed("sun-a", making(OF_FIRST));
    world.typed("sun-b", making(record(SECOND, DEAD.holder())));

    assertThat(world.owed(STEP))
        .isEqualTo("owed %s is there: sun-a# %s".formatted(OF_FIRST, removing(OF_FIRST)));
    world.typed("sun-a", removing(OF_FIRST));
    assertThat(world.owed(STEP)).isEqualTo("reached");
  }

  @Test
  void where_another_run_has_one_of_them_none_is_locked() throws InterruptedException {
    LockRecord other = record(SECOND, DEAD.holder());
    world.typed("sun-b", making(other));

    assertThat(world.look(STEP))
        .isEqualTo("blocked the run %s has datadg/datavol2: %s".formatted(DEAD.holder(), other));
  }

  @Test
  void the_record_of_a_dead_run_is_gone_past_and_removed_first() throws InterruptedException {
    world.typed("sun-b", making(DEAD));

    assertThat(world.look(OVER))
        .isEqualTo("owed no run has datadg/datavol1: sun-a# " + making(NEXT));
    world.typed("sun-a", making(NEXT));
    assertThat(world.look(OVER)).isEqualTo("reached");
    assertThat(world.owed(OVER))
        .isEqualTo("owed %s is there: sun-a# %s".formatted(DEAD, removing(DEAD)));
    world.typed("sun-a", removing(DEAD));
    assertThat(world.owed(OVER))
        .isEqualTo("owed %s is there: sun-a# %s".formatted(NEXT, removing(NEXT)));
  }

  @Test
  void where_the_record_of_the_dead_run_is_gone_somebody_was_faster() throws InterruptedException {
    assertThat(world.look(OVER))
        .isEqualTo("blocked another run has or had datadg/datavol1 meanwhile");
  }

  @Test
  void a_run_that_was_gone_past_does_not_have_its_volume_any_more() throws InterruptedException {
    LockVolumes passed =
        new LockVolumes(SUN_A, List.of(new LockVolumes.Claim(FIRST, DEAD, List.of())));
    world.typed("sun-b", making(DEAD)).typed("sun-a", making(NEXT));

    assertThat(world.look(passed))
        .isEqualTo("blocked another run has gone past this one, and has datadg/datavol1");
  }

  @Test
  void what_is_owed_is_owed_to_no_guest() {
    assertThat(STEP.debt().orElseThrow().guest()).isEmpty();
    assertThat(STEP.debt().orElseThrow().owed())
        .isEqualTo(
            "the lock records %s, %s have to be removed"
                .formatted(OF_FIRST.volume(), OF_SECOND.volume()));
    assertThat(OVER.debt().orElseThrow().owed())
        .isEqualTo("the lock record %s has to be removed".formatted(NEXT.volume()));
  }

  @Test
  void without_the_comments_of_the_volumes_nothing_is_known() throws InterruptedException {
    world
        .typed("sun-a", making(OF_FIRST))
        .world()
        .fault(Fault.on("vxprint *", Effect.HANG).times(0));

    assertThat(world.look(STEP)).startsWith("not learned 'vxprint -g datadg -v -F %name|%comment'");
    assertThat(world.owed(STEP)).startsWith("not learned");
  }

  @Test
  void the_record_of_a_dead_run_stays_where_its_successor_was_not_made()
      throws InterruptedException {
    world.typed("sun-b", making(DEAD));

    assertThat(world.owed(OVER)).isEqualTo("reached");
  }

  @Test
  void it_is_about_all_its_volumes_and_has_three_tries_more_than_these() {
    Goal goal = STEP.goal(world.site(), History.NONE);

    assertThat(goal.subject()).hasToString("lock-volumes datadg/datavol1, datadg/datavol2");
    assertThat(goal.limits(Acts.NONE).attempts()).isEqualTo(5);
    assertThat(STEP.all()).containsExactly(OF_FIRST, OF_SECOND);
    assertThat(OVER.all()).contains(NEXT, DEAD);
  }
}
