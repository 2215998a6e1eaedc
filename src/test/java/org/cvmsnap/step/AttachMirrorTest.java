package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Duration;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AttachMirrorTest {
  private static final String ADDING = "vxsnap -g datadg -b addmir datavol1";
  private static final String STARTING = "vxassist -g datadg -b snapstart bootvol1";
  private static final AttachMirror INSTANT =
      new AttachMirror(SUN_A, VolumeId.of("datadg", "datavol1"), Family.INSTANT);
  private static final AttachMirror TRADITIONAL =
      new AttachMirror(SUN_A, VolumeId.of("datadg", "bootvol1"), Family.TRADITIONAL);

  private final StepWorld world = StepWorld.builtIn();

  @Test
  void a_prepared_volume_gets_a_snapshot_mirror() throws InterruptedException {
    assertThat(world.look(INSTANT)).isEqualTo("owed it has no snapshot mirror: sun-a# " + ADDING);
  }

  @Test
  void one_that_is_not_prepared_gets_it_the_traditional_way() throws InterruptedException {
    assertThat(world.look(TRADITIONAL))
        .isEqualTo("owed it has no snapshot mirror: sun-a# " + STARTING);
  }

  @Test
  void it_is_waited_for_while_it_fills() throws InterruptedException {
    world.typed("sun-a", ADDING, STARTING).world().change(c -> c.advance(Duration.ofSeconds(50)));

    assertThat(world.look(INSTANT)).isEqualTo("moving its mirror is synchronized to 51 %");
    assertThat(world.look(TRADITIONAL)).isEqualTo("moving its mirror is synchronized to 26 %");
  }

  @Test
  void without_the_task_list_it_still_is_seen_to_fill() throws InterruptedException {
    world.typed("sun-a", ADDING).world().fault(Fault.on("vxtask list", Effect.GARBAGE).times(0));

    assertThat(world.look(INSTANT)).isEqualTo("moving its mirror synchronizes");
  }

  @Test
  void a_full_one_is_what_it_is_about() throws InterruptedException {
    world.typed("sun-a", ADDING, STARTING).world().change(c -> c.advance(Duration.ofHours(1)));

    assertThat(world.look(INSTANT)).isEqualTo("reached");
    assertThat(world.look(TRADITIONAL)).isEqualTo("reached");
  }

  @Test
  void without_the_layout_of_the_group_nothing_is_known() throws InterruptedException {
    world.world().fault(Fault.on("vxprint *", Effect.HANG).times(0));

    assertThat(world.look(INSTANT))
        .isEqualTo("not learned 'vxprint -g datadg -ht' gave no answer: no answer within 60.0 s");
  }
}
