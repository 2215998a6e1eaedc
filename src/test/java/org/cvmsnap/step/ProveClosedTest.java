package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.OwnerGroup;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProveClosedTest {
  private static final List<VolumeId> VOLUMES =
      List.of(VolumeId.of("datadg", "datavol1"), VolumeId.of("datadg", "datavol2"));
  private static final ProveClosed STEP = new ProveClosed(SUN_A, VOLUMES, Optional.empty());
  private static final ProveClosed OWNED =
      new ProveClosed(
          SUN_A, VOLUMES, Optional.of(new OwnerGroup("ldom1_sg", "ldom1_ldom", "sun-a")));

  private final StepWorld world = new StepWorld(World.vcs());

  private void frozenAndDown() {
    world.typed("sun-a", "hagrp -freeze ldom1_sg", "ldm stop ldom1", "ldm unbind ldom1");
  }

  @Test
  void volumes_that_no_node_has_open_are_closed() throws InterruptedException {
    frozenAndDown();

    assertThat(world.look(STEP)).isEqualTo("reached closed on sun-a, sun-b");
    assertThat(world.look(OWNED)).isEqualTo("reached closed on sun-a, sun-b");
  }

  @Test
  void open_ones_get_time_to_be_closed() throws InterruptedException {
    assertThat(world.look(STEP))
        .isEqualTo("moving datadg/datavol1 is open on sun-a; datadg/datavol2 is open on sun-a");
  }

  @Test
  void every_node_is_asked() throws InterruptedException {
    frozenAndDown();
    world.typed("sun-b", "ldm bind ldom1");

    assertThat(world.look(STEP))
        .isEqualTo("moving datadg/datavol1 is open on sun-b; datadg/datavol2 is open on sun-b");
  }

  @Test
  void a_group_that_is_not_frozen_any_more_speaks_against_it() throws InterruptedException {
    frozenAndDown();
    world.typed("sun-b", "hagrp -unfreeze ldom1_sg");

    assertThat(world.look(OWNED))
        .isEqualTo(
            "blocked service group ldom1_sg is not frozen any more, so VCS may start the guest:"
                + " OFFLINE|FAULTED on sun-a, OFFLINE|STARTING on sun-b");
  }

  @Test
  void where_one_node_does_not_answer_nothing_is_known() throws InterruptedException {
    frozenAndDown();
    world.world().fault(Fault.on("vxprint *", Effect.HANG).host("sun-b").times(0));

    assertThat(world.look(STEP))
        .isEqualTo(
            "not learned 'vxprint -g datadg -v -F %name|%instant|%fastresync|%devopen'"
                + " gave no answer: no answer within 60.0 s");
  }

  @Test
  void nor_is_it_of_a_volume_that_is_gone() throws InterruptedException {
    ProveClosed gone =
        new ProveClosed(SUN_A, List.of(VolumeId.of("datadg", "gone")), Optional.empty());

    assertThat(world.look(gone))
        .isEqualTo("not learned sun-a does not say whether datadg/gone is open there");
  }
}
