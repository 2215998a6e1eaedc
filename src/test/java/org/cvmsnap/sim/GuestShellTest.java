package org.cvmsnap.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.cvmsnap.host.CommandResult;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GuestShellTest {
  private Console console = Console.builtIn();

  @Test
  void prints_the_mount_table_with_tabs() {
    assertThat(console.ok("ldom1", "cat /etc/mnttab").lines())
        .first()
        .asString()
        .matches(
            "/dev/dsk/c0d0s0\t/\tufs\t"
                + "rw,suid,intr,largefiles,logging,xattr,onerror=panic,dev=3f\\w+\t1772244000");
    assertThat(console.ok("ldom1", "cat /etc/mnttab"))
        .containsPattern(
            "\n/dev/dsk/c0d3s0\t/logs\tvxfs\t"
                + "rw,nosuid,delaylog,largefiles,ioerror=mwdisable,dev=3f\\w+\t1772244000\n");
  }

  @Test
  void prints_vfstab() {
    assertThat(console.ok("ldom1", "cat /etc/vfstab"))
        .contains("\n/dev/dsk/c0d2s0\t/dev/rdsk/c0d2s0\t/data\tvxfs\t2\tno\t-\n");
  }

  @Test
  void mount_lists_in_three_forms() {
    assertThat(console.ok("ldom1", "mount -p"))
        .containsPattern("/dev/dsk/c0d2s0 - /data vxfs - no rw,suid,delaylog,.*\n");
    assertThat(console.ok("ldom1", "mount -v"))
        .containsPattern(
            "/dev/dsk/c0d2s0 on /data type vxfs read/write/suid/.* on Sat Feb 28 02:00:00 2026\n");
    assertThat(console.ok("ldom1", "mount"))
        .containsPattern("/data on /dev/dsk/c0d2s0 read/write/suid/.* on Sat Feb 28 ");
  }

  @Test
  void a_session_keeps_the_file_system_of_its_home_busy_until_it_leaves_it() {
    Console home =
        Console.changed(
            "mounted = [\"/data\"]", "mounted = [\"/data\"]\nhome = \"/data/home/snap\"");

    assertThat(home.answer("ldom1", "umount /data").err()).contains("Device busy");
    assertThat(home.ok("ldom1", "fuser -c /data")).isEqualTo("    4000");
    home.ok("ldom1", "umount /logs");

    assertThat(home.ok("ldom1", "cd / && fuser -c /data")).isEmpty();
    home.ok("ldom1", "cd / && /usr/bin/env LC_ALL=C umount /data");
    assertThat(home.guest("ldom1").mounts()).noneMatch(each -> each.mountPoint().equals("/data"));
  }

  @Test
  void a_second_mount_is_busy() {
    CommandResult.Finished again = console.answer("ldom1", "mount /data");

    assertThat(again.exit()).isEqualTo(32);
    assertThat(again.err()).contains("busy");
  }

  @Test
  void mounts_with_the_options_of_vfstab_or_its_own() {
    console.ok("ldom1", "umount /logs");
    console.ok("ldom1", "mount /logs");
    assertThat(options("/logs")).startsWith("rw,nosuid,delaylog,");

    console.ok("ldom1", "umount /dev/dsk/c0d3s0");
    console.ok("ldom1", "mount -F vxfs -o ro,noatime /dev/dsk/c0d3s0 /logs");
    assertThat(options("/logs")).startsWith("ro,suid,delaylog,").contains(",noatime,dev=");

    console.ok("ldom1", "mount -o remount,rw /logs");
    assertThat(options("/logs")).startsWith("rw,suid,");
  }

  private String options(String mountPoint) {
    return console.guest("ldom1").mounts().stream()
        .filter(mount -> mount.mountPoint().equals(mountPoint))
        .findFirst()
        .orElseThrow()
        .options();
  }

  @Test
  void what_was_read_only_is_not_dropped() {
    console.ok("ldom1", "mount -o remount,ro /logs");
    console.ok("ldom1", "umount /logs");
    console.ok("ldom1", "mount -o ro /dev/dsk/c0d3s0 /logs");
    console.ok("sun-a", "ldm stop -f ldom1");

    assertThat(console.events())
        .containsOnlyOnce("datavol2 UNMOUNTED")
        .doesNotContain("datavol2 DROPPED");
  }

  @Test
  void a_mount_needs_a_disk_and_a_line_in_vfstab() {
    assertThat(console.answer("ldom1", "mount /nowhere").exit()).isEqualTo(1);
    assertThat(console.answer("ldom1", "mount /dev/dsk/c0d7s0 /mnt").err())
        .contains("No such device or address");
  }

  @Test
  void a_busy_file_system_stays_mounted() {
    console.cluster().hold("ldom1", 4711, "oracle", "/u01/bin/oracle -d", "/data");

    CommandResult.Finished unmount = console.answer("ldom1", "umount /data");

    assertThat(unmount)
        .isEqualTo(
            new CommandResult.Finished(
                1, "", "UX:vxfs umount: ERROR: V-3-21705: /data cannot unmount : Device busy\n"));
    assertThat(console.answer("ldom1", "fuser -c -u /data"))
        .isEqualTo(new CommandResult.Finished(0, "    4711", "/data: o(oracle)\n"));
    assertThat(console.ok("ldom1", "ps -o pid,user,args -p 4711"))
        .isEqualTo("  PID     USER COMMAND\n 4711   oracle /u01/bin/oracle -d\n");
    console.ok("ldom1", "kill 4711");
    assertThat(console.ok("ldom1", "fuser -c /data")).isEmpty();
    console.ok("ldom1", "umount /data");
    assertThat(console.guest("ldom1").mountPoints()).containsExactly("/", "/logs");
  }

  @Test
  void a_forced_unmount_takes_no_notice_of_holders() {
    console.cluster().hold("ldom1", 4711, "oracle", "oracle", "/data");

    console.ok("ldom1", "umount -f /data");

    assertThat(console.guest("ldom1").mountPoints()).doesNotContain("/data");
  }

  @Test
  void what_is_not_mounted_cannot_be_unmounted() {
    console.ok("ldom1", "umount /data");

    CommandResult.Finished again = console.answer("ldom1", "umount /data");

    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("not mounted");
  }

  @Test
  void init_5_unmounts_cleanly_and_leaves_the_domain_bound() {
    console.ok("ldom1", "/usr/sbin/init 5");
    assertThat(console.guest("ldom1").os()).isEqualTo("halting");
    assertThat(console.run("ldom1", "uname -n")).isInstanceOf(CommandResult.NotStarted.class);

    console.cluster().advance(Duration.ofSeconds(30));

    assertThat(console.guest("ldom1").state()).isEqualTo("bound");
    assertThat(console.events())
        .contains("datavol1 UNMOUNTED", "datavol2 UNMOUNTED", "bootvol1 UNMOUNTED")
        .noneMatch(event -> event.endsWith("DROPPED"));
  }

  @Test
  void a_stop_during_init_5_waits_for_it() {
    console.ok("ldom1", "init 5");
    console.cluster().advance(Duration.ofSeconds(10));

    assertThat(console.ok("sun-a", "ldm stop ldom1")).isEqualTo("LDom ldom1 stopped\n");

    assertThat(console.cluster().elapsed())
        .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
    assertThat(console.events()).contains("datavol1 UNMOUNTED");
  }

  @Test
  void init_6_boots_again() {
    console.ok("ldom1", "init 6");
    console.cluster().advance(Duration.ofSeconds(125));

    assertThat(console.guest("ldom1").os()).isEqualTo("running");
    assertThat(console.guest("ldom1").mountPoints()).containsExactly("/", "/logs");
  }

  @Test
  void two_guests_that_mount_one_volume_ruin_it() {
    console.ok("sun-b", "ldm add-vdsdev /dev/vx/dsk/datadg/datavol1 stolen@primary-vds0");
    console.ok("sun-b", "ldm add-vdisk id=5 stolen stolen@primary-vds0 ldom3");
    assertThat(console.cluster().truth().volume("datadg", "datavol1").orElseThrow().openBy())
        .containsExactly("sun-a/ldom1", "sun-b/ldom3");
    assertThat(corrupt()).isFalse();

    console.ok("ldom3", "mount -F vxfs /dev/dsk/c0d5s0 /stolen");

    assertThat(corrupt()).isTrue();
  }

  private boolean corrupt() {
    return console.cluster().truth().volume("datadg", "datavol1").orElseThrow().corrupt();
  }

  private static final String FILE_SYSTEMS =
      "svcs -H -o state svc:/system/filesystem/local:default";
  private static final String MULTI_USER = "svcs -H -o state svc:/milestone/multi-user:default";

  /** The guest boots without the disk of what it mounts at boot. */
  private void bootsWithoutLogs() {
    console.ok("ldom1", "umount /logs");
    console.ok("sun-a", "ldm rm-vdisk logs ldom1");
    console.ok("ldom1", "init 6");
    console.cluster().advance(Duration.ofMinutes(5));
    assertThat(console.guest("ldom1").os()).isEqualTo("running");
    assertThat(console.guest("ldom1").mountPoints()).containsExactly("/");
  }

  @Test
  void a_boot_without_a_disk_that_is_mounted_at_boot_waits_for_maintenance() {
    bootsWithoutLogs();

    assertThat(console.ok("ldom1", FILE_SYSTEMS)).isEqualTo("maintenance\n");
    assertThat(console.ok("ldom1", MULTI_USER)).isEqualTo("offline\n");
    console.ok("ldom1", "svcadm clear svc:/system/filesystem/local:default");
    assertThat(console.ok("ldom1", FILE_SYSTEMS)).isEqualTo("maintenance\n");
    console.cluster().advance(Duration.ofMinutes(5));
    assertThat(console.ok("ldom1", MULTI_USER)).isEqualTo("offline\n");
  }

  @ParameterizedTest
  @CsvSource({
    "svc:/system/filesystem/local:default, false",
    "svc:/system/filesystem/local, true",
    "system/filesystem/local, false",
  })
  void a_boot_goes_on_when_its_disk_is_back_and_the_service_is_cleared(
      String service, boolean byHand) {
    bootsWithoutLogs();
    console.ok("sun-a", "ldm add-vdisk id=3 logs ldom1-logs@primary-vds0 ldom1");
    if (byHand) {
      console.ok("ldom1", "mount /logs");
      assertThat(console.ok("ldom1", FILE_SYSTEMS)).isEqualTo("maintenance\n");
    }

    console.ok("ldom1", "svcadm clear " + service);

    assertThat(console.ok("ldom1", FILE_SYSTEMS)).isEqualTo("online\n");
    assertThat(console.guest("ldom1").mountPoints()).containsExactly("/", "/logs");
    console = new Console(console.cluster().copy());
    console.cluster().advance(Duration.ofSeconds(5));
    assertThat(console.ok("ldom1", MULTI_USER)).isEqualTo("online\n");
  }

  @Test
  void only_what_is_in_maintenance_is_cleared() {
    assertThat(console.answer("ldom1", "svcadm clear system/filesystem/local"))
        .isEqualTo(
            new CommandResult.Finished(
                1,
                "",
                "svcadm: Instance \"svc:/system/filesystem/local:default\" is not in a maintenance or degraded state.\n"));
    assertThat(console.answer("ldom1", "svcadm clear no/such").err())
        .contains("doesn't match any instances");
    assertThat(console.answer("ldom1", "svcadm restart network/ssh").exit()).isEqualTo(2);
  }

  @Test
  void a_pool_without_its_disk_is_not_there_after_a_boot() {
    console = new Console(Scenario.named("zfs").cluster(new BareStorage()));
    console.ok("sun-a", "ldm stop ldom1");
    console.ok("sun-a", "ldm rm-vdisk data ldom1");
    console.ok("sun-a", "ldm start ldom1");
    console.cluster().advance(Duration.ofMinutes(3));

    assertThat(console.guest("ldom1").mountPoints()).containsExactly("/");
    assertThat(console.ok("ldom1", MULTI_USER)).isEqualTo("online\n");
  }

  @Test
  void fails_loudly_for_words_it_does_not_know() {
    assertThat(console.answer("ldom1", "mount -Z /data").exit()).isEqualTo(2);
    assertThat(console.answer("ldom1", "umount -x /data").exit()).isEqualTo(2);
    assertThat(console.answer("ldom1", "fuser -k /data").exit()).isEqualTo(2);
    assertThat(console.answer("ldom1", "init 3").exit()).isEqualTo(2);
    assertThat(console.answer("ldom1", "ps -A").exit()).isEqualTo(2);
    assertThat(console.answer("ldom1", "svcs -a").exit()).isEqualTo(2);
    assertThat(console.answer("ldom1", "cat /etc/shadow").exit()).isEqualTo(2);
    assertThat(console.answer("ldom1", "ldm list"))
        .isEqualTo(new CommandResult.Finished(127, "", "ksh: ldm: not found\n"));
  }
}
