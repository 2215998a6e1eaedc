package org.cvmsnap.model;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A snapshot, or another volume, as somebody names it: {@code NAME}, or {@code GROUP/NAME} where
 * several disk groups have one of that name.
 */
public record SnapshotRef(Optional<GroupName> group, VolumeName name) {
  private static final Pattern DEVICE = Pattern.compile("/dev/vx/r?dsk/(.*)");

  /**
   * Reads {@code NAME}, {@code GROUP/NAME} or the path of a device of VxVM.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static SnapshotRef of(String text) {
    Matcher device = DEVICE.matcher(text);
    String name = device.matches() ? device.group(1) : text;
    int slash = name.indexOf('/');
    return slash < 0
        ? new SnapshotRef(Optional.empty(), new VolumeName(name))
        : new SnapshotRef(
            Optional.of(new GroupName(name.substring(0, slash))),
            new VolumeName(name.substring(slash + 1)));
  }

  /** The one that cannot be mistaken. */
  public static SnapshotRef to(VolumeId id) {
    return new SnapshotRef(Optional.of(id.group()), id.name());
  }

  /** These, where those without a disk group are in one that is given. */
  public static List<SnapshotRef> in(Optional<GroupName> given, List<SnapshotRef> refs) {
    return refs.stream()
        .map(ref -> new SnapshotRef(ref.group().or(() -> given), ref.name()))
        .toList();
  }

  public boolean means(VolumeId id) {
    return name.equals(id.name()) && group.map(id.group()::equals).orElse(true);
  }

  @Override
  public String toString() {
    return group.map(each -> each + "/" + name).orElse(name.value());
  }
}
