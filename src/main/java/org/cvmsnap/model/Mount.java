package org.cvmsnap.model;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A mounted file system, as {@code /etc/mnttab} tells it.
 *
 * @param special the device or resource
 * @param options in the order in which they are told, those that the kernel added among them
 */
public record Mount(String special, String mountPoint, String fsType, List<String> options) {
  /** A word that is no option and leads to no other directory: mount(1M) runs what it names. */
  private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

  public Mount {
    if (special.isEmpty() || mountPoint.isEmpty() || fsType.isEmpty()) {
      throw new IllegalArgumentException("a mount needs a special, a mount point and a type");
    }
    if (!isType(fsType)) {
      throw new IllegalArgumentException("not the type of a file system: " + fsType);
    }
    options = List.copyOf(options);
  }

  /** Whether a text may be the type of a file system. */
  public static boolean isType(String text) {
    return TYPE.matcher(text).matches();
  }

  /**
   * Whether it cannot be there without the other: it is mounted in it, is a checkpoint of it, or
   * shows a directory of it.
   */
  public boolean restsOn(Mount other) {
    String inside = other.mountPoint.endsWith("/") ? other.mountPoint : other.mountPoint + "/";
    return mountPoint.startsWith(inside)
        || special.startsWith(other.special + ":")
        || (special + "/").startsWith(inside);
  }

  /**
   * The same mount without what the kernel alone says of it: {@code dev=} (the device number, which
   * may differ after a boot) and {@code zone=}. What is left is what somebody asked for, can be
   * given to {@code mount} and compared (mnttab(4)).
   */
  public Mount withoutKernelOptions() {
    return new Mount(
        special,
        mountPoint,
        fsType,
        options.stream()
            .filter(option -> !option.startsWith("dev=") && !option.startsWith("zone="))
            .toList());
  }
}
