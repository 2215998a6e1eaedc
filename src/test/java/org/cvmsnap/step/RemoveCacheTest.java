package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.SUN_A;

import org.cvmsnap.model.GroupName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RemoveCacheTest {
  private static final RemoveCache STEP = new RemoveCache(SUN_A, new GroupName("datadg"), "cobj");

  private final StepWorld world =
      StepWorld.builtIn()
          .typed(
              "sun-a",
              "vxassist -g datadg make cvol 1g",
              "vxmake -g datadg cache cobj cachevolname=cvol regionsize=64k",
              "vxcache -g datadg start cobj");

  @Test
  void it_is_stopped_and_then_removed() throws InterruptedException {
    assertThat(world.look(STEP))
        .isEqualTo("owed it is to be stopped: sun-a# vxcache -g datadg stop cobj");

    world.typed("sun-a", "vxcache -g datadg stop cobj");
    assertThat(world.look(STEP, ACTED))
        .isEqualTo("owed it is to be removed: sun-a# vxedit -g datadg -rf rm cobj");

    world.typed("sun-a", "vxedit -g datadg -rf rm cobj");
    assertThat(world.look(STEP, ACTED)).isEqualTo("reached");
  }

  @Test
  void it_stays_while_a_snapshot_is_in_it() throws InterruptedException {
    world.typed("sun-a", "vxsnap -g datadg make source=datavol1/newvol=theirs/cache=cobj");

    assertThat(world.look(STEP)).isEqualTo("blocked there are snapshots in it");
  }

  @Test
  void another_cache_is_left_alone() throws InterruptedException {
    assertThat(world.look(new RemoveCache(SUN_A, new GroupName("datadg"), "other")))
        .isEqualTo("reached");
  }

  @Test
  void whether_anything_is_in_it_is_not_guessed() throws InterruptedException {
    OneSnapshot.mute(world, "vxprint -g datadg -ht");

    assertThat(world.look(STEP))
        .isEqualTo("not learned 'vxprint -g datadg -ht' gave no answer: no answer within 60.0 s");
  }
}
