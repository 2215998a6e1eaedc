package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.OneSnapshot.SNAP1;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.SUN_A;

import org.cvmsnap.model.VolumeId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SetTagTest {
  private static final SetTag STEP = new SetTag(SUN_A, SNAP1, "cvmsnap.pin", "year end");

  private final StepWorld world = OneSnapshot.instant();

  @Test
  void a_tag_that_is_missing_is_set() throws InterruptedException {
    assertThat(world.look(STEP))
        .isEqualTo(
            "owed it has no tag cvmsnap.pin: sun-a# vxassist -g datadg settag snap1 'cvmsnap.pin=year end'");
  }

  @Test
  void another_value_is_not_enough() throws InterruptedException {
    SetTag step = new SetTag(SUN_A, SNAP1, "cvmsnap.run", "run2");

    assertThat(world.look(step))
        .isEqualTo(
            "owed it has no tag cvmsnap.run: sun-a# vxassist -g datadg settag snap1 cvmsnap.run=run2");
  }

  @Test
  void one_that_is_there_is_not_set_again() throws InterruptedException {
    assertThat(world.look(new SetTag(SUN_A, SNAP1, "cvmsnap.run", "run1"))).isEqualTo("reached");
  }

  @Test
  void one_without_a_value_is_a_tag() throws InterruptedException {
    SetTag step = new SetTag(SUN_A, SNAP1, "cvmsnap.pin", "");
    assertThat(world.look(step))
        .isEqualTo(
            "owed it has no tag cvmsnap.pin: sun-a# vxassist -g datadg settag snap1 cvmsnap.pin");

    world.typed("sun-a", "vxassist -g datadg settag snap1 cvmsnap.pin");
    assertThat(world.look(step, ACTED)).isEqualTo("reached");
  }

  @Test
  void nothing_is_learned_of_a_volume_that_is_gone() throws InterruptedException {
    SetTag gone = new SetTag(SUN_A, VolumeId.of("datadg", "gone"), "cvmsnap.run", "run1");

    assertThat(world.look(gone)).startsWith("not learned ");
  }

  @Test
  void whether_it_has_it_is_not_guessed() throws InterruptedException {
    OneSnapshot.mute(world, "vxassist -g datadg listtag");

    assertThat(world.look(STEP))
        .isEqualTo(
            "not learned 'vxassist -g datadg listtag' gave no answer: no answer within 60.0 s");
  }
}
