package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Duration;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WaitSyncTest {
  private static final WaitSync STEP = new WaitSync(SUN_A, VolumeId.of("datadg", "snap"));

  private final StepWorld world =
      StepWorld.builtIn()
          .typed(
              "sun-a",
              "vxassist -g datadg make snap 20g init=active",
              "vxsnap -g datadg prepare snap regionsize=64k");

  private void made() {
    world.typed("sun-a", "vxsnap -g datadg make source=datavol1/snapvol=snap");
  }

  @Test
  void it_is_waited_for_while_it_fills() throws InterruptedException {
    made();
    world.passes(Duration.ofSeconds(50));

    assertThat(world.look(STEP)).isEqualTo("moving it is synchronized to 50 %");
  }

  @Test
  void a_full_one_is_what_it_is_about() throws InterruptedException {
    made();
    world.passes(Duration.ofHours(1));

    assertThat(world.look(STEP)).isEqualTo("reached");
  }

  @Test
  void one_that_has_stood_still_for_half_an_hour_is_told_to_go_on() throws InterruptedException {
    made();
    world.passes(Duration.ofSeconds(50));
    world.typed("sun-a", "vxsnap -g datadg syncpause snap");
    Goal goal = STEP.goal(world.site(), History.NONE);

    assertThat(StepWorld.described(goal, Acts.NONE)).isEqualTo("moving it is synchronized to 50 %");
    world.passes(Duration.ofMinutes(29));
    assertThat(StepWorld.described(goal, Acts.NONE)).isEqualTo("moving it is synchronized to 50 %");
    world.passes(Duration.ofMinutes(1));
    assertThat(StepWorld.described(goal, Acts.NONE))
        .isEqualTo("owed it stands still at 50 %: sun-a# vxsnap -g datadg -b syncstart snap");
  }

  @Test
  void it_then_has_half_an_hour_again() throws InterruptedException {
    made();
    world.typed("sun-a", "vxsnap -g datadg syncstop snap");
    Goal goal = STEP.goal(world.site(), History.NONE);
    assertThat(StepWorld.described(goal, Acts.NONE)).isEqualTo("moving it is synchronized to 0 %");
    world.passes(Duration.ofMinutes(31));

    assertThat(StepWorld.described(goal, ACTED)).isEqualTo("moving it is synchronized to 0 %");
  }

  @Test
  void one_that_was_cut_off_from_its_source_is_full() throws InterruptedException {
    made();
    world.passes(Duration.ofHours(1));
    world.typed("sun-a", "vxsnap -g datadg dis snap");

    assertThat(world.look(STEP)).isEqualTo("reached");
  }

  @Test
  void one_that_is_gone_is_not_waited_for() throws InterruptedException {
    WaitSync gone = new WaitSync(SUN_A, VolumeId.of("datadg", "gone"));

    assertThat(world.look(gone)).isEqualTo("blocked VxVM does not say how far it is");
  }

  @Test
  void without_vxvms_list_nothing_is_known() throws InterruptedException {
    made();
    world.world().fault(Fault.on("vxsnap * list", Effect.HANG).times(0));

    assertThat(world.look(STEP))
        .isEqualTo("not learned 'vxsnap -g datadg list' gave no answer: no answer within 60.0 s");
  }
}
