package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.SUN_A;

import org.cvmsnap.model.VolumeId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProveCommentTest {
  private static final ProveComment STEP =
      new ProveComment(SUN_A, VolumeId.of("datadg", "datavol1"), "20260301@sun-a");

  private final StepWorld world = StepWorld.builtIn();

  @Test
  void a_comment_that_is_shown_as_it_was_set_is_proof() throws InterruptedException {
    world.typed("sun-a", "vxedit -g datadg set comment=20260301@sun-a datavol1");

    assertThat(world.look(STEP)).isEqualTo("reached '20260301@sun-a' is shown as it was set");
  }

  @Test
  void nothing_is_learned_of_a_volume_that_is_gone() throws InterruptedException {
    ProveComment gone = new ProveComment(SUN_A, VolumeId.of("datadg", "gone"), "20260301@sun-a");

    assertThat(world.look(gone)).isEqualTo("not learned datadg/gone is not shown on sun-a");
  }

  @Test
  void the_beginning_of_one_is_none() throws InterruptedException {
    world.typed("sun-a", "vxedit -g datadg set comment=20260301 datavol1");

    assertThat(world.look(STEP))
        .isEqualTo("blocked '20260301@sun-a' was set, and '20260301' is shown");
  }
}
