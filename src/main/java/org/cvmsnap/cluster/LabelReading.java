package org.cvmsnap.cluster;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.Slice;
import org.cvmsnap.model.StorageLayer;
import org.cvmsnap.model.VfstabEntry;
import org.cvmsnap.solaris.Fsck;
import org.cvmsnap.solaris.GuestOs;

/** Looks for file systems on slices that nothing else in a guest names. */
final class LabelReading {
  private final GuestOs os;
  private final Fsck fsck;
  private final GuestDevices devices;

  /** The devices that are used, or are to be, without their directory: {@code c0d2s0}. */
  private final Set<String> named = new HashSet<>();

  private final SortedMap<String, String> fileSystems = new TreeMap<>();
  private final Map<Integer, String> unknown = new HashMap<>();

  LabelReading(
      GuestOs os, Fsck fsck, GuestDevices devices, List<Mount> mounts, List<VfstabEntry> vfstab) {
    this.os = os;
    this.fsck = fsck;
    this.devices = devices;
    Stream.of(
            mounts.stream().map(Mount::special),
            vfstab.stream().map(VfstabEntry::special),
            devices.layers().stream().flatMap(LabelReading::devices),
            devices.swap().stream(),
            devices.dump().stream())
        .flatMap(names -> names)
        .map(name -> name.replaceFirst("^/dev/r?dsk/", "").replaceFirst(":.*", ""))
        .forEach(named::add);
  }

  /** A disk that a VxVM in the guest has is all its own, whatever slice it calls the disk by. */
  private static Stream<String> devices(StorageLayer layer) {
    return layer.kind() == StorageLayer.Kind.DISK_GROUP
        ? layer.devices().stream().map(GuestDevices::frontEnd)
        : layer.devices().stream();
  }

  /**
   * What is on disks. Those that programs have open themselves are left out, as what is there is
   * known to these alone.
   */
  UnnamedSlices on(Set<Integer> disks) throws InterruptedException {
    for (int disk : disks) {
      if (devices.openers().getOrDefault(disk, List.of()).isEmpty()) {
        look(disk);
      }
    }
    return new UnnamedSlices(fileSystems, unknown);
  }

  private void look(int disk) throws InterruptedException {
    Set<String> frontEnds = devices.frontEnds(disk);
    if (frontEnds.isEmpty()) {
      unknown.put(disk, "no device of it is seen");
    }
    for (String frontEnd : frontEnds) {
      try {
        for (String device : named.contains(frontEnd) ? List.<String>of() : unnamed(frontEnd)) {
          fsck.type(device).ifPresent(type -> found(disk, device, type));
        }
      } catch (NotLearnedException e) {
        unknown.put(disk, e.why());
      }
    }
  }

  /**
   * The slices of a disk that might have a file system of their own. What begins where another one
   * does is the same, and what has sectors in common with one that is named is a part of that.
   */
  private List<String> unnamed(String frontEnd) throws NotLearnedException, InterruptedException {
    List<Slice> slices = os.slices("/dev/rdsk/" + frontEnd + "s0");
    List<Slice> taken =
        slices.stream().filter(each -> named.contains(frontEnd + "s" + each.number())).toList();
    SortedMap<Long, Slice> free = new TreeMap<>();
    slices.stream()
        .filter(Slice::part)
        .filter(each -> taken.stream().noneMatch(each::overlaps))
        .forEach(each -> free.putIfAbsent(each.first(), each));
    return free.values().stream()
        .map(each -> "/dev/rdsk/" + frontEnd + "s" + each.number())
        .toList();
  }

  private void found(int disk, String device, String type) {
    if (Fsck.TYPES.contains(type)) {
      fileSystems.put(device, type);
    } else {
      unknown.put(disk, "no check that only reads is known for " + type + " on " + device);
    }
  }
}
