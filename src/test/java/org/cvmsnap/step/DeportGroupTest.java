package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.OS;

import org.cvmsnap.model.Timeouts;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DeportGroupTest {
  private static final DeportGroup STEP = new DeportGroup(LDOM1, OS, "appdg", true, Timeouts.USUAL);

  private final StepWorld world =
      new StepWorld(
          World.changed(
              "[[node.domain.vfstab]]",
              """
              [[node.domain.diskgroup]]
              name = "appdg"
              devices = ["c0d2s2"]
              [[node.domain.vfstab]]""",
              "mounted = [\"/data\"]",
              ""));

  @Test
  void a_group_that_is_imported_is_deported() throws InterruptedException {
    assertThat(world.look(STEP)).isEqualTo("owed it is imported: ldom1# vxdg deport appdg");
    assertThat(world.owed(STEP)).isEqualTo("reached");
  }

  @Test
  void one_that_was_deported_is_imported_and_its_volumes_are_started() throws InterruptedException {
    world.typed("ldom1", "vxdg deport appdg");
    assertThat(world.look(STEP)).isEqualTo("reached");
    assertThat(world.owed(STEP)).isEqualTo("owed it is not imported: ldom1# vxdg import appdg");

    world.typed("ldom1", "vxdg import appdg");
    assertThat(world.owed(STEP))
        .isEqualTo("owed its volumes are not started: ldom1# vxvol -g appdg startall");

    world.typed("ldom1", "vxvol -g appdg startall");
    assertThat(world.owed(STEP)).isEqualTo("reached");
  }

  @Test
  void what_is_to_stay_deported_is_no_debt() {
    assertThat(new DeportGroup(LDOM1, OS, "appdg", false, Timeouts.USUAL).debt()).isEmpty();
    assertThat(STEP.debt())
        .hasValueSatisfying(
            debt ->
                assertThat(debt.owed()).isEqualTo("disk group appdg has to be imported in ldom1"));
  }
}
