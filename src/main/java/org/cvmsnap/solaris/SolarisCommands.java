package org.cvmsnap.solaris;

import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.model.Mount;

/** The command lines that change what a guest has mounted. */
public final class SolarisCommands {
  private SolarisCommands() {}

  /** Unmounts; refused by the guest while a file is in use. */
  public static List<String> umount(String mountPoint) {
    return List.of("umount", mountPoint);
  }

  /**
   * Mounts a file system where and as it was mounted, whatever vfstab says; options that only the
   * kernel sets are left out.
   */
  public static List<String> mount(Mount mount) {
    List<String> argv = new ArrayList<>(List.of("mount", "-F", mount.fsType()));
    List<String> options = mount.withoutKernelOptions().options();
    if (!options.isEmpty()) {
      argv.addAll(List.of("-o", String.join(",", options)));
    }
    argv.addAll(List.of(mount.special(), mount.mountPoint()));
    return List.copyOf(argv);
  }
}
