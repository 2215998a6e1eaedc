package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.OS;

import java.util.List;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExportPoolTest {
  private static final Mount APP = new Mount("tank/app", "/app", "zfs", List.of("rw"));
  private static final Mount BY_HAND = new Mount("tank/old", "/old", "zfs", List.of("rw"));

  private final StepWorld world =
      new StepWorld(
          World.changed(
              "[[node.domain.vfstab]]",
              """
              [[node.domain.pool]]
              name = "tank"
              devices = ["c0d2"]
              dataset = [
                {name = "tank/app", mountPoint = "/app"},
                {name = "tank/old", mountPoint = "/old", auto = false},
              ]
              [[node.domain.vfstab]]""",
              "mounted = [\"/data\"]",
              ""));

  private static ExportPool step(boolean remount, Mount... mounts) {
    return new ExportPool(LDOM1, OS, "tank", List.of(mounts), remount, Timeouts.USUAL);
  }

  @Test
  void a_pool_that_is_imported_is_exported() throws InterruptedException {
    assertThat(world.look(step(true, APP)))
        .isEqualTo("owed it is imported: ldom1# zpool export tank");
    assertThat(world.owed(step(true, APP))).isEqualTo("reached");
  }

  @Test
  void one_that_was_exported_is_imported_again() throws InterruptedException {
    world.typed("ldom1", "zpool export tank");

    assertThat(world.look(step(true, APP))).isEqualTo("reached");
    assertThat(world.owed(step(true, APP)))
        .isEqualTo("owed it is not imported: ldom1# zpool import tank");
  }

  @Test
  void what_the_import_does_not_mount_is_mounted_besides() throws InterruptedException {
    assertThat(world.owed(step(true, APP, BY_HAND)))
        .isEqualTo("owed tank/old is not mounted: ldom1# zfs mount tank/old");
  }

  @Test
  void what_is_to_stay_exported_is_no_debt() {
    assertThat(step(false, APP).debt()).isEmpty();
    assertThat(step(true, APP).debt())
        .hasValueSatisfying(
            debt -> assertThat(debt.owed()).isEqualTo("pool tank has to be imported in ldom1"));
  }
}
