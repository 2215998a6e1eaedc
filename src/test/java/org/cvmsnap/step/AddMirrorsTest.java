package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.OneSnapshot.DATAVOL1;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.SUN_A;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AddMirrorsTest {
  private final StepWorld world = StepWorld.builtIn();

  private static AddMirrors step(int mirrors, int missing) {
    return new AddMirrors(SUN_A, DATAVOL1, mirrors, missing);
  }

  @Test
  void what_is_missing_is_added_at_once() throws InterruptedException {
    assertThat(world.look(step(2, 2)))
        .isEqualTo(
            "owed it has 0 of 2 snapshot mirrors: sun-a# vxsnap -g datadg -b addmir datavol1 nmirror=2");
  }

  @Test
  void one_is_added_to_one_that_is_being_filled() throws InterruptedException {
    world.typed("sun-a", "vxsnap -g datadg -b addmir datavol1");

    assertThat(world.look(step(2, 1)))
        .isEqualTo(
            "owed it has 1 of 2 snapshot mirrors: sun-a# vxsnap -g datadg -b addmir datavol1");
  }

  @Test
  void they_need_not_be_complete() throws InterruptedException {
    world.typed("sun-a", "vxsnap -g datadg -b addmir datavol1 nmirror=2");

    assertThat(world.look(step(2, 2), ACTED)).isEqualTo("reached");
    assertThat(world.look(step(1, 1), ACTED)).isEqualTo("reached");
  }

  @Test
  void none_is_added_where_somebody_else_adds_some() throws InterruptedException {
    world.typed("sun-a", "vxsnap -g datadg -b addmir datavol1");

    assertThat(world.look(step(2, 2)))
        .isEqualTo("blocked somebody else adds or removes its mirrors: there are 1");
  }

  @Test
  void none_is_added_where_they_cannot_be_counted() throws InterruptedException {
    OneSnapshot.mute(world, "vxprint -g datadg -ht");

    assertThat(world.look(step(1, 1)))
        .isEqualTo("not learned 'vxprint -g datadg -ht' gave no answer: no answer within 60.0 s");
  }
}
