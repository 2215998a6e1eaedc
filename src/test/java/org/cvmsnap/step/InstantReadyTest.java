package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.OneSnapshot.DATAVOL1;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.SUN_A;

import org.cvmsnap.model.VolumeId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InstantReadyTest {
  private static final VolumeId BOOTVOL1 = VolumeId.of("datadg", "bootvol1");

  private final StepWorld world = StepWorld.builtIn();

  private static InstantReady step(VolumeId volume) {
    return new InstantReady(SUN_A, volume, "64k", 2);
  }

  @Test
  void a_volume_without_a_dco_is_prepared() throws InterruptedException {
    assertThat(world.look(step(BOOTVOL1)))
        .isEqualTo(
            "owed it is not prepared for instant snapshots: sun-a# vxsnap -g datadg prepare bootvol1 regionsize=64k ndcomirs=2");
  }

  @Test
  void what_is_not_asked_for_is_left_to_vxvm() throws InterruptedException {
    assertThat(world.look(new InstantReady(SUN_A, BOOTVOL1, "", 0)))
        .isEqualTo(
            "owed it is not prepared for instant snapshots: sun-a# vxsnap -g datadg prepare bootvol1");
  }

  @Test
  void one_with_a_dco_is_ready() throws InterruptedException {
    assertThat(world.look(step(DATAVOL1))).isEqualTo("reached");

    world.typed("sun-a", "vxsnap -g datadg prepare bootvol1");
    assertThat(world.look(step(BOOTVOL1), ACTED)).isEqualTo("reached");
  }

  @Test
  void one_that_is_not_there_is_not_prepared() throws InterruptedException {
    assertThat(world.look(step(VolumeId.of("datadg", "none")))).isEqualTo("blocked it is gone");
  }

  @Test
  void what_vxvm_does_not_tell_is_not_guessed() throws InterruptedException {
    OneSnapshot.mute(world, "vxprint -g datadg -ht");

    assertThat(world.look(step(BOOTVOL1)))
        .isEqualTo("not learned 'vxprint -g datadg -ht' gave no answer: no answer within 60.0 s");
  }
}
