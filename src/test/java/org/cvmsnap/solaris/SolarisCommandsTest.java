package org.cvmsnap.solaris;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SolarisCommandsTest {
  private static final List<String> DATA = List.of("umount", "/data");

  @Test
  void several_file_systems_are_mounted_or_unmounted_beside_each_other() {
    assertThat(SolarisCommands.merged(List.of(DATA, List.of("umount", "/logs"))))
        .contains(List.of("umount", "-a", "/data", "/logs"));
    assertThat(SolarisCommands.merged(List.of(List.of("mount", "/a"), List.of("mount", "/b"))))
        .contains(List.of("mount", "-a", "/a", "/b"));
  }

  @Test
  void other_commands_are_given_one_by_one() {
    List<List<List<String>>> others =
        List.of(
            List.of(),
            List.of(DATA),
            List.of(DATA, List.of("mount", "/logs")),
            List.of(DATA, List.of("umount", "-f")),
            List.of(DATA, List.of("umount", "/logs", "/more")),
            List.of(List.of("sync", "/data"), List.of("sync", "/logs")));

    assertThat(others).allSatisfy(each -> assertThat(SolarisCommands.merged(each)).isEmpty());
  }

  @Test
  void lets_go_of_pools_and_disk_groups_and_takes_them_again() {
    assertThat(SolarisCommands.exportPool("tank")).containsExactly("zpool", "export", "tank");
    assertThat(SolarisCommands.importPool("tank")).containsExactly("zpool", "import", "tank");
    assertThat(SolarisCommands.zfsMount("tank/a")).containsExactly("zfs", "mount", "tank/a");
    assertThat(SolarisCommands.deport("dg")).containsExactly("vxdg", "deport", "dg");
    assertThat(SolarisCommands.importGroup("dg")).containsExactly("vxdg", "import", "dg");
    assertThat(SolarisCommands.startVolumes("dg")).containsExactly("vxvol", "-g", "dg", "startall");
  }

  @Test
  void mounts_to_read_only_and_lets_a_service_try_again() {
    assertThat(SolarisCommands.mountReadOnly("vxfs", "/dev/dsk/c0d9s0", "/mnt"))
        .containsExactly("mount", "-F", "vxfs", "-o", "ro", "/dev/dsk/c0d9s0", "/mnt");
    assertThat(SolarisCommands.svcadmClear(GuestOs.FILE_SYSTEMS))
        .containsExactly("svcadm", "clear", "svc:/system/filesystem/local:default");
  }
}
