package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Duration;
import org.cvmsnap.cluster.OwnerGroup;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProveFrozenTest {
  private static final ProveFrozen STEP =
      new ProveFrozen(SUN_A, new OwnerGroup("ldom1_sg", "ldom1_ldom", "sun-a"));

  private final StepWorld world = new StepWorld(World.vcs());

  @Test
  void a_frozen_group_that_is_off_elsewhere_is_what_it_is_about() throws InterruptedException {
    world.typed("sun-a", "hagrp -freeze ldom1_sg");

    assertThat(world.look(STEP)).isEqualTo("reached");
  }

  @Test
  void a_persistent_freeze_is_as_good() throws InterruptedException {
    world.typed("sun-a", "haconf -makerw", "hagrp -freeze ldom1_sg -persistent");

    assertThat(world.look(STEP)).isEqualTo("reached");
  }

  @Test
  void one_that_is_not_frozen_speaks_against_it() throws InterruptedException {
    assertThat(world.look(STEP))
        .isEqualTo(
            "blocked service group ldom1_sg is not frozen any more, so VCS may start the guest:"
                + " ONLINE on sun-a, OFFLINE on sun-b");
  }

  @Test
  void so_does_one_that_is_on_elsewhere() throws InterruptedException {
    world
        .typed("sun-a", "hagrp -freeze ldom1_sg", "ldm stop ldom1", "ldm unbind ldom1")
        .typed("sun-b", "ldm bind ldom1", "ldm start ldom1")
        .world()
        .change(cluster -> cluster.advance(Duration.ofMinutes(10)));

    assertThat(world.look(STEP))
        .isEqualTo(
            "blocked service group ldom1_sg is not off on every other node, or in transition:"
                + " OFFLINE|FAULTED on sun-a, ONLINE on sun-b");
  }

  @Test
  void without_an_answer_of_vcs_nothing_is_known() throws InterruptedException {
    world
        .typed("sun-a", "hagrp -freeze ldom1_sg")
        .world()
        .fault(Fault.on("hares *", Effect.HANG).times(0));

    assertThat(world.look(STEP))
        .isEqualTo("not learned 'hares -state ldom1_ldom' gave no answer: no answer within 60.0 s");
  }
}
