package org.cvmsnap.sim.vxvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.cvmsnap.sim.command.Reply;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Disk groups come and go, and so do the disks in them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VxDgTest {
  private final VxCell cell =
      VxCell.of(VxCell.USUAL + "[[disk]]\ndevice = \"c2t9d0s2\"\nmegabytes = 1024\n");

  private Reply refused(String line) {
    Reply reply = cell.run(line);
    assertThat(reply.exit()).as(line).isNotZero();
    return reply;
  }

  @Test
  void a_deported_group_is_gone_until_it_is_imported() {
    cell.ok("vxdg deport appdg");

    assertThat(cell.ok("vxdg list")).doesNotContain("appdg");
    assertThat(refused("vxprint -g appdg").err()).contains("No such disk group");
    assertThat(cell.runOn("hostb", "vxdg list appdg").exit()).isEqualTo(9);
    assertThat(cell.volumes.enabled("appdg", "data1")).isFalse();
    assertThat(cell.volumes.exists("appdg", "data1")).isFalse();

    cell.ok("vxdg import appdg");

    assertThat(cell.ok("vxdg list")).contains("appdg        enabled,cds          1700000010");
    assertThat(cell.volumes.enabled("appdg", "data1")).isTrue();
    assertThat(cell.runOn("hostb", "vxdg list appdg").exit()).isEqualTo(9);
  }

  @Test
  void a_group_with_an_open_volume_is_neither_deported_nor_destroyed() {
    cell.opened("plain1", "hostb/ldom1");

    assertThat(refused("vxdg deport appdg").err())
        .isEqualTo(
            "VxVM vxdg ERROR V-5-1-584 Disk group appdg: Some volumes in the disk group are in use\n");
    assertThat(refused("vxdg destroy appdg").err()).contains("V-5-1-584");
    assertThat(cell.ok("vxdg list")).contains("appdg");
  }

  @Test
  void a_group_is_imported_as_shared_on_the_master_alone() {
    cell.ok("vxdg deport appdg");

    assertThat(cell.runOn("hostb", "vxdg -s import appdg").err())
        .contains("V-5-1-10978", "Operation must be executed on master");
    cell.ok("vxdg -s import appdg");

    assertThat(cell.runOn("hostb", "vxdg list").out()).contains("enabled,shared,cds");
  }

  @Test
  void a_group_is_imported_once() {
    assertThat(refused("vxdg import appdg").err()).contains("exists and is imported");
    assertThat(refused("vxdg import nosuch").err()).contains("No valid disk found");
    cell.ok("vxdg deport appdg");
    cell.ok("vxdg import appdg");

    assertThat(cell.runOn("hostb", "vxdg -C import appdg").err()).contains("another host");
  }

  @Test
  void a_group_is_made_of_a_disk_that_is_free() {
    cell.ok("vxdg init newdg new01=c2t9d0s2");

    assertThat(cell.ok("vxdg list")).contains("newdg        enabled,cds          ");
    cell.ok("vxassist -g newdg make vol1 100m");
    assertThat(cell.ok("vxprint -g newdg -dn")).isEqualTo("new01\n");
    assertThat(refused("vxdg init otherdg c2t9d0s2").err())
        .contains("V-5-1-2349", "owned by disk group newdg");
    assertThat(refused("vxdg init otherdg c9t9d0s2").err()).contains("c9t9d0s2 not found");
    assertThat(cell.ok("vxdg list")).doesNotContain("otherdg");

    cell.ok("vxdg destroy newdg");

    cell.ok("vxdg -s init otherdg c2t9d0s2");
    assertThat(cell.ok("vxprint -g otherdg -dn")).isEqualTo("otherdg01\n");
    assertThat(cell.runOn("hostb", "vxdg list").out()).contains("otherdg      enabled,shared,cds");
  }

  @Test
  void disks_come_and_go_as_long_as_nothing_is_on_them() {
    cell.ok("vxdg -g appdg adddisk appdg05=c2t9d0s2");
    assertThat(cell.ok("vxdg -g appdg free")).contains("appdg05      c2t9d0s2");

    assertThat(refused("vxdg -g appdg rmdisk appdg01").err())
        .contains("Disk appdg01 is used by one or more subdisks");
    cell.ok("vxdg -g appdg rmdisk appdg05");
    assertThat(cell.ok("vxdisk list")).contains("c2t9d0s2     auto:cdsdisk    -            -   ");
    assertThat(refused("vxdg -g appdg rmdisk appdg05").err()).contains("V-5-1-926");
  }

  @Test
  void disks_are_listed_with_their_groups() {
    assertThat(cell.ok("vxdisk list"))
        .startsWith(
            """
            DEVICE       TYPE            DISK         GROUP        STATUS
            c2t1d0s2     auto:cdsdisk    appdg01      appdg        online shared
            """)
        .endsWith("c2t9d0s2     auto:cdsdisk    -            -            online\n");
    assertThat(cell.ok("vxdisk -q -g appdg list").lines()).hasSize(4);
    assertThat(cell.ok("vxdisk -e list"))
        .startsWith(
            "DEVICE       TYPE           DISK        GROUP        STATUS               OS_NATIVE_NAME   ATTR\n");
    cell.volumes.disable("appdg", true);
    assertThat(cell.ok("vxdisk list")).contains("appdg        online dgdisabled shared\n");
  }

  @Test
  void the_disks_of_a_deported_group_are_listed_in_parentheses_where_all_groups_are_asked_for() {
    cell.ok("vxdg deport appdg");

    assertThat(cell.ok("vxdisk -o alldgs list"))
        .contains("c2t1d0s2     auto:cdsdisk    -            (appdg)      online\n");
    assertThat(cell.ok("vxdisk list"))
        .contains("c2t1d0s2     auto:cdsdisk    -            -            online\n");
  }

  @Test
  void a_disk_is_told_in_detail() {
    assertThat(cell.ok("vxdisk list appdg01"))
        .startsWith("Device:    c2t1d0s2\ndevicetag: c2t1d0\ntype:      auto\n")
        .contains("disk:      name=appdg01\n", "flags:     online ready private autoconfig shared");
    assertThat(refused("vxdisk list c9t9d9s2").err()).contains("no such disk");
  }

  @Test
  void what_is_not_simulated_is_a_matter_of_usage() {
    for (String line :
        List.of(
            "vxdg",
            "vxdg -n other deport appdg",
            "vxdg join appdg otherdg",
            "vxdg deport",
            "vxdg init newdg",
            "vxdg import a b",
            "vxdisk path",
            "vxdisk -o partial list",
            "vxdisk -s list")) {
      assertThat(refused(line).err()).as(line).startsWith("Usage: ");
    }
  }

  @Test
  void flushing_needs_a_group_that_is_there() {
    assertThat(cell.ok("vxdg flush appdg")).isEmpty();
    assertThat(refused("vxdg flush nosuch").err()).contains("V-5-1-2275");
  }

  @Test
  void who_has_a_group_is_kept_with_the_rest() {
    cell.ok("vxdg deport appdg");
    Map<String, Object> saved = cell.volumes.toJson();
    cell.volumes = VxvmVolumes.fromJson(saved, cell);

    assertThat(cell.ok("vxdg list")).doesNotContain("appdg");
    assertThat(cell.ok("vxdisk list")).contains("c2t9d0s2");
    cell.ok("vxdg -s import appdg");
    assertThat(cell.ok("vxprint -g appdg -vn")).contains("data1\n");
  }
}
