package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.time.Duration;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * A process dies once its snapshot is there, and somebody brings the guest up by hand, and
 * refreshes the snapshot while the guest writes, before anybody types {@code recover}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RefreshedMeanwhileTest {
  private final World world = World.builtIn();

  private void diesWithTheSnapshotThere(String... words) {
    world.dies("ldm bind *", Effect.CRASH_BEFORE, words);
    world.typed("sun-a", "ldm bind ldom1").typed("sun-a", "ldm start ldom1");
    world.change(cluster -> cluster.advance(Duration.ofMinutes(4)));
    world.typed("ldom1", "mount /data");
  }

  private void take() {
    diesWithTheSnapshotThere("take", "datavol1", "--ldom", "ldom1", "--name", "snap");
  }

  private void isNotCalledGood() {
    assertThat(world.cvmsnap("recover"))
        .exitsWith(DONE)
        .hasNoDebts()
        .says("somebody has refreshed it since, or a clock was set")
        .prints("not all of its set is as it was taken");
    assertThat(world.snapshots()).extracting("content").containsExactly("torn");
    assertThat(world.cvmsnap("list", "-H", "-o", "good,proof").out()).doesNotContain("true\tclean");
  }

  @Test
  void one_that_nobody_has_touched_is_good() {
    take();

    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertThat(world.cvmsnap("list", "-H", "-o", "good,proof")).prints("true\tclean-before");
  }

  @Test
  void one_that_was_refreshed_is_not_called_good() {
    take();
    world.typed("sun-a", "vxsnap -g datadg refresh snap source=datavol1");

    isNotCalledGood();
  }

  @Test
  void nor_is_one_that_was_made_anew() {
    take();
    world
        .typed("sun-a", "vxsnap -g datadg reattach snap source=datavol1")
        .typed("sun-a", "vxsnap -g datadg snapwait datavol1")
        .typed("sun-a", "vxsnap -g datadg make source=datavol1/newvol=snap/nmirror=1");

    isNotCalledGood();
  }

  @Test
  void nor_is_one_that_cvmsnap_was_refreshing() {
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "snap"))
        .exitsWith(DONE);
    diesWithTheSnapshotThere("refresh", "snap", "--ldom", "ldom1", "--yes");
    world.typed("sun-a", "vxsnap -g datadg refresh snap source=datavol1");

    isNotCalledGood();
    assertThat(world.cvmsnap("list", "-H", "-o", "troubles")).prints("refreshed by somebody else");
  }
}
