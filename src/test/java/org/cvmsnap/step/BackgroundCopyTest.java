package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.ChangedVolumes.BOOT;
import static org.cvmsnap.step.ChangedVolumes.DATA;
import static org.cvmsnap.step.ChangedVolumes.LOGS;
import static org.cvmsnap.step.ChangedVolumes.pair;
import static org.cvmsnap.step.OneSnapshot.mute;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.SnapshotPair;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BackgroundCopyTest {
  private final StepWorld world = ChangedVolumes.world();

  private Optional<String> progress(BackgroundCopy.Kind kind, SnapshotPair... pairs)
      throws NotLearnedException, InterruptedException {
    return new BackgroundCopy(world.site(), SUN_A, List.of(pairs), kind).progress();
  }

  @Test
  void where_nothing_was_restored_or_refreshed_nothing_is_copied() throws Exception {
    assertThat(progress(BackgroundCopy.Kind.RESTORE, DATA, LOGS)).isEmpty();
    assertThat(progress(BackgroundCopy.Kind.REFRESH, DATA, LOGS)).isEmpty();
    assertThat(progress(BackgroundCopy.Kind.SNAPBACK, BOOT)).isEmpty();
  }

  @Test
  void a_restored_volume_is_copied_until_it_is_equal() throws Exception {
    world.typed("sun-a", "vxsnap -g datadg restore datavol2 source=snap2 destroy=no");

    assertThat(progress(BackgroundCopy.Kind.RESTORE, DATA, LOGS))
        .hasValueSatisfying(told -> assertThat(told).matches("datavol2 is copied to \\d+ %"));

    world.passes(Duration.ofHours(1));
    assertThat(progress(BackgroundCopy.Kind.RESTORE, DATA, LOGS)).isEmpty();
  }

  @Test
  void it_is_copied_though_no_task_tells_how_far_it_is() throws Exception {
    world.typed("sun-a", "vxsnap -g datadg restore datavol1 source=snap1 destroy=no");

    mute(world, "vxtask list");

    assertThat(progress(BackgroundCopy.Kind.RESTORE, DATA)).contains("datavol1 is being copied");
  }

  @Test
  void the_task_of_another_volume_tells_nothing_of_it() throws Exception {
    world.typed("sun-a", "vxsnap -g datadg restore datavol1 source=snap1 destroy=no");
    world.passes(Duration.ofHours(1));
    world.typed("sun-a", "vxsnap -g datadg restore datavol2 source=snap2 destroy=no");

    assertThat(progress(BackgroundCopy.Kind.RESTORE, DATA)).isEmpty();
  }

  @Test
  void a_refreshed_snapshot_is_copied_until_it_is_synchronized() throws Exception {
    world.typed("sun-a", "vxsnap -g datadg refresh snap1 source=datavol1");

    assertThat(progress(BackgroundCopy.Kind.REFRESH, LOGS, DATA))
        .hasValueSatisfying(told -> assertThat(told).startsWith("snap1 is "));

    world.passes(Duration.ofHours(1));
    assertThat(progress(BackgroundCopy.Kind.REFRESH, LOGS, DATA)).isEmpty();
  }

  @Test
  void a_space_optimized_snapshot_need_not_be() throws Exception {
    world.typed(
        "sun-a",
        "vxsnap -g datadg make source=datavol2/newvol=small/cachesize=1g",
        "vxsnap -g datadg refresh small source=datavol2");

    assertThat(progress(BackgroundCopy.Kind.REFRESH, pair("datavol2", "small"))).isEmpty();
  }

  @Test
  void of_a_traditional_snapshot_the_mirrors_are_copied() throws Exception {
    world.typed("sun-a", "vxassist -g datadg -o resyncfromreplica snapback snap3");

    assertThat(progress(BackgroundCopy.Kind.SNAPBACK, BOOT))
        .hasValueSatisfying(told -> assertThat(told).startsWith("bootvol1 is "));

    world.passes(Duration.ofHours(3));
    assertThat(progress(BackgroundCopy.Kind.SNAPBACK, BOOT)).isEmpty();
  }
}
