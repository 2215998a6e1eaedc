package org.cvmsnap.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.model.Cleanness;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.PlacedFileSystem;
import org.cvmsnap.model.VfstabEntry;
import org.cvmsnap.model.VolumeId;

/**
 * A file system of a guest that lies on volumes, as its mount table, its vfstab or a disk's label
 * tells. The pools of ZFS are no part of it: they are exported.
 *
 * @param device the raw one
 * @param mountPoint where it is mounted, or would be; empty where only the label tells of it
 * @param mounted whether it is
 * @param volumes that it lies on
 */
public record FileSystem(
    String device,
    String type,
    Optional<String> mountPoint,
    boolean mounted,
    List<VolumeId> volumes) {
  private static final Pattern SLICE =
      Pattern.compile("/dev/rdsk/c\\d+(?:t[0-9A-F]+)?d\\d+s(\\d{1,2})");

  public FileSystem {
    volumes = List.copyOf(volumes);
  }

  /**
   * Where it is on a volume that it lies on.
   *
   * @param disks of the guest
   */
  public PlacedFileSystem on(VolumeId volume, List<Disk> disks) {
    Matcher plain = SLICE.matcher(device);
    if (!plain.matches()) {
      return PlacedFileSystem.inLayer(type);
    }
    int slice = Integer.parseInt(plain.group(1));
    boolean whole =
        slice == 0
            && disks.stream()
                .filter(disk -> disk.volume().equals(Optional.of(volume)))
                .flatMap(disk -> disk.backEnd().stream())
                .anyMatch(backEnd -> backEnd.options().contains("slice"));
    return whole ? PlacedFileSystem.all(type) : PlacedFileSystem.onSlice(slice, type);
  }

  /** What it is called. */
  public String name() {
    return mountPoint.orElse(device);
  }

  /**
   * What a file system said, or why it did not.
   *
   * @param says empty where it is not known
   */
  public record Answer(Optional<Cleanness> says, String why) {
    static Answer of(Cleanness says) {
      return new Answer(Optional.of(says), says.text());
    }

    /**
     * Whether the check works there: of a file system that is mounted it sees that it is not clean.
     */
    public boolean sees(FileSystem of) {
      return says.filter(told -> !of.mounted() || told != Cleanness.CLEAN).isPresent();
    }
  }

  /** Those of a guest that lie on any of the volumes, the mounted ones first. */
  public static List<FileSystem> on(GuestFacts.Os os, List<Disk> disks, List<VolumeId> volumes) {
    Set<Integer> meant = Mounts.numbers(disks, volumes);
    Map<String, FileSystem> found = new LinkedHashMap<>();
    for (Mount mount : os.mounts()) {
      add(
          found,
          os,
          disks,
          meant,
          mount.special(),
          mount.fsType(),
          Optional.of(mount.mountPoint()),
          true);
    }
    for (VfstabEntry entry : os.vfstab()) {
      if (entry.mountPoint().isPresent()) {
        add(found, os, disks, meant, entry.special(), entry.fsType(), entry.mountPoint(), false);
      }
    }
    os.unnamed()
        .fileSystems()
        .forEach(
            (device, type) -> add(found, os, disks, meant, device, type, Optional.empty(), false));
    return List.copyOf(found.values());
  }

  private static void add(
      Map<String, FileSystem> found,
      GuestFacts.Os os,
      List<Disk> disks,
      Set<Integer> meant,
      String special,
      String type,
      Optional<String> mountPoint,
      boolean mounted) {
    // A checkpoint of VxFS is a part of its file system.
    boolean own = special.startsWith("/dev/") && !special.contains(":") && !type.equals("zfs");
    if (own && os.devices().touches(special, meant)) {
      String device = special.replaceFirst("/dsk/", "/rdsk/");
      FileSystem here =
          new FileSystem(device, type, mountPoint, mounted, under(os, disks, special));
      if (mounted || found.values().stream().noneMatch(here::same)) {
        found.putIfAbsent(device, here);
      }
    }
  }

  /**
   * Whether it is the other one, seen through another disk of the guest that has the same volume:
   * it is asked once, and one that is mounted there must never be repaired here.
   */
  private boolean same(FileSystem other) {
    Matcher here = SLICE.matcher(device);
    Matcher there = SLICE.matcher(other.device);
    return !volumes.isEmpty()
        && volumes.equals(other.volumes)
        && here.matches()
        && there.matches()
        && here.group(1).equals(there.group(1));
  }

  private static List<VolumeId> under(GuestFacts.Os os, List<Disk> disks, String special) {
    Set<Integer> numbers = os.devices().under(special).orElse(Set.of());
    List<VolumeId> under = new ArrayList<>();
    disks.stream()
        .filter(disk -> disk.vdisk().id().stream().anyMatch(numbers::contains))
        .flatMap(disk -> disk.volume().stream())
        .filter(volume -> !under.contains(volume))
        .forEach(under::add);
    return under;
  }
}
