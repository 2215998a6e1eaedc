package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.SUN_A;

import org.cvmsnap.model.VolumeId;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FenceVolumeTest {
  private static final String ON = "vxvol -g datadg set exclusive=on datavol1";
  private static final String OFF = "vxvol -g datadg set exclusive=off datavol1";
  private static final FenceVolume STEP =
      new FenceVolume(LDOM1, SUN_A, VolumeId.of("datadg", "datavol1"));

  private final StepWorld world =
      StepWorld.builtIn().typed("sun-a", "ldm stop ldom1", "ldm unbind ldom1");

  @Test
  void a_volume_that_every_node_may_open_is_fenced() throws InterruptedException {
    assertThat(world.look(STEP)).isEqualTo("owed it is not exclusive: sun-a# " + ON);
    assertThat(world.owed(STEP)).isEqualTo("reached");
  }

  @Test
  void a_fenced_one_is_given_free_again() throws InterruptedException {
    world.typed("sun-a", ON);

    assertThat(world.look(STEP)).isEqualTo("reached");
    assertThat(world.owed(STEP))
        .isEqualTo(
            "owed it is exclusive, which VxVM changes while no node has it open: sun-a# " + OFF);
  }

  @Test
  void one_that_vxvm_says_nothing_about_counts_as_the_worse() throws InterruptedException {
    FenceVolume gone = new FenceVolume(LDOM1, SUN_A, VolumeId.of("datadg", "gone"));

    assertThat(world.look(gone))
        .isEqualTo(
            "owed VxVM does not say whether it is exclusive:"
                + " sun-a# vxvol -g datadg set exclusive=on gone");
    assertThat(world.owed(gone))
        .isEqualTo(
            "owed VxVM does not say whether it is exclusive:"
                + " sun-a# vxvol -g datadg set exclusive=off gone");
  }

  @Test
  void without_an_answer_of_vxvm_nothing_is_known() throws InterruptedException {
    world.world().fault(Fault.on("vxprint *", Effect.HANG).times(0));

    assertThat(world.look(STEP))
        .isEqualTo(
            "not learned 'vxprint -g datadg -v -F %name|%exclusive'"
                + " gave no answer: no answer within 60.0 s");
    assertThat(world.owed(STEP))
        .isEqualTo(
            "not learned 'vxprint -g datadg -v -F %name|%exclusive'"
                + " gave no answer: no answer within 60.0 s");
  }
}
