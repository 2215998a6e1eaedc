package org.cvmsnap.model;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A volume in its disk group: the same on every node of the cluster. */
public record VolumeId(GroupName group, VolumeName name) implements Comparable<VolumeId> {
  private static final Pattern DEVICE = Pattern.compile("/dev/vx/r?dsk/([^/]+)/([^/]+)");
  private static final Comparator<VolumeId> ORDER =
      Comparator.comparing(VolumeId::group).thenComparing(VolumeId::name);

  public static VolumeId of(String group, String name) {
    return new VolumeId(new GroupName(group), new VolumeName(name));
  }

  /**
   * The volume behind a device path; the block and the raw device are the same volume. Empty for
   * any other path, such as a file, a slice or a DMP node.
   */
  public static Optional<VolumeId> ofDevice(String path) {
    Matcher matcher = DEVICE.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(matcher.group(1), matcher.group(2)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Its block device. */
  public String device() {
    return "/dev/vx/dsk/" + group + "/" + name;
  }

  /** Its raw device. */
  public String rawDevice() {
    return "/dev/vx/rdsk/" + group + "/" + name;
  }

  @Override
  public int compareTo(VolumeId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return group + "/" + name;
  }
}
