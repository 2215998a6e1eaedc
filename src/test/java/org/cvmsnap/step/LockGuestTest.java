package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.util.List;
import org.cvmsnap.cluster.LockRecord;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Debt;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LockGuestTest {
  private static final LockRecord OWN =
      new LockRecord(
          VolumeId.of("datadg", "cvmsnap_lock_3aa99be033c4"), "20260301T020000Z-ab12@sun-a");
  private static final String MAKING =
      "vxassist -g datadg make cvmsnap_lock_3aa99be033c4 2048s layout=nomirror,nostripe"
          + " init=active comment=20260301T020000Z-ab12@sun-a";
  private static final String REMOVING = "vxedit -g datadg -rf rm cvmsnap_lock_3aa99be033c4";
  private static final LockGuest STEP = new LockGuest(LDOM1, SUN_A, OWN, List.of());

  /** The record of a run of which it is known that its node has left. */
  private static final LockRecord DEAD =
      new LockRecord(OWN.volume(), "20260301T010000Z-cd34@sun-b");

  private static final LockRecord NEXT =
      new LockRecord(new VolumeId(new GroupName("datadg"), DEAD.next(LDOM1.value())), OWN.holder());
  private static final String NOT_LEARNED =
      "not learned 'vxprint -g datadg -v -F %name|%comment' gave no answer: no answer within 60.0 s";
  private static final LockGuest OVER = new LockGuest(LDOM1, SUN_A, NEXT, List.of(DEAD));

  private final StepWorld world = StepWorld.builtIn();

  private static String making(LockRecord record) {
    return "vxassist -g datadg make %s 2048s layout=nomirror,nostripe init=active comment=%s"
        .formatted(record.volume().name(), record.holder());
  }

  @Test
  void a_guest_that_no_run_has_is_locked() throws InterruptedException {
    assertThat(world.look(STEP)).isEqualTo("owed no run has the guest: sun-a# " + MAKING);
    assertThat(world.owed(STEP)).isEqualTo("reached");
  }

  @Test
  void its_own_record_is_removed_in_the_end() throws InterruptedException {
    world.typed("sun-a", MAKING);

    assertThat(world.look(STEP)).isEqualTo("reached");
    assertThat(world.owed(STEP))
        .isEqualTo(
            "owed the lock record datadg/cvmsnap_lock_3aa99be033c4 is there: sun-a# " + REMOVING);
  }

  @Test
  void another_runs_record_stays() throws InterruptedException {
    world.typed("sun-b", making(DEAD));

    assertThat(world.look(STEP))
        .isEqualTo(
            "blocked the run 20260301T010000Z-cd34@sun-b has the guest: the lock record"
                + " datadg/cvmsnap_lock_3aa99be033c4");
    assertThat(world.owed(STEP)).isEqualTo("reached");
  }

  @Test
  void a_dead_run_is_taken_over_with_a_second_record() throws InterruptedException {
    world.typed("sun-b", making(DEAD));

    assertThat(world.look(OVER)).isEqualTo("owed no run has the guest: sun-a# " + making(NEXT));
  }

  @Test
  void where_a_dead_runs_record_is_gone_somebody_has_taken_it_over() throws InterruptedException {
    world.typed("sun-a", making(NEXT));

    assertThat(world.look(OVER)).isEqualTo("blocked another run has taken the guest over");
  }

  @Test
  void the_dead_ones_record_goes_first_and_the_own_one_last() throws InterruptedException {
    world.typed("sun-b", making(DEAD)).typed("sun-a", making(NEXT));

    assertThat(world.look(OVER)).isEqualTo("reached");
    assertThat(world.owed(OVER))
        .isEqualTo("owed the lock record " + DEAD.volume() + " is there: sun-a# " + REMOVING);

    world.typed("sun-a", REMOVING);

    assertThat(world.owed(OVER))
        .isEqualTo(
            "owed the lock record %s is there: sun-a# vxedit -g datadg -rf rm %s"
                .formatted(NEXT.volume(), NEXT.volume().name()));
  }

  @Test
  void the_dead_ones_record_stays_while_the_guest_is_down() throws InterruptedException {
    world
        .typed("sun-b", making(DEAD))
        .typed("sun-a", making(NEXT))
        .typed("sun-a", "ldm stop ldom1");

    assertThat(world.owed(OVER))
        .isEqualTo(
            "owed the lock record %s is there: sun-a# vxedit -g datadg -rf rm %s"
                .formatted(NEXT.volume(), NEXT.volume().name()));
  }

  @Test
  void without_the_comments_of_the_volumes_nothing_is_known() throws InterruptedException {
    world.typed("sun-a", MAKING).world().fault(Fault.on("vxprint *", Effect.HANG).times(0));

    assertThat(world.look(STEP)).isEqualTo(NOT_LEARNED);
    assertThat(world.owed(STEP)).isEqualTo(NOT_LEARNED);
  }

  @Test
  void its_own_record_and_those_it_went_past_are_removed_with_some_tries_more() {
    assertThat(attempts(OVER)).isEqualTo(attempts(STEP) + 1);
    assertThat(OVER.all()).containsExactly(NEXT, DEAD);
    assertThat(STEP.debt())
        .hasValue(Debt.housekeeping("locked", LDOM1, OWN + " has to be removed"));
  }

  private int attempts(LockGuest step) {
    return step.repayment(world.site(), false).limits(Acts.NONE).attempts();
  }
}
