package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.SUN_A;

import org.cvmsnap.model.VolumeId;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProveListedTest {
  private static final ProveListed STEP =
      new ProveListed(SUN_A, VolumeId.of("datadg", "cvmsnap_trial"));

  @Test
  void a_volume_that_every_node_shows_is_proof() throws InterruptedException {
    StepWorld world =
        StepWorld.builtIn().typed("sun-a", "vxassist -g datadg make cvmsnap_trial 2048s");

    assertThat(world.look(STEP)).isEqualTo("reached shown on sun-a, sun-b");
  }

  @Test
  void one_that_another_node_does_not_show_is_none() throws InterruptedException {
    StepWorld world =
        new StepWorld(
                World.changed("[times]", "[vxvm.deviations]\nownVolumesOnly = true\n\n[times]"))
            .typed("sun-a", "vxassist -g datadg make cvmsnap_trial 2048s");

    assertThat(world.look(STEP)).isEqualTo("moving not shown on sun-b");
  }

  @Test
  void one_that_is_not_even_shown_where_it_was_made_proves_nothing() throws InterruptedException {
    assertThat(StepWorld.builtIn().look(STEP))
        .isEqualTo("not learned datadg/cvmsnap_trial is not shown on sun-a");
  }
}
