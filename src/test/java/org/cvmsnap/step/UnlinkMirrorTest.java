package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.OneSnapshot.DATAVOL1;
import static org.cvmsnap.step.OneSnapshot.SNAP1;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.SUN_A;

import org.cvmsnap.model.VolumeId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnlinkMirrorTest {
  private static final UnlinkMirror STEP = new UnlinkMirror(SUN_A, DATAVOL1, SNAP1);

  private final StepWorld world = OneSnapshot.linkedMirror();

  @Test
  void a_linked_mirror_is_unlinked() throws InterruptedException {
    assertThat(world.look(STEP))
        .isEqualTo("owed it is linked: sun-a# vxsnap -g datadg rmmir datavol1 mirvol=snap1");

    world.typed("sun-a", "vxsnap -g datadg rmmir datavol1 mirvol=snap1");
    assertThat(world.look(STEP, ACTED)).isEqualTo("reached");
  }

  @Test
  void one_that_was_broken_off_is_no_mirror() throws InterruptedException {
    world.typed("sun-a", "vxsnap -g datadg make source=datavol1/snapvol=snap1");

    assertThat(world.look(STEP)).isEqualTo("reached");
  }

  @Test
  void the_mirror_of_another_volume_is_left_alone() throws InterruptedException {
    assertThat(world.look(new UnlinkMirror(SUN_A, VolumeId.of("datadg", "datavol2"), SNAP1)))
        .isEqualTo("reached");
  }

  @Test
  void whether_it_is_linked_is_not_guessed() throws InterruptedException {
    OneSnapshot.mute(world, "vxsnap -g datadg list");

    assertThat(world.look(STEP))
        .isEqualTo("not learned 'vxsnap -g datadg list' gave no answer: no answer within 60.0 s");
  }
}
