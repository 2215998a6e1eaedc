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
class PrepareVolumeTest {
  private static final PrepareVolume PREPARED =
      new PrepareVolume(SUN_A, VolumeId.of("datadg", "datavol1"), 128);
  private static final PrepareVolume STEP =
      new PrepareVolume(SUN_A, VolumeId.of("datadg", "bootvol1"), 128);

  private final StepWorld world = StepWorld.builtIn();

  @Test
  void a_volume_without_a_dco_is_prepared() throws InterruptedException {
    assertThat(world.look(STEP))
        .isEqualTo(
            "owed it is not prepared for instant snapshots:"
                + " sun-a# vxsnap -g datadg prepare bootvol1 regionsize=128");
  }

  @Test
  void one_that_is_prepared_is_what_it_is_about() throws InterruptedException {
    world.typed("sun-a", "vxsnap -g datadg prepare bootvol1 regionsize=128");

    assertThat(world.look(STEP)).isEqualTo("reached");
    assertThat(world.look(PREPARED)).isEqualTo("reached");
  }

  @Test
  void one_with_other_regions_is_of_no_use() throws InterruptedException {
    world.typed("sun-a", "vxsnap -g datadg prepare bootvol1 regionsize=256");

    assertThat(world.look(STEP)).isEqualTo("blocked its region size is 256 instead of 128");
  }

  @Test
  void one_whose_regions_vxvm_does_not_tell_is_of_no_use() throws InterruptedException {
    world.world().fault(Fault.on("vxprint *datavol1_dco", Effect.SILENT).times(0));

    assertThat(world.look(PREPARED)).isEqualTo("blocked VxVM does not say its region size");
  }

  @Test
  void without_the_layout_of_the_group_nothing_is_known() throws InterruptedException {
    world.world().fault(Fault.on("vxprint *", Effect.HANG).times(0));

    assertThat(world.look(STEP))
        .isEqualTo("not learned 'vxprint -g datadg -ht' gave no answer: no answer within 60.0 s");
  }

  @Test
  void without_its_region_size_nothing_is_known() throws InterruptedException {
    world.world().fault(Fault.on("vxprint *datavol1_dco", Effect.HANG).times(0));

    assertThat(world.look(PREPARED))
        .isEqualTo(
            "not learned 'vxprint -g datadg -F %name|%regionsz datavol1_dco'"
                + " gave no answer: no answer within 60.0 s");
  }
}
