package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cvmsnap.host.CannedHost;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.vxvm.Vxvm;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MadeSnapshotsTest {
  private static final SnapshotStorage MIRRORS = new SnapshotStorage.Mirrors(Family.INSTANT);
  private static final SnapshotPair FIRST = pair("vol1", "snap1");
  private static final SnapshotPair SECOND = pair("vol2", "snap2");
  private static final String MADE = "snap1 datadg vol mirbrk vol1 datadg 2026/3/1 2:00 - -\n";

  private final CannedHost host = new CannedHost();

  private static SnapshotPair pair(String source, String snapshot) {
    return new SnapshotPair(VolumeId.of("datadg", source), VolumeId.of("datadg", snapshot));
  }

  private static String volume(String name) {
    return "v " + name + " - ENABLED ACTIVE 2048 SELECT - fsgen\n";
  }

  private MadeSnapshots seen(SnapshotStorage storage, String volumes, String rows)
      throws Exception {
    String heading = "NAME DG OBJTYPE SNAPTYPE PARENT PARENTDG SNAPDATE CHANGE_DATA SYNCED_DATA\n";
    host.says(
            "vxprint -g datadg -ht",
            "dg datadg - - 1 x\n" + volume("vol1") + volume("vol2") + volumes)
        .says("vxsnap -g datadg list", heading + rows);
    return MadeSnapshots.seen(
        new Vxvm(host), new MakeSnapshots(StepWorld.SUN_A, storage, List.of(FIRST, SECOND)));
  }

  @Test
  void those_that_are_there_and_as_asked_are_told_and_no_others() throws Exception {
    MadeSnapshots seen = seen(MIRRORS, volume("snap1"), MADE);

    assertThat(seen.there()).containsExactly(FIRST);
    assertThat(seen.good()).containsExactly(FIRST);
  }

  @Test
  void where_there_is_no_volume_of_their_names_nobody_is_asked_for_snapshots() throws Exception {
    assertThat(seen(MIRRORS, "", MADE).there()).isEmpty();
    assertThat(host.ran()).containsExactly("vxprint -g datadg -ht");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v snap1 - DISABLED ACTIVE 2048 SELECT - fsgen\n",
        "v snap1 - ENABLED EMPTY 2048 SELECT - fsgen\n",
        "v snap1 - ENABLED ACTIVE 4096 SELECT - fsgen\n",
      })
  void one_that_is_not_started_or_not_as_long_as_its_source_is_not_good(String volume)
      throws Exception {
    MadeSnapshots seen = seen(MIRRORS, volume, MADE);

    assertThat(seen.there()).containsExactly(FIRST);
    assertThat(seen.good()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "snap1 datadg vol - - - - - -\n",
        "snap1 datadg vol mirbrk vol2 datadg 2026/3/1 2:00 - -\n",
        "snap1 datadg vol mirbrk vol1 otherdg 2026/3/1 2:00 - -\n",
        "snap1 datadg vol fullinst vol1 datadg 2026/3/1 2:00 - -\n",
        "snap1 datadg vol mirbrk vol1 datadg 2026/3/1 2:00 - 512M (50.0%)\n",
        "snap9 datadg vol mirbrk vol1 datadg 2026/3/1 2:00 - -\n",
      })
  void one_that_is_not_listed_as_complete_of_that_source_and_kind_is_not_good(String row)
      throws Exception {
    assertThat(seen(MIRRORS, volume("snap1"), row).good()).isEmpty();
  }

  @Test
  void one_that_is_filled_later_need_not_be_complete() throws Exception {
    String row = "snap1 datadg vol fullinst vol1 datadg 2026/3/1 2:00 - 512M (50.0%)\n";

    MadeSnapshots seen = seen(new SnapshotStorage.Volumes(), volume("snap1"), row);

    assertThat(seen.good()).containsExactly(FIRST);
    assertThat(seen.synced(FIRST)).hasValueSatisfying(at -> assertThat(at.percent()).isEqualTo(50));
    assertThat(seen.synced(SECOND)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "snap1 datadg vol - - - - - -\n",
        "snap2 datadg vol fullinst vol2 datadg 2026/3/1 2:00 - -\n",
        "snap1 datadg vol mirvol vol1 datadg - - -\n",
      })
  void a_volume_that_was_made_for_one_is_none_yet(String row) throws Exception {
    assertThat(seen(new SnapshotStorage.Volumes(), volume("snap1"), row).there()).isEmpty();
  }
}
