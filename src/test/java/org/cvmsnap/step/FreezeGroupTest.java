package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.History;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FreezeGroupTest {
  private static final FreezeGroup TEMPORARY = step(true, false);
  private static final FreezeGroup PERSISTENT = step(true, true);
  private static final String FREEZE = "hagrp -freeze ldom1_sg";
  private static final String OPEN =
      "the configuration of VCS is open; once nobody is changing it, close it:"
          + " haconf -dump -makero";

  private final StepWorld world = new StepWorld(World.vcs());

  private static FreezeGroup step(boolean online, boolean persistent) {
    return new FreezeGroup(LDOM1, SUN_A, "ldom1_sg", "ldom1_ldom", online, persistent);
  }

  /** A command that the step's own process gives. */
  private void acts(String... words) throws InterruptedException {
    world.site().act(new Invocation(SUN_A, List.of(words)), Duration.ofMinutes(1));
  }

  private void acts(String line) throws InterruptedException {
    acts(line.split(" ", -1));
  }

  private String resumed(FreezeGroup step) throws InterruptedException {
    return StepWorld.described(step.repayment(world.site(), true), Acts.NONE);
  }

  @Test
  void a_group_at_rest_is_frozen() throws InterruptedException {
    assertThat(world.look(TEMPORARY)).isEqualTo("owed it is not frozen: sun-a# " + FREEZE);
    assertThat(world.owed(TEMPORARY)).isEqualTo("reached");
  }

  @Test
  void a_frozen_one_is_unfrozen_when_the_guest_is_online() throws InterruptedException {
    world.typed("sun-a", FREEZE);

    assertThat(world.look(TEMPORARY)).isEqualTo("reached");
    assertThat(world.owed(TEMPORARY))
        .isEqualTo("owed it is frozen: sun-a# hagrp -unfreeze ldom1_sg");
  }

  @Test
  void one_that_is_not_as_it_was_surveyed_is_left_alone() throws InterruptedException {
    assertThat(world.look(step(false, false)))
        .isEqualTo("blocked it is ONLINE on sun-a, OFFLINE on sun-b");
  }

  @Test
  void one_with_a_fault_is_left_alone() throws InterruptedException {
    world.typed("sun-a", FREEZE, "ldm stop ldom1");
    world.passes(Duration.ofMinutes(10));
    world.typed("sun-a", "hagrp -unfreeze ldom1_sg");

    assertThat(world.look(TEMPORARY))
        .isEqualTo("blocked it is OFFLINE|FAULTED on sun-a, OFFLINE|STARTING on sun-b");
  }

  @Test
  void a_fault_is_cleared_before_it_is_unfrozen() throws InterruptedException {
    world.typed("sun-a", FREEZE, "ldm stop ldom1");
    world.passes(Duration.ofMinutes(10));

    assertThat(world.owed(TEMPORARY))
        .isEqualTo(
            "owed a fault is left: OFFLINE|FAULTED on sun-a, OFFLINE on sun-b:"
                + " sun-a# hares -clear ldom1_ldom -sys sun-a");
  }

  @Test
  void it_is_not_unfrozen_before_vcs_sees_the_guest_online() throws InterruptedException {
    world.typed("sun-a", FREEZE, "ldm stop ldom1");
    world.passes(Duration.ofMinutes(10));
    world.typed("sun-a", "hares -clear ldom1_ldom -sys sun-a");

    assertThat(world.owed(TEMPORARY))
        .isEqualTo(
            "moving VCS does not see the guest online yet: OFFLINE on sun-a, OFFLINE on sun-b");
    assertThat(world.owed(step(false, false)))
        .isEqualTo("owed it is frozen: sun-a# hagrp -unfreeze ldom1_sg");
  }

  @Test
  void it_is_not_unfrozen_while_the_guest_is_online_on_several_systems()
      throws InterruptedException {
    world.typed("sun-a", FREEZE).typed("sun-b", "ldm bind ldom1", "ldm start ldom1");
    world.passes(Duration.ofMinutes(10));

    assertThat(world.owed(TEMPORARY))
        .isEqualTo("blocked it is online on several systems: ONLINE on sun-a, ONLINE on sun-b");
  }

  @Test
  void without_vcs_nothing_is_known() throws InterruptedException {
    world.world().fault(Fault.on("hagrp *", Effect.HANG).times(0));

    assertThat(world.look(TEMPORARY))
        .isEqualTo(
            "not learned 'hagrp -display ldom1_sg -attribute Frozen -attribute TFrozen"
                + " -attribute State' gave no answer: no answer within 60.0 s");
    assertThat(world.owed(TEMPORARY))
        .isEqualTo(
            "not learned 'hagrp -display ldom1_sg -attribute Frozen -attribute TFrozen"
                + " -attribute State' gave no answer: no answer within 60.0 s");
  }

  @Test
  void for_a_persistent_freeze_the_configuration_is_opened_and_closed_again()
      throws InterruptedException {
    assertThat(world.look(PERSISTENT))
        .isEqualTo("owed the configuration is closed: sun-a# haconf -makerw");

    acts("haconf -makerw");
    assertThat(world.look(PERSISTENT))
        .isEqualTo("owed it is not frozen: sun-a# hagrp -freeze ldom1_sg -persistent");

    acts(FREEZE + " -persistent");
    assertThat(world.look(PERSISTENT))
        .isEqualTo("owed the configuration is open: sun-a# haconf -dump -makero");

    acts("haconf -dump -makero");
    assertThat(world.look(PERSISTENT)).isEqualTo("reached");
  }

  @Test
  void so_it_is_for_the_end_of_a_persistent_freeze() throws InterruptedException {
    world.typed("sun-a", "haconf -makerw", FREEZE + " -persistent", "haconf -dump -makero");
    assertThat(world.owed(PERSISTENT))
        .isEqualTo("owed the configuration is closed: sun-a# haconf -makerw");

    acts("haconf -makerw");
    assertThat(world.owed(PERSISTENT))
        .isEqualTo("owed it is frozen: sun-a# hagrp -unfreeze ldom1_sg -persistent");

    acts("hagrp -unfreeze ldom1_sg -persistent");
    assertThat(world.owed(PERSISTENT))
        .isEqualTo("owed the configuration is open: sun-a# haconf -dump -makero");

    acts("haconf -dump -makero");
    assertThat(world.owed(PERSISTENT)).isEqualTo("reached");
  }

  @Test
  void a_configuration_that_somebody_else_has_open_is_left_alone() throws InterruptedException {
    world.typed("sun-b", "haconf -makerw");

    assertThat(world.look(PERSISTENT))
        .isEqualTo("blocked somebody has opened the configuration of VCS, and is changing it");
    assertThat(world.owed(PERSISTENT)).isEqualTo("blocked " + OPEN);
    assertThat(resumed(PERSISTENT)).isEqualTo("reached is as it was; " + OPEN);
  }

  /** The process that has opened it may have died. */
  @Test
  void it_is_no_obstacle_to_a_process_that_resumes() throws InterruptedException {
    world.typed("sun-a", "haconf -makerw", FREEZE + " -persistent");

    assertThat(world.owed(PERSISTENT)).isEqualTo("blocked " + OPEN);
    assertThat(resumed(PERSISTENT))
        .isEqualTo("owed it is frozen: sun-a# hagrp -unfreeze ldom1_sg -persistent");
  }

  @Test
  void a_temporary_freeze_is_not_persistent() throws InterruptedException {
    world.typed("sun-a", FREEZE);

    assertThat(world.look(PERSISTENT))
        .isEqualTo("owed the configuration is closed: sun-a# haconf -makerw");
  }

  @Test
  void a_freeze_that_outlasts_a_restart_opens_the_configuration_for_it() {
    assertThat(typed(TEMPORARY)).containsExactly(FREEZE);
    assertThat(typed(step(true, true)))
        .containsExactly("haconf -makerw", FREEZE + " -persistent", "haconf -dump -makero");
    assertThat(TEMPORARY.debt())
        .hasValueSatisfying(
            debt -> assertThat(debt.owed()).isEqualTo("service group ldom1_sg has to be unfrozen"));
  }

  private List<String> typed(FreezeGroup step) {
    return step.goal(world.site(), History.NONE).commands().stream()
        .map(Invocation::typed)
        .toList();
  }
}
