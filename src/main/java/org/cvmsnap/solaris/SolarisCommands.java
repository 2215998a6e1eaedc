package org.cvmsnap.solaris;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.model.Mount;

/** The command lines that change what a guest has mounted. */
public final class SolarisCommands {
  private SolarisCommands() {}

  /** Unmounts; refused by the guest while a file is in use. */
  public static List<String> umount(String mountPoint) {
    return List.of("umount", mountPoint);
  }

  /** Unmounts what nobody has mounted: it only tells whether one may (umount(1M)). */
  static List<String> triedUmount() {
    return umount("/cvmsnap-tries-its-rights");
  }

  /**
   * Mounts a device that nobody has: it only tells whether one may. The kernel asks for the
   * privilege before it looks for the device (illumos, ufs_vfsops.c; privileges(5), PRIV_SYS_MOUNT,
   * which is the one for unmounting too).
   */
  static List<String> triedMount() {
    return List.of("mount", "-F", "ufs", "/dev/dsk/cvmsnap-tries-its-rights", "/mnt");
  }

  /** Mounts a file system as its line in vfstab says. */
  public static List<String> mount(String mountPoint) {
    return List.of("mount", mountPoint);
  }

  /**
   * One command for several that mount by vfstab, or unmount, each one file system: with {@code -a}
   * and names they are done beside each other, and no others (mount(1M), umount(1M)). Empty for
   * other commands.
   */
  public static Optional<List<String>> merged(List<List<String>> commands) {
    boolean alike =
        commands.size() > 1
            && List.of("mount", "umount").contains(commands.get(0).get(0))
            && commands.stream()
                .allMatch(
                    argv ->
                        argv.size() == 2
                            && argv.get(0).equals(commands.get(0).get(0))
                            && argv.get(1).startsWith("/"));
    if (!alike) {
      return Optional.empty();
    }
    Stream<String> mountPoints = commands.stream().map(argv -> argv.get(1));
    return Optional.of(
        Stream.concat(Stream.of(commands.get(0).get(0), "-a"), mountPoints).toList());
  }

  /** Lets a service that has given up try again (svcadm(1M)). */
  public static List<String> svcadmClear(String service) {
    return List.of("svcadm", "clear", service);
  }

  /** Mounts a file system to read only (mount(1M)). */
  public static List<String> mountReadOnly(String type, String special, String mountPoint) {
    return List.of("mount", "-F", type, "-o", "ro", special, mountPoint);
  }

  /**
   * Mounts a file system, whatever vfstab says.
   *
   * @param options to be asked for
   */
  public static List<String> mount(Mount mount, List<String> options) {
    List<String> argv = new ArrayList<>(List.of("mount", "-F", mount.fsType()));
    if (!options.isEmpty()) {
      argv.addAll(List.of("-o", String.join(",", options)));
    }
    argv.addAll(List.of(mount.special(), mount.mountPoint()));
    return List.copyOf(argv);
  }

  /** Mounts a file system of a pool where its properties say. */
  public static List<String> zfsMount(String fileSystem) {
    return List.of("zfs", "mount", fileSystem);
  }

  /** Lets go of a pool; refused by the guest while a file of it is in use. */
  public static List<String> exportPool(String pool) {
    return List.of("zpool", "export", pool);
  }

  /** Takes a pool again, and mounts its file systems. */
  public static List<String> importPool(String pool) {
    return List.of("zpool", "import", pool);
  }

  /** Lets go of a disk group of a VxVM in the guest; refused while a volume of it is in use. */
  public static List<String> deport(String group) {
    return List.of("vxdg", "deport", group);
  }

  /** Takes a disk group of a VxVM in the guest again; its volumes are not started by that. */
  public static List<String> importGroup(String group) {
    return List.of("vxdg", "import", group);
  }

  /** Starts the volumes of a disk group of a VxVM in the guest. */
  public static List<String> startVolumes(String group) {
    return List.of("vxvol", "-g", group, "startall");
  }
}
