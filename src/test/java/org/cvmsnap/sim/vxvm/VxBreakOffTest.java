package org.cvmsnap.sim.vxvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VxBreakOffTest {
  private final VxCell cell = VxCell.usual();

  @Test
  void a_mirror_is_filled_in_the_time_that_its_size_takes() {
    cell.ok("vxsnap -g appdg -b addmir data1");

    cell.pass(Duration.ofSeconds(5));
    String midway = cell.ok("vxprint -g appdg -F %state data1-03");
    String task = cell.ok("vxtask list");
    cell.pass(Duration.ofSeconds(5));

    assertThat(midway).isEqualTo("SNAPATT\n");
    assertThat(task).contains("SNAPATT/R 54.00%");
    assertThat(cell.ok("vxprint -g appdg -F %state data1-03")).isEqualTo("SNAPDONE\n");
    assertThat(cell.ok("vxtask list")).doesNotContain("SNAPATT");
  }

  @Test
  void a_foreground_addmir_and_snapwait_take_as_long_as_the_mirror() {
    Work addmir = cell.volumes.work("hosta", List.of("vxsnap", "-g", "appdg", "addmir", "data1"));
    assertThat(addmir.takes()).isEqualTo(Duration.ofMillis(10_800));
    assertThat(cell.finish(addmir)).isEqualTo(Reply.SILENT);

    cell.ok("vxsnap -g appdg -b addmir data2");
    Work wait = cell.volumes.work("hosta", List.of("vxsnap", "-g", "appdg", "snapwait", "data2"));

    assertThat(wait.mutates()).isFalse();
    assertThat(wait.takes()).isEqualTo(Duration.ofMillis(10_200));
  }

  @Test
  void a_mirror_that_is_not_filled_cannot_be_broken_off() {
    cell.ok("vxsnap -g appdg -b addmir data1");

    Reply reply = cell.run("vxsnap -g appdg make source=data1/newvol=snap1/nmirror=1");

    assertThat(reply.exit()).isNotZero();
    assertThat(reply.err())
        .contains("V-5-1-5150 Insufficient number of active snapshot mirrors in data1");
    assertThat(cell.names()).doesNotContain("snap1");
  }

  @Test
  void several_snapshots_are_made_all_or_none() {
    cell.ok("vxsnap -g appdg addmir data1");
    String before = cell.ok("vxprint -g appdg -ht");

    Reply reply =
        cell.run(
            "vxsnap -g appdg make source=data1/newvol=snap1/nmirror=1"
                + " source=data2/newvol=snap2/nmirror=1");

    assertThat(reply.exit()).isNotZero();
    assertThat(cell.ok("vxprint -g appdg -ht")).isEqualTo(before);
  }

  @Test
  void a_snapshot_is_listed_with_its_kind_and_its_date() {
    cell.ok("vxsnap -g appdg addmir data1");

    cell.ok("vxsnap -g appdg make source=data1/newvol=snap1/nmirror=1");

    assertThat(cell.ok("vxsnap -g appdg list").lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "NAME DG OBJTYPE SNAPTYPE PARENT PARENTDG SNAPDATE CHANGE_DATA SYNCED_DATA",
            "data1 appdg vol - - - - - 2000M (100%)",
            "snap1 appdg vol mirbrk data1 appdg 2024/3/9 7:05 0M (0%) 2000M (100%)");
    assertThat(cell.ok("vxsnap -g appdg print data1"))
        .isEqualTo(
            """
            NAME     SNAPOBJECT     TYPE    PARENT   SNAPSHOT   %DIRTY   %VALID

            data1    --             volume  --       --         --       100
                     snap1_snp1     volume  --       snap1      0.00     --
            """);
  }

  @Test
  void the_content_is_what_the_source_was_at_the_instant() {
    cell.ok("vxsnap -g appdg addmir data1 nmirror=1");
    cell.ok("vxsnap -g appdg addmir data1 nmirror=1");
    cell.ok("vxsnap -g appdg addmir plain1".replace("plain1", "data2"));

    cell.ok("vxsnap -g appdg make source=data1/newvol=clean/nmirror=1");
    cell.mount("data1", "hosta/ldom1");
    cell.opened("data1", "hosta/ldom1");
    cell.ok("vxsnap -g appdg make source=data1/newvol=torn/nmirror=1");
    cell.opened("data2", "hostb/ldom9");
    cell.ok("vxsnap -g appdg make source=data2/newvol=crash/nmirror=1");

    assertThat(cell.contentOf("clean")).isEqualTo("clean");
    assertThat(cell.contentOf("torn")).isEqualTo("torn");
    assertThat(cell.contentOf("crash")).isEqualTo("crash-consistent");
    assertThat(cell.dataOn("clean")).isNotEqualTo(cell.dataOn("data1"));
  }

  @Test
  void a_dropped_file_system_gives_a_snapshot_that_needs_a_replay() {
    cell.ok("vxsnap -g appdg addmir data1");
    cell.mount("data1", "hosta/ldom1");
    cell.mounted.clear();
    cell.volumes.fileSystem("appdg", "data1", "s0", "vxfs", Volumes.FileSystemEvent.DROPPED);

    cell.ok("vxsnap -g appdg make source=data1/newvol=snap1/nmirror=1");

    assertThat(cell.contentOf("snap1")).isEqualTo("crash-consistent");
    assertThat(cell.dataOn("snap1")).isEqualTo(cell.dataOn("data1"));
  }

  @Test
  void reattach_gives_the_mirror_back_and_leaves_no_trace_of_the_snapshot() {
    cell.ok("vxsnap -g appdg addmir data1");
    String before = cell.ok("vxprint -g appdg -ht");
    cell.ok("vxsnap -g appdg make source=data1/newvol=snap1/nmirror=1");

    cell.ok("vxsnap -g appdg reattach snap1 source=data1");
    cell.ok("vxsnap -g appdg snapwait data1 nmirror=1");

    assertThat(cell.names()).doesNotContain("snap1");
    assertThat(sortedRows(cell.ok("vxprint -g appdg -ht"))).isEqualTo(sortedRows(before));
  }

  private static List<String> sortedRows(String listing) {
    return listing.lines().sorted().toList();
  }

  @Test
  void after_dis_and_rm_only_the_mirror_is_missing() {
    String before = cell.ok("vxprint -g appdg -ht");
    cell.ok("vxsnap -g appdg addmir data1");
    cell.ok("vxsnap -g appdg make source=data1/newvol=snap1/nmirror=1");

    cell.ok("vxsnap -g appdg dis snap1");
    cell.ok("vxedit -g appdg -rf rm snap1");

    assertThat(cell.ok("vxprint -g appdg -ht")).isEqualTo(before);
    assertThat(cell.run("vxsnap -g appdg dis snap1").exit()).isEqualTo(2);
    assertThat(cell.run("vxedit -g appdg -rf rm snap1").exit()).isEqualTo(11);
  }

  @Test
  void a_layered_volume_has_no_mirrors_to_break_off() {
    Reply addmir = cell.run("vxsnap -g appdg addmir layers1");
    Reply make = cell.run("vxsnap -g appdg make source=layers1/newvol=snap1/nmirror=1");

    assertThat(addmir.err()).contains("layered");
    assertThat(make.err()).contains("layered");
  }
}
