package org.cvmsnap.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SnapshotRefTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"datadg/datavol1", "/dev/vx/dsk/datadg/datavol1", "/dev/vx/rdsk/datadg/datavol1"})
  void a_volume_is_named_with_its_disk_group_or_by_its_device(String text) {
    assertThat(SnapshotRef.of(text)).isEqualTo(SnapshotRef.to(VolumeId.of("datadg", "datavol1")));
  }
}
