package org.cvmsnap.sim.vxvm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The free space on the disks of a group, and how plexes are laid out on it; all in sectors. */
final class VxSpace {
  /** A free stretch of a disk. */
  record Extent(VxDisk disk, long offset, long length) {}

  private final DiskGroup group;

  VxSpace(DiskGroup group) {
    this.group = group;
  }

  /** Free stretches disk by disk, in the order of their offsets. */
  List<Extent> free() {
    List<Extent> free = new ArrayList<>();
    for (VxDisk disk : group.disks()) {
      long at = 0;
      for (SubdiskRecord used : usedOn(disk)) {
        if (used.offset() > at) {
          free.add(new Extent(disk, at, used.offset() - at));
        }
        at = used.offset() + used.length();
      }
      if (at < disk.length()) {
        free.add(new Extent(disk, at, disk.length() - at));
      }
    }
    return free;
  }

  private List<SubdiskRecord> usedOn(VxDisk disk) {
    return group.plexes().stream()
        .flatMap(plex -> plex.subdisks().stream())
        .filter(sub -> sub.type() == SubdiskRecord.Type.DISK && sub.on().equals(disk.name()))
        .sorted(Comparator.comparingLong(SubdiskRecord::offset))
        .toList();
  }

  /**
   * Space for one plex: on one disk if there is a stretch that is long enough, else on several.
   *
   * @param avoided disks that hold another mirror of the same volume
   * @param wanted the only disks to use, or none for all
   */
  Optional<List<SubdiskRecord>> allot(long length, Set<String> avoided, Set<String> wanted) {
    List<Extent> usable =
        free().stream()
            .filter(extent -> !avoided.contains(extent.disk().name()))
            .filter(extent -> wanted.isEmpty() || wanted.contains(extent.disk().name()))
            .toList();
    for (Extent extent : usable) {
      if (extent.length() >= length) {
        return Optional.of(subdisks(List.of(extent), length));
      }
    }
    long all = usable.stream().mapToLong(Extent::length).sum();
    return all < length ? Optional.empty() : Optional.of(subdisks(usable, length));
  }

  /** Space for one plex in columns, each of them on a disk of its own. */
  Optional<List<SubdiskRecord>> stripe(
      long length, int columns, Set<String> avoided, Set<String> wanted) {
    long column = VxCreation.aligned((length + columns - 1) / columns);
    Set<String> taken = new TreeSet<>(avoided);
    List<SubdiskRecord> made = new ArrayList<>();
    for (Extent extent : free()) {
      String disk = extent.disk().name();
      boolean usable = wanted.isEmpty() || wanted.contains(disk);
      if (made.size() < columns && usable && extent.length() >= column && taken.add(disk)) {
        made.addAll(subdisks(List.of(extent), column));
      }
    }
    return made.size() < columns ? Optional.empty() : Optional.of(made);
  }

  private List<SubdiskRecord> subdisks(List<Extent> extents, long length) {
    Set<String> taken =
        group.plexes().stream()
            .flatMap(plex -> plex.subdisks().stream())
            .map(SubdiskRecord::name)
            .collect(Collectors.toCollection(TreeSet::new));
    List<SubdiskRecord> made = new ArrayList<>();
    long missing = length;
    for (Extent extent : extents) {
      if (missing > 0) {
        long part = Math.min(missing, extent.length());
        String name = freeName(extent.disk().name(), taken);
        made.add(
            new SubdiskRecord(
                SubdiskRecord.Type.DISK, name, extent.disk().name(), extent.offset(), part));
        missing -= part;
      }
    }
    return made;
  }

  private static String freeName(String disk, Set<String> taken) {
    for (int number = 1; ; number++) {
      String name = String.format("%s-%02d", disk, number);
      if (taken.add(name)) {
        return name;
      }
    }
  }

  /** The longest volume of that many mirrors, each on disks of its own. */
  long largest(int mirrors, Set<String> wanted) {
    List<Long> perDisk =
        free().stream()
            .filter(extent -> wanted.isEmpty() || wanted.contains(extent.disk().name()))
            .collect(
                Collectors.groupingBy(
                    extent -> extent.disk().name(), Collectors.summingLong(Extent::length)))
            .values()
            .stream()
            .sorted(Comparator.reverseOrder())
            .toList();
    if (mirrors <= 1) {
      return perDisk.stream().mapToLong(Long::longValue).sum();
    }
    return perDisk.size() < mirrors ? 0 : perDisk.get(mirrors - 1);
  }

  /** The disks that a volume's plexes are on. */
  static Set<String> disksOf(List<PlexRecord> plexes) {
    return plexes.stream()
        .flatMap(plex -> plex.subdisks().stream())
        .filter(sub -> sub.type() == SubdiskRecord.Type.DISK)
        .map(SubdiskRecord::on)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
