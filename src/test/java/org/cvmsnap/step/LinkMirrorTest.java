package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Duration;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LinkMirrorTest {
  private static final String LINKING = "vxsnap -g datadg -b addmir datavol1 mirvol=mirror";
  private static final String UNLINKING = "vxsnap -g datadg rmmir datavol1 mirvol=mirror";
  private static final VolumeId SOURCE = VolumeId.of("datadg", "datavol1");
  private static final LinkMirror STEP =
      new LinkMirror(SUN_A, SOURCE, VolumeId.of("datadg", "mirror"));

  private final StepWorld world =
      StepWorld.builtIn()
          .typed(
              "sun-a",
              "vxassist -g datadg make mirror 20g",
              "vxsnap -g datadg prepare mirror regionsize=64k");

  @Test
  void a_volume_by_itself_is_linked() throws InterruptedException {
    assertThat(world.look(STEP)).isEqualTo("owed it is not linked: sun-a# " + LINKING);
    assertThat(world.left(STEP)).isEqualTo("reached");
  }

  @Test
  void a_mirror_in_another_group_is_named_with_it() throws InterruptedException {
    LinkMirror elsewhere = new LinkMirror(SUN_A, SOURCE, VolumeId.of("copydg", "mirror"));

    assertThat(world.look(elsewhere))
        .isEqualTo("owed it is not linked: sun-a# " + LINKING + " mirdg=copydg");
  }

  @Test
  void it_is_waited_for_while_it_fills() throws InterruptedException {
    world.typed("sun-a", LINKING);
    world.passes(Duration.ofSeconds(50));

    assertThat(world.look(STEP)).isEqualTo("moving it is synchronized to 50 %");
    assertThat(world.left(STEP)).isEqualTo("owed it is linked: sun-a# " + UNLINKING);
  }

  @Test
  void a_full_one_is_what_it_is_about() throws InterruptedException {
    world.typed("sun-a", LINKING);
    world.passes(Duration.ofHours(1));

    assertThat(world.look(STEP)).isEqualTo("reached");
    assertThat(world.left(STEP)).isEqualTo("owed it is linked: sun-a# " + UNLINKING);
  }

  @Test
  void the_end_of_the_link_is_a_step_of_its_own_too() throws InterruptedException {
    UnlinkMirror unlink = new UnlinkMirror(SUN_A, SOURCE, STEP.mirror());
    assertThat(world.look(unlink)).isEqualTo("reached");

    world.typed("sun-a", LINKING);

    assertThat(world.look(unlink)).isEqualTo("owed it is linked: sun-a# " + UNLINKING);
  }

  @Test
  void without_vxvms_list_nothing_is_known() throws InterruptedException {
    world.world().fault(Fault.on("vxsnap * list", Effect.HANG).times(0));

    assertThat(world.look(STEP))
        .isEqualTo("not learned 'vxsnap -g datadg list' gave no answer: no answer within 60.0 s");
    assertThat(world.left(STEP))
        .isEqualTo("not learned 'vxsnap -g datadg list' gave no answer: no answer within 60.0 s");
  }
}
