package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.OS;

import java.util.List;
import org.cvmsnap.model.StorageLayer;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProveUnmountedTest {
  private static final ProveUnmounted STEP =
      new ProveUnmounted(LDOM1, OS, List.of("c0d2s0", "c0d2s1"), List.of("tank"), List.of());

  private final StepWorld world = StepWorld.builtIn();

  @Test
  void what_is_on_another_disk_does_not_matter() throws InterruptedException {
    world.typed("ldom1", "umount /data");

    assertThat(world.look(STEP)).isEqualTo("reached");
  }

  @Test
  void what_somebody_has_mounted_again_is_seen() throws InterruptedException {
    assertThat(world.look(STEP))
        .isEqualTo("blocked somebody has mounted it since the survey: /dev/dsk/c0d2s0 on /data");
  }

  @Test
  void a_file_system_of_a_pool_is_seen_by_its_name() throws Exception {
    StepWorld zfs = new StepWorld(World.of(World.text("zfs")));
    String pool =
        zfs.site().os(OS).pools().stream()
            .map(StorageLayer::name)
            .filter(name -> !name.equals("rpool"))
            .findFirst()
            .orElseThrow();

    assertThat(zfs.look(new ProveUnmounted(LDOM1, OS, List.of(), List.of(pool), List.of())))
        .startsWith("blocked somebody has mounted it since the survey: " + pool);
  }

  @Test
  void without_a_mount_table_nothing_is_known() throws InterruptedException {
    world.world().fault(Fault.on("cat /etc/mnttab", Effect.HANG).times(0));

    assertThat(world.look(STEP)).startsWith("not learned 'cat /etc/mnttab'");
  }
}
