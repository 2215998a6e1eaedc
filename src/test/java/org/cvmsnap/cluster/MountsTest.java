package org.cvmsnap.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainFlags;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.VfstabEntry;
import org.cvmsnap.testing.SiteFacts;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MountsTest {
  private static final List<Disk> DISKS =
      List.of(SiteFacts.disk("ldom1", "datavol1", 2), SiteFacts.disk("ldom1", "datavol2", 3));

  private static GuestFacts.Os os(List<VfstabEntry> vfstab, Mount... mounts) {
    return new GuestFacts.Os(
        List.of(mounts),
        vfstab,
        GuestDevices.plain(DISKS),
        UnnamedSlices.NONE,
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        true);
  }

  /** All is mounted by vfstab too, so that nothing is lost by a boot. */
  private static List<Mount> chosen(Mount... mounts) {
    List<VfstabEntry> vfstab =
        Stream.of(mounts)
            .map(mount -> SiteFacts.atBoot(mount.special(), mount.mountPoint(), "nosuid"))
            .toList();
    return Mounts.toUnmount(os(vfstab, mounts), DISKS, List.of(SiteFacts.id("datavol1")));
  }

  private static List<String> toUnmount(Mount... mounts) {
    return chosen(mounts).stream().map(Mount::mountPoint).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/dsk/c0d2s0,    true",
    "/dev/dsk/c0d2s7,    true",
    "/dev/dsk/c0d2,      true",
    "/dev/dsk/c0d2p1,    true",
    "/dev/rdsk/c0d2s0,   true",
    "/dev/dsk/c0d3s0,    false",
    "/dev/dsk/c0d20s0,   false",
    "/dev/dsk/c0t5000A1d2s0, false",
    "rpool/data,         false",
    "/dev/vx/dsk/g/c0d2, false",
  })
  void knows_which_devices_are_on_the_volume(String special, boolean on) {
    assertThat(toUnmount(SiteFacts.mount(special, "/mnt")).isEmpty()).isEqualTo(!on);
  }

  @Test
  void what_is_mounted_beneath_goes_first() {
    assertThat(
            toUnmount(
                SiteFacts.mount("/dev/dsk/c0d2s0", "/data"),
                SiteFacts.mount("/dev/dsk/c0d3s0", "/data/logs"),
                SiteFacts.mount("swap", "/data/logs/tmp"),
                SiteFacts.mount("swap", "/database")))
        .containsExactly("/data/logs/tmp", "/data/logs", "/data");
  }

  @Test
  void a_loopback_of_a_directory_goes_first() {
    assertThat(
            toUnmount(
                SiteFacts.mount("/dev/dsk/c0d2s0", "/data"),
                SiteFacts.mount("/data/export", "/export")))
        .containsExactly("/export", "/data");
  }

  @Test
  void what_covers_a_mount_point_goes_first() {
    assertThat(
            chosen(SiteFacts.mount("/dev/dsk/c0d2s0", "/data"), SiteFacts.mount("swap", "/data")))
        .extracting(Mount::special)
        .containsExactly("swap", "/dev/dsk/c0d2s0");
  }

  @Test
  void all_rests_on_the_root() {
    assertThat(toUnmount(SiteFacts.mount("/dev/dsk/c0d2s0", "/"), SiteFacts.mount("swap", "/tmp")))
        .containsExactly("/tmp", "/");
  }

  @Test
  void a_guest_whose_system_is_not_running_has_nothing_mounted() {
    assertThat(Mounts.toUnmount(guest(Optional.empty()), List.of(SiteFacts.id("datavol1"))))
        .isEmpty();
  }

  private static GuestFacts guest(Optional<GuestFacts.Os> os) {
    return new GuestFacts(
        new Domain(SiteFacts.LDOM1, DomainState.ACTIVE, new DomainFlags("-n----")),
        DISKS,
        true,
        "",
        os);
  }

  private static Mounts.AtBoot comesBack(VfstabEntry entry, String... options) {
    return Mounts.atBoot(
        os(List.of(entry)), new Mount("/dev/dsk/c0d2s0", "/data", "vxfs", List.of(options)));
  }

  @Test
  void comes_back_by_itself_where_vfstab_asks_for_the_same() {
    VfstabEntry entry = SiteFacts.atBoot("/dev/dsk/c0d2s0", "/data", "nosuid");

    assertThat(comesBack(entry, "rw", "nosuid", "delaylog", "largefiles", "dev=3f8fc74"))
        .isEqualTo(Mounts.AtBoot.AS_IT_WAS);
  }

  @Test
  void does_not_come_back_by_itself_as_it_was_where_anything_differs() {
    assertThat(comesBack(SiteFacts.atBoot("/dev/dsk/c0d2s0", "/data"), "rw", "nosuid"))
        .isEqualTo(Mounts.AtBoot.OTHERWISE);
    assertThat(comesBack(SiteFacts.atBoot("/dev/dsk/c0d2s0", "/data", "ro"), "rw"))
        .isEqualTo(Mounts.AtBoot.OTHERWISE);
    assertThat(comesBack(SiteFacts.atBoot("/dev/dsk/c0d2s0", "/other"), "rw"))
        .isEqualTo(Mounts.AtBoot.NOT);
    assertThat(comesBack(SiteFacts.atBoot("/dev/dsk/c0d3s0", "/data"), "rw"))
        .isEqualTo(Mounts.AtBoot.NOT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"log", "tmplog", "nolog", "nologging", "nolargefiles"})
  void an_option_that_excludes_a_usual_one_is_a_difference(String option) {
    VfstabEntry usual = SiteFacts.atBoot("/dev/dsk/c0d2s0", "/data");
    VfstabEntry asked = SiteFacts.atBoot("/dev/dsk/c0d2s0", "/data", option);

    assertThat(comesBack(usual, "rw", option)).isEqualTo(Mounts.AtBoot.OTHERWISE);
    assertThat(comesBack(asked, "rw", option)).isEqualTo(Mounts.AtBoot.AS_IT_WAS);
    assertThat(comesBack(asked, "rw", "delaylog", "logging", "largefiles"))
        .isEqualTo(Mounts.AtBoot.OTHERWISE);
  }

  @Test
  void does_not_come_back_by_itself_where_vfstab_does_not_mount_at_boot() {
    VfstabEntry entry =
        new VfstabEntry("/dev/dsk/c0d2s0", Optional.of("/data"), "vxfs", false, List.of());

    assertThat(comesBack(entry, "rw")).isEqualTo(Mounts.AtBoot.NOT);
  }

  @Test
  void a_device_with_a_number_that_no_disk_can_have_is_on_no_disk() {
    Mount mount = new Mount("/dev/dsk/c0d99999999999s0", "/data", "vxfs", List.of());

    assertThat(Mounts.on(List.of(mount), DISKS.get(0))).isEmpty();
  }
}
