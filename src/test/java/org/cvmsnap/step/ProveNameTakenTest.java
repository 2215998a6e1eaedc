package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.SUN_A;

import org.cvmsnap.engine.Acts;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Attempt;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProveNameTakenTest {
  private static final ProveNameTaken STEP =
      new ProveNameTaken(SUN_A, VolumeId.of("datadg", "datavol1"), "mine");

  private final StepWorld world = StepWorld.builtIn();

  @Test
  void it_is_tried_once() throws InterruptedException {
    assertThat(world.look(STEP))
        .isEqualTo(
            "owed it was made once: sun-a# vxassist -g datadg make datavol1 2048s layout=nomirror,nostripe init=active comment=mine");
  }

  @Test
  void it_is_not_tried_where_the_name_is_free() throws InterruptedException {
    ProveNameTaken free = new ProveNameTaken(SUN_A, VolumeId.of("datadg", "cvmsnap_trial"), "mine");

    assertThat(world.look(free))
        .isEqualTo("not learned datadg/cvmsnap_trial is not shown on sun-a");
  }

  @Test
  void a_refusal_is_what_it_is_about() throws InterruptedException {
    assertThat(
            world.look(STEP, Acts.NONE.and(StepWorld.COMMAND, Attempt.answered("ended with 12"))))
        .isEqualTo("reached ended with 12");
  }

  @Test
  void one_that_was_made_again_is_none() throws InterruptedException {
    assertThat(world.look(STEP, ACTED))
        .isEqualTo("blocked it was made a second time, and VxVM has refused nothing");
  }

  @Test
  void no_answer_is_none() throws InterruptedException {
    assertThat(world.look(STEP, Acts.NONE.and(StepWorld.COMMAND, Attempt.unanswered("no answer"))))
        .isEqualTo("blocked no answer");
  }
}
