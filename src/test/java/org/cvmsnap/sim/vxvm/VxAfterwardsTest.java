package org.cvmsnap.sim.vxvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.cvmsnap.sim.command.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Refresh, restore, reattach and removal of instant snapshots. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VxAfterwardsTest {
  private final VxCell cell = VxCell.usual();

  @BeforeEach
  void a_snapshot_and_later_writes() {
    cell.ok("vxsnap -g appdg addmir data1");
    cell.ok("vxsnap -g appdg make source=data1/newvol=snap1/nmirror=1");
    cell.mount("data1", "hosta/ldom1");
    cell.unmount("data1");
  }

  @Test
  void restore_gives_the_volume_the_bytes_of_the_snapshot() {
    String then = cell.dataOn("snap1");
    assertThat(cell.dataOn("data1")).isNotEqualTo(then);

    cell.volumes.write("appdg", "data1", 50);

    cell.ok("vxsnap -g appdg restore data1 source=snap1");

    assertThat(cell.dataOn("data1")).isEqualTo(then);
    assertThat(cell.names()).contains("snap1");
    assertThat(cell.ok("vxprint -g appdg -m data1")).contains("restore=on");
    cell.pass(Duration.ofMinutes(1));
    assertThat(cell.ok("vxprint -g appdg -m data1")).contains("restore=off");
  }

  @Test
  void restore_with_destroy_gives_the_mirror_back() {
    cell.ok("vxsnap -g appdg restore data1 source=snap1 destroy=yes");
    cell.ok("vxsnap -g appdg snapwait data1 nmirror=1");

    assertThat(cell.names()).doesNotContain("snap1");
    assertThat(cell.ok("vxprint -g appdg -F %state data1-03")).isEqualTo("SNAPDONE\n");
  }

  @Test
  void refresh_takes_the_snapshot_anew_and_resynchronizes_what_changed() {
    cell.mount("data1", "hosta/ldom1");
    cell.volumes.write("appdg", "data1", 50);
    cell.unmount("data1");
    cell.pass(Duration.ofHours(1));

    cell.ok("vxsnap -g appdg refresh snap1 source=data1");

    assertThat(cell.dataOn("snap1")).isEqualTo(cell.dataOn("data1"));
    assertThat(cell.contentOf("snap1")).isEqualTo("clean");
    assertThat(cell.ok("vxsnap -g appdg list")).contains("2024/3/9 8:05");
    assertThat(cell.run("vxsnap -g appdg dis snap1").err()).contains("not complete");
    cell.pass(Duration.ofMinutes(1));
    cell.ok("vxsnap -g appdg dis snap1");
  }

  @Test
  void refresh_of_a_mounted_source_is_torn() {
    cell.mount("data1", "hosta/ldom1");

    cell.ok("vxsnap -g appdg refresh snap1 source=data1");

    assertThat(cell.contentOf("snap1")).isEqualTo("torn");
  }

  @Test
  void nothing_happens_to_a_snapshot_that_is_open_on_any_node() {
    cell.opened("snap1", "hostb/ldom7");

    for (String verb :
        new String[] {
          "vxsnap -g appdg refresh snap1 source=data1",
          "vxsnap -g appdg reattach snap1 source=data1",
          "vxsnap -g appdg restore data1 source=snap1"
        }) {
      Reply reply = cell.run(verb);
      assertThat(reply.exit()).as(verb).isEqualTo(14);
      assertThat(reply.err()).startsWith("VxVM vxsnap ERROR V-5-1-").contains("snap1");
    }
    cell.ok("vxsnap -g appdg dis snap1");
    assertThat(cell.run("vxedit -g appdg -rf rm snap1").exit()).isEqualTo(14);
    assertThat(cell.names()).contains("snap1");
  }

  @Test
  void restore_needs_the_volume_closed_too() {
    cell.opened("data1", "hosta");

    assertThat(cell.run("vxsnap -g appdg restore data1 source=snap1").exit()).isEqualTo(14);
  }

  @Test
  void a_snapshot_is_removed_only_after_it_is_dissociated() {
    assertThat(cell.run("vxedit -g appdg -rf rm snap1").exit()).isEqualTo(18);
    assertThat(cell.run("vxassist -g appdg remove volume data1").exit()).isEqualTo(18);

    cell.ok("vxsnap -g appdg dis snap1");

    assertThat(cell.run("vxsnap -g appdg dis snap1").exit()).isEqualTo(20);
    assertThat(cell.volumes.snapshots()).isEmpty();
    cell.ok("vxassist -g appdg remove volume snap1");
    assertThat(cell.names()).doesNotContain("snap1");
  }

  @Test
  void corruption_is_for_good_and_is_inherited() {
    cell.volumes.corrupt("appdg", "data1");
    cell.ok("vxsnap -g appdg refresh snap1 source=data1");

    assertThat(cell.volumes.volumes())
        .filteredOn(Volumes.VolumeTruth::corrupt)
        .extracting(Volumes.VolumeTruth::name)
        .containsExactly("data1", "snap1");
  }

  @Test
  void several_restores_are_all_or_none() {
    cell.ok("vxsnap -g appdg addmir data2");
    cell.ok("vxsnap -g appdg make source=data2/newvol=snap2/nmirror=1");
    String before = cell.dataOn("data1");
    cell.opened("data2", "hostb/ldom9");

    Reply reply = cell.run("vxsnap -g appdg restore data1 source=snap1 data2 source=snap2");

    assertThat(reply.exit()).isEqualTo(14);
    assertThat(cell.dataOn("data1")).isEqualTo(before);
  }

  @Test
  void changes_are_shown_in_percent() {
    assertThat(cell.ok("vxsnap -g appdg print snap1")).contains("1.30     100");
    assertThat(cell.ok("vxsnap -g appdg list snap1")).contains("26M (1.3%)");
  }
}
