package org.cvmsnap.vxvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VxvmCommandsTest {
  private static final VolumeId DATA = VolumeId.of("appdg", "data");
  private static final VolumeId SNAP = VolumeId.of("appdg", "data_s1");
  private static final SnapshotPair PAIR = pair("data", "data_s1");
  private static final List<SnapshotPair> PAIRS = List.of(PAIR, pair("logs", "logs_s1"));

  private static SnapshotPair pair(String source, String snapshot) {
    return new SnapshotPair(VolumeId.of("appdg", source), VolumeId.of("appdg", snapshot));
  }

  private static String line(List<String> argv) {
    return String.join(" ", argv);
  }

  @Test
  void prepares_and_mirrors_for_instant_snapshots() {
    assertThat(line(VxvmCommands.prepare(DATA))).isEqualTo("vxsnap -g appdg prepare data");
    assertThat(line(VxvmCommands.addMirror(DATA))).isEqualTo("vxsnap -g appdg -b addmir data");
    assertThat(line(VxvmCommands.removeMirror(DATA))).isEqualTo("vxsnap -g appdg rmmir data");
  }

  @Test
  void breaks_off_every_volume_in_one_command() {
    assertThat(VxvmCommands.make(PAIRS))
        .containsExactly(
            "vxsnap",
            "-g",
            "appdg",
            "make",
            "source=data/newvol=data_s1/nmirror=1",
            "source=logs/newvol=logs_s1/nmirror=1");
  }

  @Test
  void refreshes_and_restores_every_volume_in_one_command() {
    assertThat(line(VxvmCommands.refresh(PAIRS)))
        .isEqualTo("vxsnap -g appdg refresh data_s1 source=data logs_s1 source=logs");
    assertThat(line(VxvmCommands.restore(PAIRS, false)))
        .isEqualTo("vxsnap -g appdg restore data source=data_s1 logs source=logs_s1 destroy=no");
    assertThat(line(VxvmCommands.restore(PAIRS, true)))
        .isEqualTo("vxsnap -g appdg restore data source=data_s1 logs source=logs_s1");
  }

  @Test
  void reattaches_to_a_source_in_another_disk_group() {
    assertThat(line(VxvmCommands.reattach(new SnapshotPair(VolumeId.of("otherdg", "data"), SNAP))))
        .isEqualTo("vxsnap -g appdg reattach data_s1 source=data sourcedg=otherdg");
  }

  @Test
  void ends_instant_snapshots() {
    assertThat(line(VxvmCommands.reattach(PAIR)))
        .isEqualTo("vxsnap -g appdg reattach data_s1 source=data");
    assertThat(line(VxvmCommands.dis(SNAP))).isEqualTo("vxsnap -g appdg dis data_s1");
    assertThat(line(VxvmCommands.removeForced(SNAP))).isEqualTo("vxedit -g appdg -rf rm data_s1");
  }

  @Test
  void makes_and_ends_traditional_snapshots() {
    assertThat(line(VxvmCommands.snapstart(DATA))).isEqualTo("vxassist -g appdg -b snapstart data");
    assertThat(line(VxvmCommands.snapshot(List.of(PAIR))))
        .isEqualTo("vxassist -g appdg snapshot data data_s1");
    assertThat(line(VxvmCommands.snapback(SNAP))).isEqualTo("vxassist -g appdg snapback data_s1");
    assertThat(line(VxvmCommands.snapbackRestoring(SNAP)))
        .isEqualTo("vxassist -g appdg -o resyncfromreplica snapback data_s1");
    assertThat(line(VxvmCommands.snapclear(SNAP))).isEqualTo("vxassist -g appdg snapclear data_s1");
    assertThat(line(VxvmCommands.snapabort(DATA))).isEqualTo("vxassist -g appdg snapabort data");
  }

  @Test
  void names_several_traditional_snapshots_by_one_pattern() {
    assertThat(VxvmCommands.snapshot(PAIRS))
        .containsExactly("vxassist", "-g", "appdg", "-o", "name=%v_s1", "snapshot", "data", "logs");
  }

  @ParameterizedTest
  @CsvSource({
    "data, SNAP-data, logs, SNAP-logs, SNAP-%v",
    "data, data_1, data2, data2_1, %v_1",
    "a, a_a, b, a_b, a_%v",
    "a, a_a, b, b_a, %v_a",
    "data, data.s, logs, logs.s, %v.s",
  })
  void finds_the_pattern_that_gives_every_name(
      String source1, String snapshot1, String source2, String snapshot2, String pattern) {
    assertThat(
            VxvmCommands.namePattern(List.of(pair(source1, snapshot1), pair(source2, snapshot2))))
        .contains(pattern);
  }

  @Test
  void refuses_names_that_no_pattern_gives() {
    List<SnapshotPair> pairs = List.of(PAIR, pair("logs", "logs_s2"));

    assertThat(VxvmCommands.namePattern(pairs)).isEmpty();
    assertThatThrownBy(() -> VxvmCommands.snapshot(pairs))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sets_and_removes_several_tags_in_one_command() {
    assertThat(VxvmCommands.settag(SNAP, Map.of("cvmsnap.run", "r 1", "cvmsnap.pin", "")))
        .containsExactly(
            "vxassist", "-g", "appdg", "settag", "data_s1", "cvmsnap.pin", "cvmsnap.run=r 1");
    assertThat(VxvmCommands.removetag(SNAP, List.of("cvmsnap.pin", "cvmsnap.run")))
        .containsExactly(
            "vxassist", "-g", "appdg", "removetag", "data_s1", "cvmsnap.pin", "cvmsnap.run");
  }

  @Test
  void makes_a_volume_exclusive_and_shared_again() {
    assertThat(line(VxvmCommands.exclusive(SNAP, true)))
        .isEqualTo("vxvol -g appdg set exclusive=on " + SNAP.name());
    assertThat(line(VxvmCommands.exclusive(SNAP, false)))
        .isEqualTo("vxvol -g appdg set exclusive=off " + SNAP.name());
  }

  @ParameterizedTest
  @CsvSource({"1st, x", "a b, x", "a=b, x", "'', x", "ok, \u00fcber", "ok, 'two\nlines'"})
  void refuses_a_tag_that_vxvm_does_not_take(String tag, String value) {
    assertThatThrownBy(() -> VxvmCommands.settag(SNAP, Map.of(tag, value)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refuses_to_work_on_nothing() {
    assertThatThrownBy(() -> VxvmCommands.make(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> VxvmCommands.settag(SNAP, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> VxvmCommands.removetag(SNAP, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pair("data", "data")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void prepares_with_a_region_size_and_mirrors_of_the_log_where_they_are_chosen() {
    assertThat(line(VxvmCommands.prepare(DATA, "64k", 2)))
        .isEqualTo("vxsnap -g appdg prepare data regionsize=64k ndcomirs=2");
    assertThat(line(VxvmCommands.prepare(DATA, "", 0))).isEqualTo("vxsnap -g appdg prepare data");
    assertThat(line(VxvmCommands.unprepare(DATA))).isEqualTo("vxsnap -g appdg unprepare data");
  }

  @Test
  void adds_one_mirror_or_several() {
    assertThat(VxvmCommands.addMirrors(DATA, 1)).isEqualTo(VxvmCommands.addMirror(DATA));
    assertThat(line(VxvmCommands.addMirrors(DATA, 2)))
        .isEqualTo("vxsnap -g appdg -b addmir data nmirror=2");
  }

  @Test
  void gives_all_plexes_of_a_snapshot_back() {
    assertThat(line(VxvmCommands.snapbackAll(SNAP)))
        .isEqualTo("vxassist -g appdg -o allplexes snapback data_s1");
  }

  @Test
  void a_refusal_while_the_cluster_changes_is_one_for_now() {
    assertThat(
            VxvmCommands.refusedForNow("Node processing a master-switch request. Retry operation."))
        .isTrue();
    assertThat(VxvmCommands.refusedForNow("Volume data is locked by another utility")).isFalse();
  }
}
