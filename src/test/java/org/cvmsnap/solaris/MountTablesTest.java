package org.cvmsnap.solaris;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.VfstabEntry;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MountTablesTest {
  private static final String MNTTAB_10 =
      """
      /dev/dsk/c0d0s0\t/\tufs\trw,intr,largefiles,logging,xattr,onerror=panic,dev=1540000\t1700000000
      /devices\t/devices\tdevfs\tdev=5340000\t1699999990
      /dev/dsk/c0d2s0\t/data\tvxfs\trw,suid,delaylog,largefiles,ioerror=mwdisable,dev=11c0010\t1700000100

      -hosts\t/net\tautofs\tnosuid,indirect,ignore,nobrowse,dev=5580001\t1700000101
      hostx:/export/a b\t/mnt\tnfs\t\t1700000102
      """;

  private static final Mount DATA =
      new Mount(
          "/dev/dsk/c0d2s0",
          "/data",
          "vxfs",
          List.of("rw", "suid", "delaylog", "largefiles", "ioerror=mwdisable", "dev=11c0010"));

  private static List<Mount> mnttab(String output) {
    return new MnttabParser().parse(output);
  }

  private static List<VfstabEntry> vfstab(String output) {
    return new VfstabParser().parse(output);
  }

  @Test
  void reads_mounts_in_their_order() {
    assertThat(mnttab(MNTTAB_10))
        .extracting(Mount::mountPoint)
        .containsExactly("/", "/devices", "/data", "/net", "/mnt");
    assertThat(mnttab(MNTTAB_10)).contains(DATA);
    assertThat(mnttab(MNTTAB_10).get(4).special()).isEqualTo("hostx:/export/a b");
    assertThat(mnttab(MNTTAB_10).get(4).options()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/dev/dsk/c0d2s0 /data vxfs rw 1700000000\n",
        "/dev/dsk/c0d2s0\t/data\tvxfs\trw\n",
        "/dev/dsk/c0d2s0\t\tvxfs\trw\t1700000000\n",
        "\t/data\tvxfs\trw\t1700000000\n",
        "/dev/dsk/c0d2s0\t/data\tvxfs\trw\t1700000000\tmore\n",
        "/dev/dsk/c0d2s0\t/data\t../../x\trw\t1700000000\n",
        "/dev/dsk/c0d2s0\t/data\t-F\trw\t1700000000\n",
      })
  void refuses_a_line_that_is_no_mount(String output) {
    assertThatThrownBy(() -> mnttab(output)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_the_kernel_adds_is_not_part_of_what_was_asked_for() {
    Mount inZone = new Mount("/a", "/b", "ufs", List.of("rw", "zone=z1", "dev=1", "logging"));

    assertThat(inZone.withoutKernelOptions().options()).containsExactly("rw", "logging");
    assertThat(DATA.withoutKernelOptions().options())
        .containsExactly("rw", "suid", "delaylog", "largefiles", "ioerror=mwdisable");
  }

  @Test
  void mounts_as_it_was_mounted() {
    assertThat(SolarisCommands.mount(DATA, List.of("nosuid", "ro")))
        .containsExactly("mount", "-F", "vxfs", "-o", "nosuid,ro", "/dev/dsk/c0d2s0", "/data");
    assertThat(SolarisCommands.mount(new Mount("/a", "/b", "ufs", List.of()), List.of()))
        .containsExactly("mount", "-F", "ufs", "/a", "/b");
    assertThat(SolarisCommands.mount("/data")).containsExactly("mount", "/data");
    assertThat(SolarisCommands.umount("/data")).containsExactly("umount", "/data");
  }

  @Test
  void reads_vfstab() {
    String vfstab =
        """
        #device\t\tdevice\t\tmount\tFS\tfsck\tmount\tmount
        #to mount\tto fsck\t\tpoint\ttype\tpass\tat boot\toptions
        #
        fd\t-\t/dev/fd\tfd\t-\tno\t-
        /dev/zvol/dsk/rpool/swap\t-\t-\tswap\t-\tno\t-

        /dev/dsk/c0d2s0 /dev/rdsk/c0d2s0 /data   vxfs  2     yes   delaylog,largefiles
        """;

    assertThat(vfstab(vfstab))
        .containsExactly(
            new VfstabEntry("fd", Optional.of("/dev/fd"), "fd", false, List.of()),
            new VfstabEntry("/dev/zvol/dsk/rpool/swap", Optional.empty(), "swap", false, List.of()),
            new VfstabEntry(
                "/dev/dsk/c0d2s0",
                Optional.of("/data"),
                "vxfs",
                true,
                List.of("delaylog", "largefiles")));
    assertThat(vfstab("# nothing\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dev/dsk/c0d2s0 /dev/rdsk/c0d2s0 /data vxfs 2 yes\n",
        "/dev/dsk/c0d2s0 /dev/rdsk/c0d2s0 /data vxfs 2 yes rw, suid\n",
        "/dev/dsk/c0d2s0 /dev/rdsk/c0d2s0 /data vxfs yes 2 -\n",
        "/dev/dsk/c0d2s0 /dev/rdsk/c0d2s0 /data ../../x 2 yes -\n",
      })
  void refuses_a_vfstab_without_one_entry(String output) {
    assertThatThrownBy(() -> vfstab(output)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void passes_over_an_odd_line_as_solaris_does() {
    assertThat(
            vfstab(
                """
                /dev/dsk/c0d9s0 /old
                /dev/dsk/c0d2s0 /dev/rdsk/c0d2s0 /data vxfs 2 yes -
                """))
        .singleElement()
        .extracting(VfstabEntry::mountPoint)
        .isEqualTo(Optional.of("/data"));
  }
}
