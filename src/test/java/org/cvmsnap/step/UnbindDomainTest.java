package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.model.VolumeId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnbindDomainTest {
  private static final UnbindDomain STEP =
      new UnbindDomain(
          LDOM1,
          SUN_A,
          List.of(VolumeId.of("datadg", "datavol1")),
          Optional.empty(),
          Map.of("data", 2),
          Map.of(),
          Optional.of(Duration.ofMinutes(30)));

  private final StepWorld world = StepWorld.builtIn();

  @Test
  void a_bound_domain_is_unbound() throws InterruptedException {
    world.typed("sun-a", "ldm stop ldom1");

    assertThat(world.look(STEP)).isEqualTo("owed it is bound: sun-a# ldm unbind ldom1");
    assertThat(world.owed(STEP)).isEqualTo("reached");
  }

  @Test
  void one_that_runs_is_left_alone() throws InterruptedException {
    assertThat(world.look(STEP)).isEqualTo("blocked it is active: somebody started it meanwhile");
  }

  @Test
  void an_inactive_one_is_bound_again() throws InterruptedException {
    world.typed("sun-a", "ldm stop ldom1", "ldm unbind ldom1");

    assertThat(world.look(STEP)).isEqualTo("reached");
    assertThat(world.owed(STEP)).isEqualTo("owed it is not bound: sun-a# ldm bind ldom1");
  }

  @Test
  void it_is_not_bound_while_somebody_else_has_its_disks() throws InterruptedException {
    world.typed(
        "sun-a",
        "ldm stop ldom1",
        "ldm unbind ldom1",
        "ldm add-vdsdev -f /dev/vx/dsk/datadg/datavol1 other@primary-vds0",
        "ldm add-vdisk other other@primary-vds0 ldom2",
        "ldm bind ldom2");

    assertThat(world.owed(STEP))
        .isEqualTo(
            "blocked it is not bound, and somebody else has its disks: datadg/datavol1 is open on sun-a");
  }
}
