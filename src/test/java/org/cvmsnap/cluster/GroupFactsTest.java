package org.cvmsnap.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.model.DataAmount;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.model.VolumeRecord;
import org.cvmsnap.testing.SiteFacts;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GroupFactsTest {
  private final List<VolumeRecord> volumes = new ArrayList<>();
  private final List<SnapshotRow> rows = new ArrayList<>();
  private final Map<VolumeName, Map<String, String>> tags = new LinkedHashMap<>();

  private void volume(String name, String kernelState, String state) {
    volumes.add(new VolumeRecord(new VolumeName(name), kernelState, state, 4096, false));
  }

  private void row(String name, String type, String parent, double synced) {
    rows.add(
        new SnapshotRow(
            name,
            SiteFacts.DATADG,
            "vol",
            Optional.of(type),
            Optional.of(parent).filter(each -> !each.isEmpty()),
            Optional.of(SiteFacts.DATADG),
            Optional.of(LocalDateTime.parse("2026-03-01T02:00")),
            Optional.of(new DataAmount("1M", 5)),
            Optional.of(new DataAmount("9M", synced))));
  }

  private void tag(String name, String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    tags.put(new VolumeName(name), map);
  }

  private List<SnapshotInfo> snapshots() {
    GroupLayout layout =
        new GroupLayout(
            SiteFacts.DATADG,
            volumes,
            List.of(),
            List.of(),
            Set.of(),
            List.of(),
            Set.of(),
            Map.of());
    return new GroupFacts(new DiskGroup(SiteFacts.DATADG, true, true, "1"), layout)
        .with(rows, tags)
        .snapshots();
  }

  @Test
  void a_volume_that_nobody_calls_a_snapshot_is_none() {
    volume("data", "ENABLED", "ACTIVE");
    rows.add(
        new SnapshotRow(
            "data",
            SiteFacts.DATADG,
            "vol",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    tag("data", "owner", "somebody");

    assertThat(snapshots()).isEmpty();
  }

  @Test
  void a_foreign_snapshot_is_what_vxvm_says_of_it() {
    volume("snap", "ENABLED", "ACTIVE");
    row("snap", "mirbrk", "data", 100);

    SnapshotInfo snapshot = snapshots().get(0);

    assertThat(snapshot.ours()).isFalse();
    assertThat(snapshot.good()).isFalse();
    assertThat(snapshot.standing()).isEqualTo("complete");
    assertThat(snapshot.source()).contains(new VolumeName("data"));
    assertThat(snapshot.kind()).isEqualTo("break-off");
    assertThat(snapshot.taken()).contains("2026-03-01T02:00");
    assertThat(snapshot.changed()).hasValue(5);
    assertThat(snapshot.synchronizedPercent()).hasValue(100);
  }

  @Test
  void a_snapshot_of_ours_says_more_exactly_when_and_for_whom() {
    volume("snap", "ENABLED", "ACTIVE");
    row("snap", "mirbrk", "data", 100);
    tag("snap", Tags.RUN, "run1", Tags.GUEST, "ldom1", Tags.TAKEN, "2026-03-01T02:00:07Z");

    SnapshotInfo snapshot = snapshots().get(0);

    assertThat(snapshot.ours()).isTrue();
    assertThat(snapshot.set()).contains("run1");
    assertThat(snapshot.guest()).contains("ldom1");
    assertThat(snapshot.taken()).contains("2026-03-01T02:00:07Z");
  }

  @Test
  void a_snapshot_that_only_its_mark_tells_is_listed() {
    volume("snap", "ENABLED", "ACTIVE");
    tag("snap", Tags.RUN, "run1", Tags.SOURCE, "data");

    SnapshotInfo snapshot = snapshots().get(0);

    assertThat(snapshot.source()).contains(new VolumeName("data"));
    assertThat(snapshot.kind()).isEqualTo("unknown");
    assertThat(snapshot.changed()).isEmpty();
    assertThat(snapshot.synchronizedPercent()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "mirbrk,   break-off",
    "fullinst, full",
    "spaceopt, space-optimized",
    "volbrk,   linked",
    "newkind,  newkind",
  })
  void names_the_kinds_of_vxvm(String word, String kind) {
    volume("snap", "ENABLED", "ACTIVE");
    row("snap", word, "data", 100);

    assertThat(snapshots()).extracting(SnapshotInfo::kind).containsExactly(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "ENABLED,  ACTIVE,  mirbrk,   100, ''",
    "ENABLED,  INVALID, mirbrk,   100, INVALID",
    "DISABLED, CLEAN,   mirbrk,   100, DISABLED/CLEAN",
    "ENABLED,  ACTIVE,  fullinst,  40, unsynchronized",
    "ENABLED,  ACTIVE,  spaceopt,  40, ''",
    "DISABLED, INVALID, fullinst,  40, 'DISABLED/INVALID unsynchronized'",
  })
  void says_what_is_wrong_with_a_snapshot(
      String kernelState, String state, String type, double synced, String troubles) {
    volume("snap", kernelState, state);
    row("snap", type, "data", synced);

    assertThat(String.join(" ", snapshots().get(0).state())).isEqualTo(troubles);
  }

  @Test
  void a_set_of_which_some_are_gone_is_not_what_was_taken() {
    volume("snap1", "ENABLED", "ACTIVE");
    volume("snap2", "ENABLED", "ACTIVE");
    tag("snap1", Tags.RUN, "run1", Tags.SET, "3");
    tag("snap2", Tags.RUN, "run1", Tags.SET, "3");

    assertThat(snapshots())
        .allSatisfy(each -> assertThat(each.state()).containsExactly("1 of its set missing"));
  }

  @Test
  void a_set_that_is_complete_is_good() {
    volume("snap1", "ENABLED", "ACTIVE");
    volume("snap2", "ENABLED", "ACTIVE");
    tag("snap1", Tags.RUN, "run1", Tags.SET, "2");
    tag("snap2", Tags.RUN, "run1", Tags.SET, "2");

    assertThat(snapshots()).hasSize(2).allMatch(SnapshotInfo::good);
  }

  @Test
  void a_mark_that_is_no_number_says_nothing() {
    volume("snap", "ENABLED", "ACTIVE");
    tag("snap", Tags.RUN, "run1", Tags.SET, "two");

    assertThat(snapshots()).hasSize(1).allMatch(SnapshotInfo::good);
  }
}
