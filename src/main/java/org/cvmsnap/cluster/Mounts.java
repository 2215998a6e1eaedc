package org.cvmsnap.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.VfstabEntry;
import org.cvmsnap.model.VolumeId;

/** Which file systems of a guest are on which volumes, and how they come back. */
public final class Mounts {
  private static final Pattern DISK =
      Pattern.compile("/dev/r?dsk/(c\\d+(?:t[0-9A-F]+)?d\\d+)(?:[sp]\\d+)?");

  /** What Solaris reports of a mount that nobody had to ask for (mount_vxfs(1M), mount_ufs(1M)). */
  private static final Set<String> USUAL =
      Set.of(
          ("rw suid setuid devices exec intr log delaylog logging largefiles xattr atime nonbmand"
                  + " rstchown onerror=panic ioerror=mwdisable defaults")
              .split(" "));

  private static final Set<String> SYSTEM = Set.of("/", "/usr", "/var", "/opt");

  private Mounts() {}

  /** Whether it is part of the running system, so that it cannot be unmounted under it. */
  public static boolean system(Mount mount) {
    return SYSTEM.contains(mount.mountPoint());
  }

  /**
   * The file systems on the volumes, and whatever is mounted beneath or upon them, last mounted
   * first: the order in which they can be unmounted.
   */
  public static List<Mount> toUnmount(
      List<Mount> mounts, List<Disk> disks, List<VolumeId> volumes) {
    return chosen(mounts, on(disks, volumes));
  }

  /**
   * These file systems, and those on other disks that would be missing after the boot because
   * somebody mounted them by hand: they too have to be given back as they were.
   */
  public static List<Mount> toUnmount(
      List<Mount> mounts, List<VfstabEntry> vfstab, List<Disk> disks, List<VolumeId> volumes) {
    Predicate<Mount> lost =
        mount ->
            disk(mount).isPresent() && !system(mount) && atBoot(vfstab, mount) != AtBoot.AS_IT_WAS;
    return chosen(mounts, on(disks, volumes).or(lost));
  }

  /** Whether a file system is on one of the volumes, and not only has to go with these. */
  public static boolean isOn(GuestFacts guest, List<VolumeId> volumes, Mount mount) {
    return on(guest.disks(), volumes).test(mount);
  }

  /** The file systems on a disk, in the order of mounting. */
  public static List<Mount> on(List<Mount> mounts, Disk disk) {
    return mounts.stream()
        .filter(mount -> disk(mount).isPresent() && disk(mount).equals(disk.vdisk().frontEnd()))
        .toList();
  }

  private static Predicate<Mount> on(List<Disk> disks, List<VolumeId> volumes) {
    Set<String> frontEnds =
        disks.stream()
            .filter(disk -> disk.volume().filter(volumes::contains).isPresent())
            .flatMap(disk -> disk.vdisk().frontEnd().stream())
            .collect(Collectors.toSet());
    return mount -> disk(mount).filter(frontEnds::contains).isPresent();
  }

  private static List<Mount> chosen(List<Mount> mounts, Predicate<Mount> first) {
    List<Mount> chosen = new ArrayList<>();
    for (Mount mount : mounts) {
      if (first.test(mount) || chosen.stream().anyMatch(lower -> rests(mount, lower))) {
        chosen.add(mount);
      }
    }
    Collections.reverse(chosen);
    return List.copyOf(chosen);
  }

  public static List<Mount> toUnmount(GuestFacts guest, List<VolumeId> volumes) {
    return guest
        .os()
        .map(os -> toUnmount(os.mounts(), os.vfstab(), guest.disks(), volumes))
        .orElse(List.of());
  }

  /** Whether it is on the volumes or rests on what is, and not merely lost by a boot. */
  public static boolean concerned(GuestFacts guest, List<VolumeId> volumes, Mount mount) {
    return guest.os().stream()
        .anyMatch(os -> toUnmount(os.mounts(), guest.disks(), volumes).contains(mount));
  }

  private static Optional<String> disk(Mount mount) {
    Matcher matcher = DISK.matcher(mount.special());
    return matcher.matches() ? Optional.ofNullable(matcher.group(1)) : Optional.empty();
  }

  /** A mount inside another's directory, or a loopback of one, keeps that other one busy. */
  private static boolean rests(Mount upper, Mount lower) {
    return inside(upper.mountPoint(), lower.mountPoint())
        || inside(upper.special(), lower.mountPoint());
  }

  private static boolean inside(String path, String directory) {
    return path.equals(directory) || path.startsWith(directory.equals("/") ? "/" : directory + "/");
  }

  /**
   * What the guest will do with it by itself when it boots. This is a forecast for the dry run;
   * what it really did is looked at afterwards.
   */
  public static AtBoot atBoot(GuestFacts guest, Mount mount) {
    return atBoot(guest.os().map(GuestFacts.Os::vfstab).orElse(List.of()), mount);
  }

  private static AtBoot atBoot(List<VfstabEntry> vfstab, Mount mount) {
    List<VfstabEntry> entries =
        vfstab.stream()
            .filter(VfstabEntry::atBoot)
            .filter(entry -> entry.mountPoint().equals(Optional.of(mount.mountPoint())))
            .filter(entry -> entry.special().equals(mount.special()))
            .toList();
    if (entries.isEmpty()) {
      return AtBoot.NOT;
    }
    return entries.stream()
            .anyMatch(
                entry ->
                    asked(entry.options()).equals(asked(mount.withoutKernelOptions().options())))
        ? AtBoot.AS_IT_WAS
        : AtBoot.OTHERWISE;
  }

  private static Set<String> asked(List<String> options) {
    Set<String> asked = new HashSet<>(options);
    asked.removeAll(USUAL);
    return asked;
  }

  /** What a guest does with a file system by itself when it boots, by its vfstab. */
  public enum AtBoot {
    /** It does not mount it. */
    NOT,
    /** It mounts it with other options than it has now. */
    OTHERWISE,
    /** It mounts it as it is now. */
    AS_IT_WAS
  }
}
