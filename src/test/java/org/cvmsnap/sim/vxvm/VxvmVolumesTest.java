package org.cvmsnap.sim.vxvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The cluster's side: nodes, scenarios, persistence, failures, messages and codes. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VxvmVolumesTest {
  private final VxCell cell = VxCell.usual();

  private static Volumes.Node node(String name, int id, boolean joined, boolean master) {
    return new Volumes.Node(name, id, joined, master);
  }

  // ---- nodes

  @Test
  void each_node_knows_its_role() {
    assertThat(cell.runOn("hosta", "vxdctl -c mode").out())
        .isEqualTo("mode: enabled: cluster active - MASTER\nmaster: hosta\n");
    assertThat(cell.runOn("hostb", "vxdctl -c mode").out())
        .isEqualTo("mode: enabled: cluster active - SLAVE\nmaster: hosta\n");

    cell.nodes = List.of(node("hosta", 0, true, true), node("hostb", 1, false, false));

    assertThat(cell.runOn("hostb", "vxdctl -c mode").out())
        .isEqualTo("mode: enabled: cluster inactive\n");
    assertThat(cell.runOn("hostb", "vxclustadm nidmap").out())
        .isEqualTo("Out of cluster: No mapping information available\n");
    assertThat(cell.runOn("hostb", "vxprint -g appdg").err())
        .isEqualTo("VxVM vxprint ERROR V-5-1-582 Disk group appdg: No such disk group\n");
  }

  @Test
  void a_node_tells_the_protocol_of_its_cluster() {
    assertThat(cell.ok("vxdctl protocolversion")).isEqualTo("Cluster running at protocol 120\n");
    assertThat(cell.runOn("hostb", "vxdctl list").out())
        .contains("cluster protocol version: 120\n", "hostid:  hostb\n");

    cell.nodes = List.of(node("hosta", 0, true, true), node("hostb", 1, false, false));

    assertThat(cell.runOn("hostb", "vxdctl protocolversion").exit()).isNotZero();
    assertThat(cell.run("vxdctl enable").err()).startsWith("Usage: vxdctl ");
  }

  @Test
  void all_volumes_that_are_closed_are_stopped_at_once() {
    cell.opened("data1", "hosta/ldom1");

    Reply stopped = cell.run("vxvol -g appdg stopall");

    assertThat(stopped.exit()).isEqualTo(VxFailure.IN_USE);
    assertThat(stopped.err()).contains("Volume data1 is opened");
    assertThat(cell.volumes.enabled("appdg", "data1")).isTrue();
    assertThat(cell.volumes.enabled("appdg", "data2")).isFalse();
    cell.ok("vxvol -g appdg startall");
    assertThat(cell.volumes.enabled("appdg", "data2")).isTrue();
    assertThat(cell.run("vxvol -g appdg stopall data2").err()).startsWith("Usage: vxvol ");
  }

  @Test
  void a_volume_is_open_only_where_it_is_open() {
    cell.opened("data1", "hostb/ldom1");

    String field = "vxprint -g appdg -m data1 -F %devopen";
    assertThat(cell.runOn("hosta", field).out()).isEqualTo("off\n");
    assertThat(cell.runOn("hostb", field).out()).isEqualTo("on\n");
    assertThat(cell.runOn("hosta", "vxprint -g appdg -l data1").out())
        .contains("flags:    closed ");
    assertThat(cell.runOn("hostb", "vxprint -g appdg -l data1").out()).contains("flags:    open ");
  }

  @Test
  void a_slave_ships_changes_and_does_not_see_the_tasks() {
    assertThat(cell.runOn("hostb", "vxsnap -g appdg -b addmir data1").exit()).isZero();

    assertThat(cell.runOn("hosta", "vxtask list").out()).contains("SNAPATT/R");
    assertThat(cell.runOn("hostb", "vxtask list").out()).doesNotContain("SNAPATT");
  }

  @Test
  void while_the_master_is_switched_nothing_is_changed() {
    Work work = cell.volumes.work("hosta", List.of("vxclustadm", "setmaster", "hostb"));
    work.start().run();

    Reply busy = cell.run("vxassist -g appdg settag data1 a.b");
    assertThat(busy.err()).isEqualTo("Node processing a master-switch request. Retry operation.\n");
    assertThat(cell.ok("vxclustadm -v nodestate")).contains("state: master switching in progress");
    cell.pass(work.takes());

    assertThat(work.finish().exit()).isZero();
    assertThat(cell.ok("vxdctl -c mode")).contains("SLAVE").contains("master: hostb");
    cell.ok("vxassist -g appdg settag data1 a.b");
  }

  // ---- failures of the storage

  @Test
  void a_disabled_group_can_be_looked_at_but_not_changed() {
    cell.volumes.disable("appdg", true);

    assertThat(cell.ok("vxdg list")).contains("disabled,shared,cds");
    assertThat(cell.run("vxassist -g appdg settag data1 a.b").exit()).isNotZero();
    assertThat(cell.volumes.enabled("appdg", "data1")).isFalse();
  }

  @Test
  void a_volume_that_is_resynchronized_is_not_snapshotted() {
    cell.ok("vxsnap -g appdg addmir data1");
    cell.volumes.needsResync("appdg", "data1", true);
    String make = "vxsnap -g appdg make source=data1/newvol=snap1/nmirror=1";

    assertThat(cell.run(make).err()).contains("SYNC");
    cell.pass(Duration.ofMinutes(1));

    assertThat(cell.run(make).exit()).isZero();
  }

  @Test
  void exclusive_use_is_granted_only_for_a_closed_volume() {
    cell.opened("data1", "hosta/ldom1");
    assertThat(cell.run("vxvol -g appdg set exclusive=on data1").exit()).isEqualTo(14);
    cell.opened("data1");

    cell.ok("vxvol -g appdg set exclusive=on data1");

    assertThat(cell.volumes.exclusive("appdg", "data1")).isTrue();
    assertThat(cell.ok("vxprint -g appdg -F %exclusive data1")).isEqualTo("on\n");
  }

  @Test
  void exclusive_use_is_set_on_the_master_alone() {
    assertThat(cell.runOn("hostb", "vxvol -g appdg set exclusive=on data1").err())
        .contains("master");
    assertThat(cell.volumes.exclusive("appdg", "data1")).isFalse();

    cell.ok("vxvol -g appdg set exclusive=on data1");
    cell.ok("vxvol -g appdg set exclusive=off data1");

    assertThat(cell.volumes.exclusive("appdg", "data1")).isFalse();
  }

  // ---- codes and limits

  @Test
  void failures_have_the_codes_that_scripts_rely_on() {
    assertThat(cell.run("vxvol -g nosuch start data1").exit()).isEqualTo(9);
    assertThat(cell.run("vxedit -g appdg rm nosuch").exit()).isEqualTo(11);
    assertThat(cell.run("vxassist -g appdg make data1 10m").exit()).isEqualTo(12);
    assertThat(cell.run("vxsnap -g appdg prepare data1").err()).contains("already instant ready");
    assertThat(cell.run("vxsnap make source=data1").err()).contains("V-5-1-15324");
    assertThat(cell.run("vxassist -g appdg frobnicate").err()).startsWith("Usage: vxassist");
    assertThat(cell.run("vxassist -Z").exit()).isNotZero();
  }

  @Test
  void a_lack_of_space_is_an_error_and_leaves_nothing() {
    String before = cell.ok("vxprint -g appdg -ht");
    assertThat(cell.run("vxassist -g appdg make huge1 1t").err())
        .contains("V-5-1-15315 Cannot allocate space");
    assertThat(cell.run("vxassist -g appdg make many1 1g nmirror=5").exit()).isNotZero();
    assertThat(cell.run("vxsnap -g appdg addmir data1 nmirror=3").exit()).isNotZero();
    assertThat(cell.ok("vxprint -g appdg -ht")).isEqualTo(before);

    String most = cell.ok("vxassist -g appdg maxsize").replaceAll("\\D*(\\d+) .*\n", "$1");
    cell.ok("vxassist -g appdg make rest1 " + most);

    assertThat(cell.run("vxassist -g appdg maxsize").err())
        .contains("V-5-1-15809 No free space remaining in diskgroup appdg");
  }

  @Test
  void the_name_of_a_prepared_volume_has_to_leave_room_for_its_log() {
    cell.ok("vxsnap -g appdg addmir data1");
    String name24 = "a".repeat(24);

    assertThat(
            cell.run("vxsnap -g appdg make source=data1/newvol=" + name24 + "b/nmirror=1").exit())
        .isEqualTo(2);
    cell.ok("vxsnap -g appdg make source=data1/newvol=" + name24 + "/nmirror=1");
  }

  @Test
  void tags_are_set_listed_and_removed() {
    cell.ok("vxassist -g appdg settag data1 cvmsnap.run=r1 cvmsnap.pin");
    cell.ok("vxassist -g appdg settag data2 other");

    assertThat(cell.ok("vxassist -g appdg listtag"))
        .isEqualTo(
            """
            TY NAME         DISKGROUP        TAG
            ============================================================
            v  data1        appdg            cvmsnap.pin
            v  data1        appdg            cvmsnap.run=r1
            v  data2        appdg            other
            """);
    assertThat(cell.ok("vxassist -g appdg list tag=cvmsnap"))
        .contains("data1")
        .doesNotContain("data2");
    cell.ok("vxassist -g appdg replacetag data1 cvmsnap.run cvmsnap.run=r2");
    cell.ok("vxassist -g appdg removetag data1 cvmsnap.pin");
    assertThat(cell.ok("vxassist -g appdg listtag data1"))
        .contains("cvmsnap.run=r2")
        .doesNotContain("cvmsnap.pin");
    assertThat(cell.run("vxassist -g appdg removetag data1 cvmsnap.pin").exit()).isEqualTo(11);
    assertThat(cell.run("vxassist -g appdg settag data1 1bad").exit()).isEqualTo(2);
  }

  @Test
  void attributes_of_volumes_and_plexes_are_set() {
    cell.ok("vxedit -g appdg set putil2=mine comment=hello data1 data1-01");

    assertThat(cell.ok("vxprint -g appdg -F %putil2:%comment data1 data1-01"))
        .isEqualTo("mine:hello\nmine:hello\n");
    assertThat(cell.run("vxedit -g appdg set putil2=waytoolongforthis data1").exit()).isEqualTo(2);
  }

  @Test
  void plexes_are_converted_and_dissociated() {
    cell.ok("vxplex -g appdg convert state=SNAPDONE data1-02");
    assertThat(cell.run("vxplex -g appdg convert state=SNAPDONE data1-01").exit()).isNotZero();
    cell.ok("vxplex -g appdg dis data1-02");

    assertThat(cell.ok("vxprint -g appdg -t data1-02"))
        .contains("pl data1-02     -            DISABLED -");
    cell.ok("vxplex -g appdg att data1 data1-02");
    assertThat(cell.ok("vxprint -g appdg -F %state data1-02")).isEqualTo("ACTIVE\n");
  }

  @Test
  void a_volume_is_stopped_only_when_closed() {
    cell.opened("data1", "hosta");
    assertThat(cell.run("vxvol -g appdg stop data1").exit()).isEqualTo(14);
    cell.opened("data1");

    cell.ok("vxvol -g appdg stop data1");
    assertThat(cell.volumes.enabled("appdg", "data1")).isFalse();
    cell.ok("vxvol -g appdg start data1");
    assertThat(cell.volumes.enabled("appdg", "data1")).isTrue();
  }

  @Test
  void unprepare_is_refused_while_there_are_mirrors_and_undoes_prepare() {
    String before = cell.ok("vxprint -g appdg -ht");
    cell.ok("vxsnap -g appdg prepare plain1");
    cell.ok("vxsnap -g appdg addmir plain1");
    assertThat(cell.run("vxsnap -g appdg unprepare plain1").exit()).isEqualTo(18);
    cell.ok("vxsnap -g appdg rmmir plain1");

    cell.ok("vxsnap -g appdg unprepare plain1");

    assertThat(cell.ok("vxprint -g appdg -ht")).isEqualTo(before);
  }

  // ---- keeping

  @Test
  void everything_survives_a_round_trip_through_json() throws IOException {
    cell.ok("vxassist -g appdg make cvol 100m");
    cell.ok("vxmake -g appdg cache cobj cachevolname=cvol");
    cell.ok("vxcache -g appdg start cobj");
    cell.ok("vxsnap -g appdg make source=data1/newvol=so1/cache=cobj");
    cell.ok("vxsnap -g appdg addmir data1");
    cell.ok("vxsnap -g appdg make source=data1/newvol=snap1/nmirror=1");
    cell.ok("vxassist -g appdg settag snap1 cvmsnap.run=r1");
    cell.ok("vxedit -g appdg set putil2=mine snap1");
    cell.ok("vxsnap -g appdg -b addmir data2");
    cell.volumes.masterSwitch(Duration.ofSeconds(30));
    Map<String, Object> json = cell.volumes.toJson();
    String text = JSON.std.asString(json);
    String listing = cell.ok("vxprint -g appdg -ht");

    VxvmVolumes copy = VxvmVolumes.fromJson(JSON.std.mapFrom(text), cell);

    assertThat(copy.toJson()).isEqualTo(json);
    assertThat(copy.snapshots()).isEqualTo(cell.volumes.snapshots());
    cell.volumes = copy;
    assertThat(cell.ok("vxprint -g appdg -ht")).isEqualTo(listing);
    assertThat(cell.run("vxassist -g appdg settag data1 a.b").exit()).isNotZero();
    cell.pass(Duration.ofMinutes(1));
    cell.ok("vxsnap -g appdg make source=data2/newvol=snap2/nmirror=1");
  }

  // ---- scenarios

  @Test
  void a_key_that_is_not_known_is_reported_with_its_line() {
    String toml = VxCell.USUAL + "[[diskgroup.volume]]\nname = \"x\"\nsize = 3\n";

    assertThatThrownBy(() -> VxCell.of(toml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`size` is not a key of [[diskgroup.volume]]")
        .hasMessageContaining("line ");
  }

  @Test
  void a_volume_that_does_not_fit_is_reported() {
    String toml = VxCell.USUAL + "[[diskgroup.volume]]\nname = \"x\"\nmegabytes = 9999999\n";

    assertThatThrownBy(() -> VxCell.of(toml)).hasMessageContaining("Cannot allocate space");
  }

  @Test
  void times_and_mirrors_come_from_the_scenario() {
    VxCell slow =
        VxCell.of(
            "[times]\nbandwidthMegabytesPerSecond = 20\nbootSeconds = 90\n"
                + VxCell.USUAL
                + "[[diskgroup.volume]]\nname = \"x\"\nmegabytes = 200\nprepared = true\n"
                + "snapmirrors = 1\nregionsize = 128\n");

    assertThat(slow.volumes.work("hosta", List.of("vxsnap", "-g", "appdg", "addmir", "x")).takes())
        .isEqualTo(Duration.ofMillis(10_800));
    slow.ok("vxsnap -g appdg make source=x/newvol=y/nmirror=1");
    assertThat(slow.ok("vxprint -g appdg -F %regionsz x y")).isEqualTo("256\n256\n");
  }

  @Test
  void a_private_group_is_seen_on_its_own_node_only() {
    VxCell two =
        VxCell.of(
            VxCell.USUAL + "[[diskgroup]]\nname = \"own\"\nshared = false\nnode = \"hostb\"\n");

    assertThat(two.runOn("hosta", "vxdg list").out()).doesNotContain("own");
    assertThat(two.runOn("hostb", "vxdg list").out()).contains("own          enabled,cds");
  }
}
