package org.cvmsnap.sim.vxvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.cvmsnap.sim.command.Reply;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Layouts as vxprint(1M) of VxVM 5.0 and later prints them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VxPrintTest {
  private final VxCell cell = VxCell.usual();

  @Test
  void the_default_listing_has_the_association_before_the_state() {
    assertThat(cell.ok("vxprint -g appdg plain1"))
        .isEqualTo(
            """
            TY NAME         ASSOC        KSTATE   LENGTH   PLOFFS   STATE    TUTIL0  PUTIL0
            v  plain1       fsgen        ENABLED  2048000  -        ACTIVE   -       -
            pl plain1-01    plain1       ENABLED  2048000  -        ACTIVE   -       -
            sd appdg01-05   plain1-01    ENABLED  2048000  0        -        -       -
            """);
  }

  @Test
  void wide_names_push_the_columns_after_them() {
    cell.ok("vxassist -g appdg make a_name_that_is_wide 10m");

    assertThat(cell.ok("vxprint -qtg appdg a_name_that_is_wide"))
        .isEqualTo(
            "v  a_name_that_is_wide -     ENABLED  ACTIVE   20480    SELECT    -        fsgen\n");
  }

  @Test
  void a_group_is_listed_with_its_disks_and_all_headers() {
    String out = cell.ok("vxprint -htg appdg");

    assertThat(out.lines().limit(16))
        .startsWith("DG NAME         NCONFIG      NLOG     MINORS   GROUP-ID")
        .contains("DC NAME         PARENTVOL    LOGVOL", "SP NAME         SNAPVOL      DCO")
        .endsWith("SR NAME         KSTATE");
    assertThat(out)
        .contains(
            "\n\ndg appdg        default      default  55000    1700000010.10.hosta\n\ndm appdg01")
        .contains("dm appdg01      c2t1d0s2     auto     65536    41943040 -\n")
        .contains("dc data1_dco    data1        data1_dcl\n")
        .contains(
            "v  data1_dcl    -            ENABLED  ACTIVE   67840    SELECT    -        gen\n")
        .contains("sv layers1-S01  layers1-01   layers1-L01 1");
  }

  @Test
  void a_mirror_that_is_ready_is_write_only() {
    cell.ok("vxsnap -g appdg addmir data1");

    assertThat(cell.ok("vxprint -g appdg -ht data1"))
        .contains(
            "pl data1-03     data1        ENABLED  SNAPDONE 4096000  CONCAT    -        WO\n");
  }

  @Test
  void fields_are_printed_in_the_given_format_and_unknown_ones_are_blank() {
    assertThat(cell.ok("vxprint -g appdg -v -F%name|%nosuch|%use_type data1 plain1"))
        .isEqualTo("data1||fsgen\nplain1||fsgen\n");
    assertThat(cell.ok("vxprint -g appdg -F %instant:%fastresync data1 plain1"))
        .isEqualTo("on:on\noff:off\n");
    assertThat(cell.ok("vxprint -g appdg -F pl:%name/%vol_name")).startsWith("data1-01/data1\n");
  }

  @Test
  void fields_may_stand_in_braces_with_a_width() {
    assertThat(cell.ok("vxprint -g appdg -v -F %{name:-10}|%{len:9}|%{kstate}|%{state:*} plain1"))
        .isEqualTo("plain1    |  2048000|ENABLED|ACTIVE\n");
    assertThat(cell.ok("vxprint -g appdg -d -F %name:%publen:%privlen appdg01"))
        .isEqualTo("appdg01:41943040:65536\n");
    assertThat(cell.ok("vxprint -g appdg -v -F %dcoregionsz data1")).isEqualTo("128\n");
  }

  @Test
  void lengths_are_told_in_the_unit_that_is_asked_for() {
    assertThat(cell.ok("vxprint -g appdg -u m -qt plain1"))
        .isEqualTo(
            "v  plain1       -            ENABLED  ACTIVE   1000.00m SELECT    -        fsgen\n");
    assertThat(cell.ok("vxprint -g appdg -u h -q appdg01 plain1"))
        .contains("dm appdg01      c2t1d0s2     -        20.00g   -")
        .contains("v  plain1       fsgen        ENABLED  1000.00m -");
    assertThat(cell.ok("vxprint -g appdg -b -F %len plain1")).isEqualTo("2048000b\n");
    assertThat(cell.run("vxprint -g appdg -u x").err()).startsWith("Usage: vxprint ");
  }

  @Test
  void records_are_found_by_their_attributes() {
    cell.ok("vxedit -g appdg set putil2=mine plain1");

    assertThat(cell.ok("vxprint -g appdg -n -e v_name==\"data1\"||v_putil2==\"mine\""))
        .isEqualTo("data1\nplain1\n");
    assertThat(cell.ok("vxprint -g appdg -pn -e pl_vol_name=data1&&state!=SNAPDONE"))
        .isEqualTo("data1-01\ndata1-02\n");
    assertThat(cell.run("vxprint -g appdg -e v_nosuch==1").err()).contains("not understood");
    assertThat(cell.run("vxprint -g appdg -e any(v_name)").exit()).isEqualTo(2);
  }

  @Test
  void records_are_counted() {
    assertThat(cell.ok("vxprint -S -g appdg"))
        .isEqualTo(
            """
            SUBDISKS  PLEXES  VOLUMES  UNASSOC-SD  UNASSOC-PL
            14        14      8        0           0
            """);
    assertThat(cell.ok("vxprint -AqS")).startsWith("Disk group: appdg\n\n14 ");
    assertThat(cell.run("vxprint -S -v").err()).startsWith("Usage: vxprint ");
  }

  @Test
  void there_are_no_volume_sets_below_their_header() {
    assertThat(cell.ok("vxprint -g appdg -Vt"))
        .isEqualTo("VT NAME         RVG          KSTATE   STATE    NVOLUME\n");
    assertThat(cell.run("vxprint -g appdg -V data1").exit()).isEqualTo(11);
  }

  @Test
  void volumes_include_the_logs_and_plexes_do_too() {
    assertThat(cell.ok("vxprint -g appdg -vn"))
        .isEqualTo("data1\ndata1_dcl\ndata2\ndata2_dcl\nplain1\nlayers1\nlayers1_dcl\n");
    assertThat(cell.ok("vxprint -g appdg -p -F %name").lines())
        .contains("data1_dcl-01", "layers1-01");
    assertThat(cell.ok("vxprint -g appdg -vht").split("v  data1_dcl", -1)).hasSize(2);
  }

  @Test
  void without_a_group_each_is_introduced() {
    assertThat(cell.ok("vxprint -ht")).startsWith("Disk group: appdg\n\nDG NAME");
    assertThat(cell.ok("vxprint -Qqt plain1")).startsWith("v  plain1");
  }

  @Test
  void a_volume_in_detail_is_open_or_closed() {
    assertThat(cell.ok("vxprint -g appdg -l data1"))
        .startsWith(
            """
            Disk group: appdg

            Volume:   data1
            info:     len=4096000
            type:     usetype=fsgen
            state:    state=ACTIVE kernel=ENABLED cdsrecovery=0/0 (clean)
            assoc:    plexes=data1-01,data1-02
            """)
        .contains("\nflags:    closed writecopy writeback\n")
        .contains("path=/dev/vx/dsk/appdg/data1\n");
    assertThat(cell.ok("vxprint -l appdg")).contains("activation: shared-write");
  }

  @Test
  void names_that_do_not_exist_are_reported_after_those_that_do() {
    Reply reply = cell.run("vxprint -g appdg -n nosuch plain1");

    assertThat(reply)
        .isEqualTo(
            new Reply(11, "plain1\n", "VxVM vxprint ERROR V-5-1-924 Record nosuch not found\n"));
  }

  @Test
  void an_option_that_is_not_known_is_a_matter_of_usage() {
    assertThat(cell.run("vxprint -g appdg -z").err()).startsWith("Usage: vxprint ");
    assertThat(cell.run("vxprint -g").exit()).isEqualTo(1);
  }

  @Test
  void a_group_in_detail_tells_whether_it_is_shared() {
    assertThat(cell.ok("vxdg list"))
        .isEqualTo(
            """
            NAME         STATE                ID
            appdg        enabled,shared,cds   1700000010.10.hosta
            """);
    assertThat(cell.ok("vxdg list appdg"))
        .contains(
            "flags:     shared cds\n",
            "local-activation: shared-write\n",
            "cluster-actv-modes: hosta=sw hostb=sw\n");
    assertThat(cell.run("vxdg list nosuch").err())
        .isEqualTo("VxVM vxdg ERROR V-5-1-2275 Disk group nosuch: No such disk group\n");
    assertThat(cell.ok("vxdg -g appdg free").lines().skip(3))
        .containsExactly(
            "appdg03      c2t3d0s2     c2t3d0s2     0         41943040  -",
            "appdg04      c2t4d0s2     c2t4d0s2     0         41943040  -");
  }
}
