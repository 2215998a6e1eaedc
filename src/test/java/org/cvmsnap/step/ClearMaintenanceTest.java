package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.OS;

import java.time.Duration;
import org.cvmsnap.model.Timeouts;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClearMaintenanceTest {
  private static final String SERVICE = "svc:/system/filesystem/local:default";
  private static final ClearMaintenance STEP = new ClearMaintenance(LDOM1, OS, Timeouts.USUAL);

  private final StepWorld world = StepWorld.builtIn();

  /** Somebody boots the guest while it lacks a disk that vfstab mounts at boot. */
  private void bootedWithout() {
    world
        .typed("ldom1", "umount /logs")
        .typed("sun-a", "ldm rm-vdisk logs ldom1", "ldm stop ldom1", "ldm start ldom1");
    world.world().change(cluster -> cluster.advance(Duration.ofMinutes(10)));
  }

  @Test
  void a_service_that_is_online_is_owed_to_be_so_again() throws InterruptedException {
    assertThat(world.look(STEP)).isEqualTo("reached");
    assertThat(world.owed(STEP)).isEqualTo("reached");
    assertThat(STEP.takenLater()).isTrue();
    assertThat(STEP.debt().orElseThrow().owed()).isEqualTo(SERVICE + " has to be online in ldom1");
  }

  @Test
  void one_in_maintenance_is_not_begun_with_and_is_cleared_on_the_way_home()
      throws InterruptedException {
    bootedWithout();

    assertThat(world.look(STEP)).isEqualTo("blocked it is maintenance");
    assertThat(world.owed(STEP))
        .isEqualTo("owed it is in maintenance: ldom1# svcadm clear " + SERVICE);

    world
        .typed("sun-a", "ldm add-vdisk id=3 logs ldom1-logs@primary-vds0 ldom1")
        .typed("ldom1", "svcadm clear " + SERVICE);
    world.world().change(cluster -> cluster.advance(Duration.ofMinutes(1)));
    assertThat(world.owed(STEP)).isEqualTo("reached");
  }
}
