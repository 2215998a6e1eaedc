package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.model.Family;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Step;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DissociateSnapshotTest {
  private static final DissociateSnapshot INSTANT =
      new DissociateSnapshot(SUN_A, OneSnapshot.target(Family.INSTANT));
  private static final DissociateSnapshot TRADITIONAL =
      new DissociateSnapshot(SUN_A, OneSnapshot.target(Family.TRADITIONAL));

  private static final String SNAPPRINT = "vxassist -g datadg snapprint";
  private static final String OWED =
      "owed it is still tied to its source: sun-a# vxassist -g datadg snapclear snap1";
  private static final Acts REFUSED =
      Acts.NONE.and(StepWorld.COMMAND, Attempt.answered("it ended with 11"));
  private static final Acts UNANSWERED =
      Acts.NONE.and(StepWorld.COMMAND, Attempt.unanswered("no answer"));

  /** An earlier process had begun on it. */
  private static final History BEGUN = kind -> Optional.of(Instant.EPOCH);

  private static final History RESUMED =
      new History() {
        @Override
        public Optional<Instant> acted(Predicate<Step> which) {
          return Optional.empty();
        }

        @Override
        public boolean resumed() {
          return true;
        }
      };

  @Test
  void an_instant_one_is_cut_off_its_source() throws InterruptedException {
    StepWorld world = OneSnapshot.instant();

    assertThat(world.look(INSTANT))
        .isEqualTo("owed it is still tied to its source: sun-a# vxsnap -g datadg dis snap1");
    assertThat(world.look(INSTANT, ACTED))
        .isEqualTo("owed it is still tied to its source: sun-a# vxsnap -g datadg dis snap1");

    world.typed("sun-a", "vxsnap -g datadg dis snap1");
    assertThat(world.look(INSTANT, ACTED)).isEqualTo("reached");
  }

  @Test
  void one_that_somebody_else_has_cut_meanwhile_is_theirs() throws InterruptedException {
    StepWorld world = OneSnapshot.instant().typed("sun-a", "vxsnap -g datadg dis snap1");

    assertThat(world.look(INSTANT)).isEqualTo("blocked somebody has made it a volume of its own");
    assertThat(StepWorld.described(INSTANT.goal(world.site(), BEGUN), Acts.NONE))
        .isEqualTo("reached");
  }

  @Test
  void one_that_is_gone_is_not_dissociated() throws InterruptedException {
    StepWorld world = StepWorld.builtIn();

    assertThat(world.look(INSTANT)).isEqualTo("blocked it is gone");
    assertThat(world.look(TRADITIONAL)).isEqualTo("blocked it is gone");
    assertThat(world.look(INSTANT, Acts.NONE, RESUMED))
        .isEqualTo("reached it is gone: somebody has removed it");
  }

  @Test
  void a_later_one_of_that_name_is_left_alone() throws InterruptedException {
    StepWorld world =
        OneSnapshot.traditional()
            .typed("sun-a", "vxassist -g datadg settag snap1 cvmsnap.run=run2");

    assertThat(world.look(TRADITIONAL)).isEqualTo("blocked another volume has that name now");
  }

  @Test
  void one_that_is_open_is_left_alone() throws InterruptedException {
    assertThat(OneSnapshot.open().look(INSTANT)).isEqualTo("blocked it is open on sun-b");
  }

  @Test
  void a_traditional_one_that_is_listed_is_cut_until_it_is_not() throws InterruptedException {
    StepWorld world = OneSnapshot.traditional();
    Goal goal = TRADITIONAL.goal(world.site(), History.NONE);

    assertThat(StepWorld.described(goal, Acts.NONE)).isEqualTo(OWED);
    assertThat(StepWorld.described(goal, ACTED)).isEqualTo(OWED);

    world.typed("sun-a", "vxassist -g datadg snapclear snap1");
    assertThat(StepWorld.described(goal, REFUSED)).isEqualTo("reached");
  }

  @Test
  void without_a_list_the_command_is_taken_at_its_word() throws InterruptedException {
    StepWorld world = OneSnapshot.mute(OneSnapshot.traditional(), SNAPPRINT);

    assertThat(world.look(TRADITIONAL)).isEqualTo(OWED);
    assertThat(world.look(TRADITIONAL, REFUSED)).isEqualTo(OWED);
    assertThat(world.look(TRADITIONAL, UNANSWERED)).isEqualTo(OWED);
    assertThat(world.look(TRADITIONAL, ACTED)).isEqualTo("reached");
  }

  @Test
  void a_list_that_it_never_was_in_proves_nothing() throws InterruptedException {
    StepWorld world =
        OneSnapshot.traditional().typed("sun-a", "vxassist -g datadg snapclear snap1");

    assertThat(world.look(TRADITIONAL)).isEqualTo(OWED);
    assertThat(world.look(TRADITIONAL, REFUSED)).isEqualTo(OWED);
    assertThat(world.look(TRADITIONAL, ACTED)).isEqualTo("reached");
  }

  @Test
  void where_an_earlier_process_had_begun_a_refusal_says_that_nothing_is_left_to_cut()
      throws InterruptedException {
    StepWorld world =
        OneSnapshot.traditional().typed("sun-a", "vxassist -g datadg snapclear snap1");
    Goal goal = TRADITIONAL.goal(world.site(), BEGUN);

    assertThat(StepWorld.described(goal, Acts.NONE)).isEqualTo(OWED);
    assertThat(StepWorld.described(goal, UNANSWERED)).isEqualTo(OWED);
    assertThat(StepWorld.described(goal, REFUSED)).isEqualTo("reached");
  }

  @Test
  void where_it_is_listed_all_the_same_a_refusal_says_nothing() throws InterruptedException {
    StepWorld world = OneSnapshot.traditional();

    assertThat(StepWorld.described(TRADITIONAL.goal(world.site(), BEGUN), REFUSED)).isEqualTo(OWED);
  }

  @Test
  void whether_an_instant_one_is_tied_is_not_guessed() throws InterruptedException {
    StepWorld world = OneSnapshot.mute(OneSnapshot.instant(), "vxsnap -g datadg list");

    assertThat(world.look(INSTANT))
        .isEqualTo("not learned 'vxsnap -g datadg list' gave no answer: no answer within 60.0 s");
  }

  @Test
  void whether_a_traditional_one_is_there_is_not_guessed() throws InterruptedException {
    StepWorld world = OneSnapshot.mute(OneSnapshot.traditional(), "vxprint -g datadg -ht");

    assertThat(world.look(TRADITIONAL, ACTED))
        .isEqualTo("not learned 'vxprint -g datadg -ht' gave no answer: no answer within 60.0 s");
  }
}
