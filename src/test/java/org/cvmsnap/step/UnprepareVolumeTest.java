package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.OneSnapshot.DATAVOL1;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.SUN_A;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnprepareVolumeTest {
  private static final UnprepareVolume STEP = new UnprepareVolume(SUN_A, DATAVOL1);

  private final StepWorld world = StepWorld.builtIn();

  @Test
  void a_dco_is_taken_away() throws InterruptedException {
    assertThat(world.look(STEP))
        .isEqualTo(
            "owed it still is prepared for instant snapshots: sun-a# vxsnap -g datadg unprepare datavol1");
  }

  @Test
  void where_there_is_none_nothing_is_done() throws InterruptedException {
    world.typed("sun-a", "vxsnap -g datadg unprepare datavol1");

    assertThat(world.look(STEP)).isEqualTo("reached");
    assertThat(world.look(STEP, ACTED)).isEqualTo("reached");
  }

  @Test
  void whether_there_is_one_is_not_guessed() throws InterruptedException {
    OneSnapshot.mute(world, "vxprint -g datadg -ht");

    assertThat(world.look(STEP))
        .isEqualTo("not learned 'vxprint -g datadg -ht' gave no answer: no answer within 60.0 s");
  }
}
