package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.OS;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.cluster.OwnerGroup;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A guest that is down on sun-a, and that sun-b knows as well. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SafeStartTest {
  private static final OwnerGroup OWNER = new OwnerGroup("ldom1_sg", "ldom1_ldom", "sun-a");
  private static final List<VolumeId> DATA = List.of(VolumeId.of("datadg", "datavol1"));

  private final StepWorld world =
      new StepWorld(World.vcs()).typed("sun-a", "hagrp -freeze ldom1_sg", "ldm stop ldom1");

  private static StopDomain stop(List<VolumeId> exclusive, Optional<OwnerGroup> owner) {
    return new StopDomain(
        LDOM1,
        SUN_A,
        OS,
        false,
        Timeouts.USUAL,
        exclusive,
        owner,
        Map.of(),
        Optional.empty(),
        List.of());
  }

  private static UnbindDomain unbind(Optional<OwnerGroup> owner) {
    return new UnbindDomain(LDOM1, SUN_A, DATA, owner, Map.of(), Map.of(), Optional.empty());
  }

  private void isUpOnSunB() {
    world.typed("sun-b", "ldm bind ldom1", "ldm start ldom1");
    world.world().change(cluster -> cluster.advance(Duration.ofMinutes(10)));
  }

  private String resumed(SiteStep step) throws InterruptedException {
    return StepWorld.described(step.repayment(world.site(), true), Acts.NONE);
  }

  @Test
  void a_frozen_group_lets_it_be_started() throws InterruptedException {
    assertThat(world.owed(stop(DATA, Optional.of(OWNER))))
        .isEqualTo("owed it is not running: sun-a# ldm start ldom1");

    world.typed("sun-a", "ldm unbind ldom1");

    assertThat(world.owed(unbind(Optional.of(OWNER))))
        .isEqualTo("owed it is not bound: sun-a# ldm bind ldom1");
  }

  @Test
  void it_is_not_started_while_another_node_has_its_disks() throws InterruptedException {
    world.typed("sun-b", "ldm bind ldom1");

    String blocked =
        "blocked it is not running, and another node has its disks:"
            + " datadg/datavol1 is open on sun-b";
    assertThat(world.owed(stop(DATA, Optional.empty()))).isEqualTo(blocked);
    assertThat(resumed(stop(DATA, Optional.empty()))).isEqualTo(blocked);
  }

  @Test
  void a_guest_that_is_up_on_another_node_is_back_for_a_process_that_resumes()
      throws InterruptedException {
    world.typed("sun-a", "ldm unbind ldom1");
    isUpOnSunB();

    assertThat(resumed(stop(DATA, Optional.empty()))).isEqualTo("reached is up on sun-b");
    assertThat(resumed(unbind(Optional.empty()))).isEqualTo("reached is up on sun-b");
    assertThat(world.owed(unbind(Optional.empty())))
        .isEqualTo(
            "blocked it is not bound, and somebody else has its disks:"
                + " datadg/datavol1 is open on sun-b");
    assertThat(world.owed(stop(DATA, Optional.empty())))
        .isEqualTo(
            "blocked it is not bound, and somebody else has its disks:"
                + " datadg/datavol1 is open on sun-b");
  }

  @Test
  void so_it_is_where_it_is_bound_here() throws InterruptedException {
    isUpOnSunB();

    assertThat(resumed(stop(DATA, Optional.empty())))
        .isEqualTo("owed it is up on sun-b, and is bound here too: sun-a# ldm unbind ldom1");
  }

  @Test
  void so_it_is_where_vcs_has_it_there() throws InterruptedException {
    isUpOnSunB();

    assertThat(resumed(stop(DATA, Optional.of(OWNER))))
        .isEqualTo("owed it is up on sun-b, and is bound here too: sun-a# ldm unbind ldom1");
    assertThat(world.owed(stop(DATA, Optional.of(OWNER))))
        .isEqualTo(
            "blocked it is not running; VCS has it elsewhere, or is starting it there:"
                + " OFFLINE|FAULTED on sun-a, ONLINE on sun-b");
  }

  @Test
  void an_engine_that_does_not_answer_does_not_keep_it_down() throws InterruptedException {
    world.world().fault(Fault.on("hagrp *", Effect.HANG).times(0));

    assertThat(world.owed(stop(DATA, Optional.of(OWNER))))
        .isEqualTo("owed it is not running: sun-a# ldm start ldom1");
  }

  @Test
  void where_a_node_does_not_say_what_it_has_open_nothing_is_known() throws InterruptedException {
    world.world().fault(Fault.on("vxprint *", Effect.HANG).host("sun-b").times(0));

    assertThat(world.owed(stop(DATA, Optional.empty())))
        .isEqualTo(
            "not learned 'vxprint -g datadg -v -F %name|%instant|%fastresync|%devopen'"
                + " gave no answer: no answer within 60.0 s");
    assertThat(world.owed(stop(List.of(), Optional.empty())))
        .isEqualTo("owed it is not running: sun-a# ldm start ldom1");
  }

  @Test
  void a_node_that_does_not_say_which_domains_it_has_does_not_have_it_up()
      throws InterruptedException {
    isUpOnSunB();
    world.world().fault(Fault.on("ldm *", Effect.HANG).host("sun-b").times(0));

    assertThat(resumed(stop(DATA, Optional.empty())))
        .isEqualTo(
            "blocked it is not running, and another node has its disks:"
                + " datadg/datavol1 is open on sun-b");
  }
}
