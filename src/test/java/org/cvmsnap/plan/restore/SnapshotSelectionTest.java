package org.cvmsnap.plan.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.SnapshotRef;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SnapshotSelectionTest {
  private static final OutageOptions OUTAGE =
      OutageOptions.usual(new GuestName("ldom1"), Optional.empty());
  private static final SnapshotRef SNAP = SnapshotRef.of("snap");

  @Test
  void in_another_mode_it_is_of_the_same_snapshots() {
    SnapshotSelection detaching =
        new SnapshotSelection(OUTAGE, List.of(SNAP), true).in(Mode.DETACH);

    assertThat(detaching)
        .isEqualTo(new SnapshotSelection(OUTAGE.in(Mode.DETACH), List.of(SNAP), true));
    assertThat(detaching.outage().mode()).isEqualTo(Mode.DETACH);
  }

  @Test
  void each_snapshot_is_meant_once_and_at_least_one() {
    assertThatThrownBy(() -> new SnapshotSelection(OUTAGE, List.of(), false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SnapshotSelection(OUTAGE, List.of(SNAP, SNAP), false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
