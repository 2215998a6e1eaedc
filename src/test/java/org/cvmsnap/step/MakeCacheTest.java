package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.SUN_A;

import org.cvmsnap.model.VolumeId;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MakeCacheTest {
  private static final String MAKING =
      "vxmake -g datadg cache cobj cachevolname=cvol regionsize=128 autogrow=on";
  private static final String STARTING = "vxcache -g datadg start cobj";
  private static final MakeCache STEP =
      new MakeCache(SUN_A, "cobj", VolumeId.of("datadg", "cvol"), 128);

  private final StepWorld world =
      StepWorld.builtIn().typed("sun-a", "vxassist -g datadg make cvol 1g init=active");

  @Test
  void it_is_made_and_started() throws InterruptedException {
    assertThat(world.look(STEP)).isEqualTo("owed there is no such cache: sun-a# " + MAKING);

    world.typed("sun-a", MAKING);
    assertThat(world.look(STEP)).isEqualTo("owed it is not started: sun-a# " + STARTING);

    world.typed("sun-a", STARTING);
    assertThat(world.look(STEP)).isEqualTo("reached");
  }

  @Test
  void what_is_left_of_it_is_stopped_and_removed() throws InterruptedException {
    assertThat(world.left(STEP)).isEqualTo("reached");

    world.typed("sun-a", MAKING, STARTING);
    assertThat(world.left(STEP))
        .isEqualTo("owed it is to be stopped: sun-a# vxcache -g datadg stop cobj");

    world.typed("sun-a", "vxcache -g datadg stop cobj");
    assertThat(world.left(STEP))
        .isEqualTo("owed it is to be removed: sun-a# vxedit -g datadg -rf rm cobj");
  }

  @Test
  void one_that_holds_a_snapshot_stays() throws InterruptedException {
    world.typed(
        "sun-a", MAKING, STARTING, "vxsnap -g datadg make source=datavol1/newvol=s/cache=cobj");

    assertThat(world.look(STEP)).isEqualTo("reached");
    assertThat(world.left(STEP)).isEqualTo("blocked there are snapshots in it");
  }

  @Test
  void one_of_that_name_on_another_volume_is_somebody_elses() throws InterruptedException {
    world.typed(
        "sun-a",
        "vxassist -g datadg make other 1g init=active",
        "vxmake -g datadg cache cobj cachevolname=other regionsize=128");

    assertThat(world.look(STEP))
        .isEqualTo("blocked there is already a cache of that name, which is not this run's");
    assertThat(world.left(STEP)).isEqualTo("reached");
  }

  @Test
  void one_with_other_regions_is_of_no_use() throws InterruptedException {
    world.typed("sun-a", "vxmake -g datadg cache cobj cachevolname=cvol regionsize=256");

    assertThat(world.look(STEP)).isEqualTo("blocked its region size is 256 instead of 128");
  }

  @Test
  void one_whose_regions_vxvm_does_not_tell_is_of_no_use() throws InterruptedException {
    world
        .typed("sun-a", MAKING)
        .world()
        .fault(Fault.on("vxprint *regionsz*", Effect.SILENT).times(0));

    assertThat(world.look(STEP)).isEqualTo("blocked VxVM does not say its region size");
  }

  @Test
  void without_the_layout_of_the_group_nothing_is_known() throws InterruptedException {
    world.world().fault(Fault.on("vxprint *", Effect.HANG).times(0));

    assertThat(world.look(STEP))
        .isEqualTo("not learned 'vxprint -g datadg -ht' gave no answer: no answer within 60.0 s");
    assertThat(world.left(STEP))
        .isEqualTo("not learned 'vxprint -g datadg -ht' gave no answer: no answer within 60.0 s");
  }
}
