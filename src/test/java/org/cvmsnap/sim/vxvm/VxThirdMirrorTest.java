package org.cvmsnap.sim.vxvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VxThirdMirrorTest {
  private final VxCell cell = VxCell.usual();

  @Test
  void each_family_refuses_the_volumes_of_the_other() {
    assertThat(cell.run("vxassist -g appdg snapstart data1").err()).contains("use vxsnap");
    assertThat(cell.run("vxassist -g appdg snapshot data1 s").err()).contains("use vxsnap");
    assertThat(cell.run("vxsnap -g appdg addmir plain1").err()).contains("not instant ready");
    assertThat(cell.run("vxsnap -g appdg make source=plain1/newvol=s/nmirror=1").exit())
        .isNotZero();
  }

  @Test
  void a_whole_life_leaves_nothing_behind() {
    String before = cell.ok("vxprint -g appdg -ht");
    cell.ok("vxassist -g appdg -b snapstart plain1");
    assertThat(cell.run("vxassist -g appdg snapshot plain1").exit()).isNotZero();
    cell.ok("vxassist -g appdg snapwait plain1");

    cell.ok("vxassist -g appdg snapshot plain1 psnap");

    assertThat(cell.contentOf("psnap")).isEqualTo("clean");
    assertThat(cell.ok("vxprint -g appdg -F %instant psnap")).isEqualTo("off\n");
    assertThat(cell.ok("vxprint -g appdg -ht psnap")).doesNotContain("dc psnap");
    cell.ok("vxassist -g appdg snapback psnap");
    cell.ok("vxassist -g appdg snapwait plain1");
    cell.ok("vxassist -g appdg snapabort plain1");
    assertThat(cell.ok("vxprint -g appdg -ht")).isEqualTo(before);
  }

  @Test
  void names_follow_the_pattern() {
    for (int i = 0; i < 3; i++) {
      cell.ok("vxassist -g appdg snapstart plain1");
    }
    cell.ok("vxassist -g appdg snapshot plain1");
    cell.ok("vxassist -g appdg snapshot plain1");
    cell.ok("vxassist -g appdg -o name=S%v-%d snapshot plain1");

    assertThat(cell.names()).contains("SNAP-plain1", "SNAP1-plain1", "Splain1-");
  }

  @Test
  void several_volumes_are_taken_at_one_instant_or_none() {
    cell.ok("vxassist -g appdg make plain2 100m");
    cell.ok("vxassist -g appdg snapstart plain1");
    assertThat(cell.run("vxassist -g appdg snapshot plain1 plain2").err()).contains("V-5-1-5150");
    assertThat(cell.volumes.snapshots()).isEmpty();
    cell.ok("vxassist -g appdg snapstart plain2");

    cell.ok("vxassist -g appdg snapshot plain1 one plain2 two");

    assertThat(cell.volumes.snapshots())
        .extracting(Volumes.SnapshotTruth::name, Volumes.SnapshotTruth::source)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("one", "plain1"),
            org.assertj.core.groups.Tuple.tuple("two", "plain2"));
  }

  @Test
  void resyncfromreplica_restores_and_needs_both_closed() {
    cell.ok("vxassist -g appdg snapstart plain1");
    cell.ok("vxassist -g appdg snapshot plain1 psnap");
    String then = cell.dataOn("psnap");
    cell.mount("plain1", "hosta/ldom1");
    cell.opened("plain1", "hosta/ldom1");
    String back = "vxassist -g appdg -o resyncfromreplica snapback psnap";
    assertThat(cell.run(back).exit()).isEqualTo(14);
    cell.unmount("plain1");
    cell.opened("plain1");

    cell.ok(back);

    assertThat(cell.dataOn("plain1")).isEqualTo(then);
    assertThat(cell.names()).doesNotContain("psnap");
  }

  @Test
  void snapclear_makes_the_snapshot_a_volume_of_its_own() {
    cell.ok("vxassist -g appdg snapstart plain1");
    cell.ok("vxassist -g appdg snapshot plain1 psnap");

    cell.ok("vxassist -g appdg snapclear psnap");

    assertThat(cell.run("vxassist -g appdg snapback psnap").exit()).isNotZero();
    assertThat(cell.volumes.snapshots()).isEmpty();
    assertThat(cell.names()).contains("psnap");
  }

  @Test
  void a_volume_with_a_map_of_changes_can_be_printed() {
    assertThat(cell.run("vxassist -g appdg snapprint plain1").exit()).isNotZero();
    cell.ok("vxvol -g appdg set fastresync=on plain1");
    cell.ok("vxassist -g appdg snapstart plain1");
    cell.ok("vxassist -g appdg snapshot plain1 psnap");

    assertThat(cell.ok("vxassist -g appdg snapprint plain1"))
        .contains("ss psnap_snp")
        .contains("dp plain1-01");
  }
}
