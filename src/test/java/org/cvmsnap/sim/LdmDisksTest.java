package org.cvmsnap.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.cvmsnap.host.CommandResult;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Virtual disks that come and go while the guest runs. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LdmDisksTest {
  private static final String AWAY = "ldm rm-vdisk data ldom1";
  private static final String BACK =
      "ldm add-vdisk timeout=30 id=2 data ldom1-data@primary-vds0 ldom1";

  private Console console = Console.builtIn();

  private String refused(String line) {
    return refused(console, line);
  }

  /** What it says, where it changes nothing. */
  private static String refused(Console console, String line) {
    String before = console.ok("sun-a", "ldm list-bindings -p ldom1");
    CommandResult.Finished answer = console.answer("sun-a", line);
    assertThat(answer.exit()).as(line).isEqualTo(1);
    assertThat(disks(console.ok("sun-a", "ldm list-bindings -p ldom1"))).isEqualTo(disks(before));
    return answer.err();
  }

  private static String disks(String bindings) {
    return String.join("\n", bindings.lines().filter(line -> line.startsWith("VDISK")).toList());
  }

  private static String openBy(Console console) {
    return String.join(
        ",", console.cluster().truth().volume("datadg", "datavol1").orElseThrow().openBy());
  }

  @Test
  void a_disk_that_nobody_uses_is_taken_from_a_guest_that_runs_and_given_back_to_it() {
    console.ok("ldom1", "umount /data");
    Duration before = console.cluster().elapsed();

    console.ok("sun-a", AWAY);

    assertThat(console.cluster().elapsed().minus(before)).isEqualTo(Duration.ofMillis(500));
    assertThat(openBy(console)).isEmpty();
    assertThat(console.ok("sun-a", "ldm list -o disk -p ldom1")).doesNotContain("name=data");
    assertThat(console.answer("ldom1", "mount /data").err()).contains("No such device or address");

    before = console.cluster().elapsed();
    console.ok("sun-a", BACK);

    assertThat(console.cluster().elapsed().minus(before)).isEqualTo(Duration.ofMillis(500));
    assertThat(openBy(console)).isEqualTo("sun-a/ldom1");
    assertThat(console.ok("sun-a", "ldm list -o disk -p ldom1"))
        .contains("VDISK|name=data|vol=ldom1-data@primary-vds0|timeout=30|dev=disk@2|")
        .contains("|id=2\n");
    console.ok("ldom1", "mount /data");
    assertThat(console.guest("ldom1").os()).isEqualTo("running");
    assertThat(console.events()).noneMatch(event -> event.endsWith("DROPPED"));
  }

  @Test
  void the_times_are_those_of_the_scenario() {
    console = Console.changed("[times]", "[times]\ndetachSeconds = 7\nattachSeconds = 9");
    console.ok("ldom1", "umount /data");
    Duration before = console.cluster().elapsed();

    console.ok("sun-a", AWAY);
    console.ok("sun-a", BACK);

    assertThat(console.cluster().elapsed().minus(before)).isEqualTo(Duration.ofSeconds(16));
  }

  @Test
  void a_domain_that_is_bound_or_inactive_has_its_configuration_changed() {
    console.ok("sun-a", "ldm stop ldom1");
    Duration before = console.cluster().elapsed();

    console.ok("sun-a", AWAY);

    assertThat(console.cluster().elapsed().minus(before)).isEqualTo(Duration.ofMillis(500));
    assertThat(openBy(console)).isEmpty();
    console.ok("sun-a", "ldm unbind ldom1");
    console.ok("sun-a", BACK);
    assertThat(openBy(console)).isEmpty();
    console.ok("sun-a", "ldm bind ldom1");
    assertThat(openBy(console)).isEqualTo("sun-a/ldom1");
  }

  @Test
  void a_disk_that_is_in_use_stays_and_the_refusal_tells_who_uses_it() {
    assertThat(refused(AWAY))
        .isEqualTo(
            """
            Vdisk data is in use by LDom ldom1
            Resource                 Information
            --------                 -----------
            /dev/dsk/c0d2s0          mounted filesystem "/data"
            """);
    console.ok("ldom1", "umount /data");
    console.cluster().hold("ldom1", 812, "oracle", "asm_dbw0_+ASM", "/dev/rdsk/c0d2s6");
    assertThat(refused(AWAY)).contains("\n/dev/dsk/c0d2s6          open by process 812\n");
    console.ok("ldom1", "kill 812");
    console.ok("sun-a", AWAY);
  }

  @Test
  void force_does_not_take_away_what_is_open() {
    assertThat(refused("ldm rm-vdisk -f data ldom1")).contains("mounted filesystem \"/data\"");
    assertThat(refused("ldm rm-vdisk -f boot ldom1")).contains("mounted filesystem \"/\"");
  }

  @Test
  void what_is_mounted_read_only_holds_its_disk_too() {
    console.ok("ldom1", "mount -o remount,ro /data");

    assertThat(refused(AWAY)).contains("mounted filesystem \"/data\"");
  }

  @ParameterizedTest
  @CsvSource({
    "'swap = [\"/dev/dsk/c0d2s1\"]', '/dev/dsk/c0d2s1          swap area'",
    "'dump = \"/dev/dsk/c0d2s1\"', '/dev/dsk/c0d2s1          dump device'",
    "'metadevice = [{ name = \"d10\", devices = [\"c0d2s3\"] }]',"
        + " '/dev/dsk/c0d2s3          metadevice \"d10\"'",
    "'pool = [{ name = \"tank\", devices = [\"c0d2s4\"] }]',"
        + " '/dev/dsk/c0d2s4          zpool \"tank\"'",
    "'diskgroup = [{ name = \"appdg\", devices = [\"c0d2s2\"] }]',"
        + " '/dev/dsk/c0d2s2          VxVM disk group \"appdg\"'",
  })
  void everything_that_has_a_slice_open_holds_the_disk(String given, String row) {
    console = Console.changed("mounted = [\"/data\"]", given);

    assertThat(refused(AWAY)).endsWith("-----------\n" + row + "\n");
    console.ok("ldom1", "umount /logs");
    console.ok("sun-a", "ldm rm-vdisk logs ldom1");
  }

  @Test
  void a_pool_that_is_exported_lets_go_of_its_disk() {
    console = new Console(Scenario.named("zfs").cluster(new BareStorage()));
    assertThat(refused(AWAY)).endsWith("/dev/dsk/c0d2s0          zpool \"tank\"\n");
    console.ok("ldom1", "zpool export tank");

    console.ok("sun-a", AWAY);

    assertThat(console.answer("ldom1", "zpool import").err()).contains("no pools available");
    assertThat(console.answer("ldom1", "zpool import tank").err()).contains("cannot import");
    console.ok("sun-a", BACK);
    console.ok("ldom1", "zpool import tank");
    assertThat(console.guest("ldom1").mountPoints()).contains("/tank", "/data");
  }

  @Test
  void a_disk_group_that_is_deported_lets_go_of_its_disk() {
    console = new Console(Scenario.named("layered").cluster(new BareStorage()));
    assertThat(refused(AWAY))
        .contains("/dev/dsk/c0d2s2          mounted filesystem \"/data\"\n")
        .endsWith("/dev/dsk/c0d2s2          VxVM disk group \"appdg\"\n");
    console.ok("ldom1", "umount /data");
    console.ok("ldom1", "vxdg deport appdg");

    console.ok("sun-a", AWAY);

    assertThat(openBy(console)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"online, 0, online", "disabled, 0, disabled", "absent, 1, ''"})
  void the_guest_tells_whether_it_can_be_reconfigured(String state, int exit, String said) {
    console = Console.changed("mounted = [\"/data\"]", "drd = \"" + state + "\"");

    CommandResult.Finished svcs =
        console.answer("ldom1", "svcs -H -o state svc:/platform/sun4v/drd:default");

    assertThat(svcs.exit()).isEqualTo(exit);
    assertThat(svcs.out().strip()).isEqualTo(said);
    assertThat(svcs.err().contains("doesn't match any instances")).isEqualTo(exit == 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"disabled", "absent"})
  void without_drd_no_disk_of_a_guest_that_runs_comes_or_goes(String state) {
    console = Console.changed("mounted = [\"/data\"]", "drd = \"" + state + "\"");

    assertThat(refused(AWAY)).isEqualTo("LDom ldom1 does not answer: drd does not run in it\n");
    assertThat(refused("ldm add-vdisk more ldom2-boot@primary-vds0 ldom1"))
        .isEqualTo("LDom ldom1 does not answer: drd does not run in it\n");
    console.ok("sun-a", "ldm stop ldom1");
    console.ok("sun-a", AWAY);
  }

  @Test
  void while_solaris_does_not_run_no_disk_of_a_domain_that_is_active_comes_or_goes() {
    String why = "LDom ldom1 is active, and its operating system does not run\n";
    console.ok("ldom1", "init 0");
    console.cluster().advance(Duration.ofMinutes(1));
    assertThat(console.guest("ldom1").os()).isEqualTo("openboot");
    assertThat(refused(AWAY)).isEqualTo(why);
    assertThat(refused("ldm add-vdisk more ldom2-boot@primary-vds0 ldom1")).isEqualTo(why);

    console.ok("sun-a", "ldm stop -f ldom1");
    console.ok("sun-a", "ldm start ldom1");
    assertThat(console.guest("ldom1").os()).isEqualTo("booting");
    assertThat(refused(AWAY)).isEqualTo(why);

    console.cluster().advance(Duration.ofMinutes(2));
    console.ok("sun-a", AWAY);
  }

  @Test
  void a_domain_that_is_suspended_keeps_its_disks() {
    console.ok("ldom1", "umount /data");
    console.answer("sun-a", "ldm migrate-domain ldom1 sun-c");

    assertThat(refused(AWAY)).contains("its operating system does not run");
  }

  @Test
  void each_disk_that_an_active_domain_is_given_uses_up_an_end_point_until_it_is_bound_again() {
    console = Console.changed("mounted = [\"/data\"]", "ldcEndpoints = 2");
    console.ok("sun-a", AWAY);
    console.ok("sun-a", BACK);
    console = new Console(console.cluster().copy());
    console.ok("sun-a", AWAY);
    console.ok("sun-a", BACK);
    console.ok("sun-a", AWAY);

    assertThat(refused(BACK))
        .isEqualTo("1 additional LDCs are required on guest ldom1 but only 0 are available\n");

    console.ok("sun-a", "ldm stop ldom1");
    console.ok("sun-a", "ldm unbind ldom1");
    console.ok("sun-a", BACK);
    console.ok("sun-a", "ldm bind ldom1");
    console.ok("sun-a", "ldm start ldom1");
    console.cluster().advance(Duration.ofMinutes(2));
    console.ok("sun-a", AWAY);
    console.ok("sun-a", BACK);
  }

  @Test
  void without_a_number_of_its_own_a_disk_gets_the_lowest_one_that_is_free() {
    console.ok("ldom1", "umount /data");
    console.ok("sun-a", AWAY);

    console.ok("sun-a", "ldm add-vdisk data ldom1-data@primary-vds0 ldom1");

    assertThat(console.ok("sun-a", "ldm list -o disk -p ldom1"))
        .contains("VDISK|name=data|vol=ldom1-data@primary-vds0|timeout=|dev=disk@1|");
  }

  @Test
  void a_label_that_does_not_outlive_a_binding_does_not_outlive_a_detachment() {
    console =
        Console.changed(
            "volume = \"ldom1-data@primary-vds0\"",
            "volume = \"ldom1-data@primary-vds0\"\nlabel = \"lost-at-bind\"");
    console.ok("ldom1", "umount /data");
    console.ok("sun-a", AWAY);
    console.ok("sun-a", BACK);

    assertThat(console.answer("ldom1", "mount /data").err()).contains("No such device or address");
  }

  private void powerCycle() {
    console.cluster().crashNode("sun-a");
    console.cluster().joinCluster("sun-a");
    console = new Console(console.cluster().copy());
  }

  @Test
  void a_disk_that_was_taken_from_a_running_guest_is_back_after_a_power_cycle() {
    console.ok("ldom1", "umount /data");
    console.ok("sun-a", AWAY);
    console.ok("sun-a", "ldm add-vdisk timeout=9 id=7 other ldom1-data@primary-vds0 ldom1");

    powerCycle();

    assertThat(console.guest("ldom1").disks())
        .containsExactly(
            new SimTruth.Disk("boot", 0, "ldom1-boot@primary-vds0", ""),
            new SimTruth.Disk("data", 2, "ldom1-data@primary-vds0", ""),
            new SimTruth.Disk("logs", 3, "ldom1-logs@primary-vds0", ""));
    assertThat(openBy(console)).isEmpty();
  }

  @Test
  void a_power_cycle_comes_up_with_the_configuration_that_was_saved_last() {
    console.ok("ldom1", "umount /data");
    console.ok("sun-a", AWAY);
    console.ok("sun-a", "ldm add-spconfig meanwhile");
    console.ok("sun-a", BACK);

    powerCycle();

    assertThat(console.guest("ldom1").disks())
        .extracting(SimTruth.Disk::name)
        .containsExactly("boot", "logs");
    console.ok("sun-a", BACK);
    powerCycle();
    assertThat(console.guest("ldom1").disks())
        .contains(new SimTruth.Disk("data", 2, "ldom1-data@primary-vds0", "30"));
  }

  @Test
  void what_is_changed_while_the_domain_is_bound_is_kept() {
    console.ok("ldom1", "umount /data");
    console.ok("sun-a", AWAY);
    console.ok("sun-a", "ldm stop ldom1");
    console.ok("sun-a", BACK);
    console.ok("sun-a", "ldm rm-vdisk logs ldom1");

    powerCycle();

    assertThat(console.guest("ldom1").disks())
        .containsExactlyInAnyOrder(
            new SimTruth.Disk("boot", 0, "ldom1-boot@primary-vds0", ""),
            new SimTruth.Disk("data", 2, "ldom1-data@primary-vds0", "30"));
  }

  @Test
  void a_disk_that_goes_and_comes_costs_no_boot_and_a_reboot_costs_one() {
    console.ok("ldom1", "umount /data");
    console.ok("sun-a", AWAY);
    console.ok("sun-a", BACK);
    assertThat(console.guest("ldom1").boots()).isZero();

    console.ok("ldom1", "init 6");
    console.cluster().advance(Duration.ofMinutes(3));
    assertThat(console.guest("ldom1").boots()).isEqualTo(1);
    console.ok("sun-a", "ldm stop ldom1");
    console.ok("sun-a", "ldm start ldom1");
    assertThat(new Console(console.cluster().copy()).guest("ldom1").boots()).isEqualTo(2);
  }

  @Test
  void a_detachment_that_is_given_up_happens_all_the_same() {
    console.ok("ldom1", "umount /data");

    assertThat(console.run("sun-a", AWAY, Duration.ofMillis(100)))
        .isInstanceOf(CommandResult.Unknown.class);
    assertThat(openBy(console)).isEqualTo("sun-a/ldom1");
    console.cluster().advance(Duration.ofSeconds(1));

    assertThat(openBy(console)).isEmpty();
  }

  @Test
  void what_is_opened_meanwhile_keeps_a_disk_that_was_to_go() {
    console = Console.changed("[times]", "[times]\ndetachSeconds = 5");
    console.ok("ldom1", "umount /data");
    console.run("sun-a", AWAY, Duration.ofMillis(100));

    console.ok("ldom1", "mount /data");
    console.cluster().advance(Duration.ofSeconds(5));

    assertThat(openBy(console)).isEqualTo("sun-a/ldom1");
    assertThat(console.guest("ldom1").mountPoints()).contains("/data");
  }
}
