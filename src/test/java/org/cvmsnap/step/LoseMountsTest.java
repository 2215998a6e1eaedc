package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.OS;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.Mounts;
import org.cvmsnap.engine.History;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.Timeouts;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LoseMountsTest {
  private final StepWorld world = StepWorld.builtIn();

  private LoseMounts step() throws Exception {
    List<Unmount> mounts =
        world.site().os(OS).mounts().stream()
            .filter(mount -> List.of("/data", "/logs").contains(mount.mountPoint()))
            .map(LoseMountsTest::unmount)
            .toList();
    return new LoseMounts(LDOM1, OS, mounts, Timeouts.USUAL);
  }

  private static Unmount unmount(Mount mount) {
    return new Unmount(
        LDOM1, OS, mount, Mounts.AtBoot.AS_IT_WAS, Optional.of(""), true, Timeouts.USUAL);
  }

  @Test
  void it_owes_what_the_stop_takes_and_does_nothing_itself() throws Exception {
    LoseMounts step = step();

    assertThat(step.takenLater()).isTrue();
    assertThat(world.look(step)).isEqualTo("reached");
    assertThat(step.debt().orElseThrow().owed())
        .isEqualTo("/data, /logs have to be mounted in ldom1");
    assertThat(step.goal(world.site(), History.NONE).commands()).isEmpty();
  }

  @Test
  void what_is_mounted_is_owed_no_more() throws Exception {
    assertThat(world.owed(step())).isEqualTo("reached");
  }

  @Test
  void the_first_that_is_missing_is_mounted_first() throws Exception {
    LoseMounts step = step();
    world.typed("ldom1", "umount /data", "umount /logs");

    assertThat(world.owed(step)).startsWith("owed it is not mounted: ldom1# mount ");
    world.typed("ldom1", "mount /logs");
    assertThat(world.owed(step)).endsWith("/data");
  }
}
