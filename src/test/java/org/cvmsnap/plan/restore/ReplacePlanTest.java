package org.cvmsnap.plan.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.testing.Plans;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReplacePlanTest {
  private static final VolumeId DATA = VolumeId.of("datadg", "datavol1");
  private static final VolumeId OLD_DATA = VolumeId.of("datadg", "aold");
  private static final VolumeId LOGS = VolumeId.of("logdg", "logvol1");
  private static final VolumeId OLD_LOGS = VolumeId.of("logdg", "zold");

  private static final ReplacePlan PLAN =
      new ReplacePlan(
          Plans.take(),
          Family.INSTANT,
          List.of(),
          List.of(new SnapshotPair(LOGS, OLD_LOGS), new SnapshotPair(DATA, OLD_DATA)),
          List.of(),
          List.of());

  @Test
  void it_is_about_the_sources_and_the_snapshots() {
    assertThat(PLAN.volumes()).containsExactly(OLD_DATA, DATA, LOGS, OLD_LOGS);
  }

  @Test
  void and_about_their_disk_groups() {
    assertThat(PLAN.groups())
        .containsExactlyInAnyOrder(new GroupName("datadg"), new GroupName("logdg"));
  }
}
