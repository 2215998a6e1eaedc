package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.SUN_A;

import org.cvmsnap.model.VolumeId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MakeTrialVolumeTest {
  private static final String MAKING =
      "vxassist -g datadg make cvmsnap_trial 2048s layout=nomirror,nostripe init=active comment=mine";
  private static final String REMOVING = "vxedit -g datadg -rf rm cvmsnap_trial";
  private static final MakeTrialVolume STEP =
      new MakeTrialVolume(SUN_A, VolumeId.of("datadg", "cvmsnap_trial"), "mine");

  private final StepWorld world = StepWorld.builtIn();

  @Test
  void it_is_made_and_removed_when_the_run_ends() throws InterruptedException {
    assertThat(world.look(STEP)).isEqualTo("owed there is no such volume: sun-a# " + MAKING);
    assertThat(world.owed(STEP)).isEqualTo("reached");

    world.typed("sun-a", MAKING);
    assertThat(world.look(STEP, ACTED)).isEqualTo("reached");
    assertThat(world.owed(STEP)).isEqualTo("owed it is there: sun-a# " + REMOVING);
  }

  @Test
  void one_that_was_there_before_is_not_the_runs() throws InterruptedException {
    world.typed("sun-a", MAKING);

    assertThat(world.look(STEP)).isEqualTo("blocked there is one of that name already");
  }

  @Test
  void it_is_removed_also_where_its_comment_was_not_kept() throws InterruptedException {
    world.typed("sun-a", MAKING.replace("mine", "min"));

    assertThat(world.owed(STEP)).isEqualTo("owed it is there: sun-a# " + REMOVING);
  }

  @Test
  void it_keeps_nobody_off_anything() {
    assertThat(STEP.keepsOthersOff()).isFalse();
    assertThat(STEP.debt()).isPresent();
  }
}
