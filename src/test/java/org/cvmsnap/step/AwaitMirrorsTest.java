package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.OneSnapshot.DATAVOL1;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Duration;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AwaitMirrorsTest {
  private static final AwaitMirrors STEP = new AwaitMirrors(SUN_A, DATAVOL1, 1);

  private final StepWorld world = StepWorld.builtIn();

  @Test
  void a_complete_mirror_is_enough_of_one() throws InterruptedException {
    world.typed("sun-a", "vxsnap -g datadg addmir datavol1");

    assertThat(world.look(STEP)).isEqualTo("reached");
    assertThat(world.look(new AwaitMirrors(SUN_A, DATAVOL1, 2)))
        .isEqualTo("blocked no mirror of it is being synchronized");
  }

  @Test
  void one_that_is_being_filled_is_waited_for_with_an_estimate() throws Exception {
    world.typed("sun-a", "vxsnap -g datadg -b addmir datavol1");
    Goal goal = STEP.goal(world.site(), History.NONE);

    assertThat(StepWorld.described(goal, Acts.NONE))
        .isEqualTo("moving its mirror is synchronized to 1 %");
    world.site().time().sleep(Duration.ofSeconds(50));
    assertThat(StepWorld.described(goal, Acts.NONE))
        .isEqualTo("moving its mirror is synchronized to 52 %, about 49 s left");
  }

  @Test
  void it_is_waited_for_also_where_no_task_tells_how_far_it_is() throws InterruptedException {
    world.typed("sun-a", "vxsnap -g datadg -b addmir datavol1");
    OneSnapshot.mute(world, "vxtask list");

    assertThat(world.look(STEP)).isEqualTo("moving its mirror synchronizes");
  }

  @Test
  void where_nothing_is_filled_there_is_nothing_to_wait_for() throws InterruptedException {
    assertThat(world.look(STEP)).isEqualTo("blocked no mirror of it is being synchronized");
  }

  @Test
  void whether_they_are_complete_is_not_guessed() throws InterruptedException {
    OneSnapshot.mute(world, "vxprint -g datadg -ht");

    assertThat(world.look(STEP))
        .isEqualTo("not learned 'vxprint -g datadg -ht' gave no answer: no answer within 60.0 s");
  }

  @Test
  void it_only_looks() {
    assertThat(STEP.onlyLooks()).isTrue();
    assertThat(STEP.goal(world.site(), History.NONE).commands()).isEmpty();
  }
}
