package org.cvmsnap.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.PathUse;
import org.cvmsnap.model.VfstabEntry;
import org.cvmsnap.model.VolumeId;

/** Which file systems of a guest are on which volumes, and how they come back. */
public final class Mounts {
  private static final Pattern DISK =
      Pattern.compile("/dev/r?dsk/c\\d+d(\\d{1,9})(?:[sp]\\d+)?(?::.*)?");

  /**
   * What Solaris reports of a mount that nobody had to ask for (mount_vxfs(1M), mount_ufs(1M)).
   * What excludes one of these, such as log, tmplog and nolog do delaylog, somebody has asked for.
   */
  private static final Set<String> USUAL =
      Set.of(
          ("rw suid setuid devices exec intr delaylog logging largefiles xattr atime nonbmand"
                  + " rstchown onerror=panic ioerror=mwdisable defaults")
              .split(" "));

  private static final Set<String> SYSTEM = Set.of("/", "/usr", "/var", "/opt");

  /** File systems that the system makes for itself whenever it boots (mnttab(4)). */
  private static final Set<String> PSEUDO =
      Set.of("proc devfs dev ctfs objfs sharefs mntfs fd autofs bootfs".split(" "));

  private static final Pattern MADE_AT_BOOT =
      Pattern.compile(
          "/tmp|/var/run|/system/volatile|/etc/svc/volatile|(/usr)?/lib/.*|/platform/.*");

  private Mounts() {}

  /** Whether it is part of the running system, so that it cannot be unmounted under it. */
  public static boolean system(Mount mount) {
    return SYSTEM.contains(mount.mountPoint());
  }

  /**
   * The file systems on the volumes, what is mounted beneath or upon them, and what would be
   * missing after the boot because somebody mounted it by hand, last mounted first: the order in
   * which they can be unmounted. A checkpoint has to go before its file system (umount_vxfs(1M)).
   */
  static List<Mount> toUnmount(GuestFacts.Os os, List<Disk> disks, List<VolumeId> volumes) {
    return chosen(os.mounts(), on(os, disks, volumes).or(mount -> lost(os, mount)));
  }

  /**
   * All but those that are to be left alone.
   *
   * @throws RefusedException when one of these is on the volumes, or rests on what is
   */
  static List<Mount> concerning(
      GuestFacts.Os os, List<Disk> disks, List<VolumeId> volumes, List<String> leftAlone) {
    Predicate<Mount> left = mount -> leftAlone.contains(mount.mountPoint());
    List<Mount> wrong = chosen(os.mounts(), on(os, disks, volumes)).stream().filter(left).toList();
    if (!wrong.isEmpty()) {
      throw new RefusedException(
          "%s cannot be left alone, as it is on the volumes or in what is."
              .formatted(wrong.get(0).mountPoint()),
          "Do not name it with --leave-mount.");
    }
    return os.mounts().stream().filter(left.negate()).toList();
  }

  /** Those of a guest that goes on running: nothing besides is lost. */
  public static List<Mount> toDetach(GuestFacts guest, List<VolumeId> volumes) {
    return guest
        .os()
        .map(os -> chosen(os.mounts(), on(os, guest.disks(), volumes)))
        .orElse(List.of());
  }

  /** The same of a guest; nothing where no operating system runs. */
  public static List<Mount> toUnmount(GuestFacts guest, List<VolumeId> volumes) {
    return guest.os().map(os -> toUnmount(os, guest.disks(), volumes)).orElse(List.of());
  }

  /** Whether a file system is on one of the volumes, and not only has to go with these. */
  public static boolean isOn(GuestFacts guest, List<VolumeId> volumes, Mount mount) {
    return guest.os().filter(os -> on(os, guest.disks(), volumes).test(mount)).isPresent();
  }

  /** Whether it is on the volumes or rests on what is, and not merely lost by a boot. */
  public static boolean concerned(GuestFacts guest, List<VolumeId> volumes, Mount mount) {
    return guest.os().stream()
        .anyMatch(os -> chosen(os.mounts(), on(os, guest.disks(), volumes)).contains(mount));
  }

  /** Whether importing its pool mounts it: no line of vfstab does. */
  public static boolean pooled(GuestFacts.Os os, Mount mount) {
    return mount.fsType().equals("zfs") && entries(os.vfstab(), mount).isEmpty();
  }

  /** The file systems on a disk by its number, in the order of mounting. */
  public static List<Mount> on(List<Mount> mounts, Disk disk) {
    return mounts.stream()
        .filter(
            mount -> {
              Matcher matcher = DISK.matcher(mount.special());
              return matcher.matches()
                  && disk.vdisk().id().equals(OptionalInt.of(Integer.parseInt(matcher.group(1))));
            })
        .toList();
  }

  /** The numbers of the disks that show the volumes. */
  public static Set<Integer> numbers(List<Disk> disks, List<VolumeId> volumes) {
    return disks.stream()
        .filter(disk -> disk.volume().filter(volumes::contains).isPresent())
        .flatMap(disk -> disk.vdisk().id().stream().boxed())
        .collect(Collectors.toSet());
  }

  private static Predicate<Mount> on(GuestFacts.Os os, List<Disk> disks, List<VolumeId> volumes) {
    Set<Integer> numbers = numbers(disks, volumes);
    return mount -> os.devices().touches(mount.special(), numbers);
  }

  /**
   * What goes down with the guest beside what is unmounted, and is to be there again once it has
   * booted, in the order of mounting.
   */
  public static List<Mount> downWith(GuestFacts.Os os, List<Mount> unmounted) {
    return os.mounts().stream()
        .filter(mount -> !unmounted.contains(mount))
        .filter(mount -> !system(mount) && !ofTheSystem(os, mount))
        .toList();
  }

  /** What somebody mounted by hand, so that a boot would not bring it back. */
  private static boolean lost(GuestFacts.Os os, Mount mount) {
    boolean disk =
        os.devices().under(mount.special()).filter(under -> !under.isEmpty()).isPresent();
    AtBoot back = atBoot(os, mount);
    return !system(mount)
        && !ofTheSystem(os, mount)
        && !pooled(os, mount)
        && (back == AtBoot.NOT || (disk && back == AtBoot.OTHERWISE));
  }

  /**
   * What is mounted now and was not before, but for what the system mounts by itself.
   *
   * @param known the mount points of before
   */
  public static List<Mount> since(List<String> known, List<Mount> now) {
    return now.stream()
        .filter(mount -> !known.contains(mount.mountPoint()))
        .filter(mount -> !system(mount) && !ofTheSystem(now, mount))
        .toList();
  }

  private static boolean ofTheSystem(GuestFacts.Os os, Mount mount) {
    return ofTheSystem(os.mounts(), mount);
  }

  /** What the system, the automounter or a zone mounts by itself. */
  private static boolean ofTheSystem(List<Mount> all, Mount mount) {
    return PSEUDO.contains(mount.fsType())
        || MADE_AT_BOOT.matcher(mount.mountPoint()).matches()
        || mount.options().stream().anyMatch(option -> option.startsWith("zone="))
        || all.stream()
            .filter(other -> other.fsType().equals("autofs"))
            .anyMatch(other -> inside(mount.mountPoint(), other.mountPoint()));
  }

  private static List<Mount> chosen(List<Mount> mounts, Predicate<Mount> first) {
    List<Mount> chosen = new ArrayList<>();
    for (Mount mount : mounts) {
      if (first.test(mount) || chosen.stream().anyMatch(lower -> rests(mount, lower))) {
        chosen.add(mount);
      }
    }
    Collections.reverse(chosen);
    chosen.sort(Comparator.comparing(mount -> !checkpoint(mount)));
    return List.copyOf(chosen);
  }

  /**
   * What goes with pools, and what rests on that, before the rest: a pool that is imported mounts
   * all that it can, and would take a mount point that another file system had if that one came
   * later.
   *
   * @param unmounted in the order of unmounting
   * @param pooled whether a file system goes with its pool
   */
  public static List<Mount> poolsFirst(List<Mount> unmounted, Predicate<Mount> pooled) {
    List<Mount> byMounting = new ArrayList<>(unmounted);
    Collections.reverse(byMounting);
    List<Mount> first = chosen(byMounting, pooled);
    return Stream.concat(first.stream(), unmounted.stream().filter(mount -> !first.contains(mount)))
        .toList();
  }

  private static boolean checkpoint(Mount mount) {
    return mount.fsType().equals("vxfs") && mount.special().contains(":");
  }

  /** A mount inside another's directory, or a loopback of one, keeps that other one busy. */
  public static boolean rests(Mount upper, Mount lower) {
    return inside(upper.mountPoint(), lower.mountPoint())
        || inside(upper.special(), lower.mountPoint());
  }

  /**
   * What was mounted last of all that is mounted inside a directory, but for what the system mounts
   * by itself: a file system that is mounted on the directory would hide it.
   */
  public static Optional<Mount> inside(List<Mount> mounts, String directory) {
    return mounts.stream()
        .filter(mount -> inside(mount.mountPoint(), directory))
        .filter(mount -> !mount.mountPoint().equals(directory) && !ofTheSystem(mounts, mount))
        .reduce((lower, upper) -> upper);
  }

  /** What keeps a file system from being unmounted, besides processes. */
  public static List<PathUse> uses(GuestFacts.Os os, Mount mount) {
    return os.uses().stream()
        .filter(use -> inside(use.path(), mount.mountPoint()))
        .filter(
            use ->
                os.mounts().stream()
                    .filter(other -> inside(use.path(), other.mountPoint()))
                    .allMatch(other -> inside(mount.mountPoint(), other.mountPoint())))
        .toList();
  }

  private static boolean inside(String path, String directory) {
    return path.equals(directory) || path.startsWith(directory.equals("/") ? "/" : directory + "/");
  }

  /**
   * What the guest will do with it by itself when it boots. This is a forecast for the dry run;
   * what it really did is looked at afterwards.
   */
  public static AtBoot atBoot(GuestFacts.Os os, Mount mount) {
    if (pooled(os, mount)) {
      return AtBoot.AS_IT_WAS;
    }
    List<VfstabEntry> entries =
        entries(os.vfstab(), mount).stream().filter(VfstabEntry::atBoot).toList();
    if (entries.isEmpty()) {
      return AtBoot.NOT;
    }
    return entries.stream().anyMatch(entry -> sameOptions(entry.options(), mount))
        ? AtBoot.AS_IT_WAS
        : AtBoot.OTHERWISE;
  }

  /** What should be known of the guest's file systems before they go, in sentences. */
  static List<String> notes(GuestFacts guest, List<VolumeId> volumes) {
    return guest.os().stream()
        .flatMap(
            os ->
                Stream.of(
                        unmounted(guest, os, volumes),
                        os.clusterManagers().stream()
                            .map(
                                program ->
                                    "%s runs in %s: it may take file systems that go for a fault."
                                        .formatted(program, guest.domain().name())),
                        toUnmount(guest, volumes).stream()
                            .filter(mount -> mount.fsType().equals("tmpfs"))
                            .map(
                                mount ->
                                    "What is in %s of %s is lost: it is a tmpfs, which will be mounted empty."
                                        .formatted(mount.mountPoint(), guest.domain().name())))
                    .flatMap(each -> each))
        .toList();
  }

  private static Stream<String> unmounted(
      GuestFacts guest, GuestFacts.Os os, List<VolumeId> volumes) {
    Set<Integer> numbers = numbers(guest.disks(), volumes);
    return os.vfstab().stream()
        .filter(entry -> os.devices().touches(entry.special(), numbers))
        .filter(
            entry ->
                os.mounts().stream().noneMatch(mount -> mount.special().equals(entry.special())))
        .flatMap(entry -> entry.mountPoint().stream())
        .map(
            point ->
                "%s, which vfstab of %s has on these volumes, is not mounted."
                    .formatted(point, guest.domain().name()));
  }

  /** The options that vfstab has for it; empty where no line is for it. */
  public static Optional<List<String>> listed(GuestFacts.Os os, Mount mount) {
    return entries(os.vfstab(), mount).stream().map(VfstabEntry::options).findFirst();
  }

  private static List<VfstabEntry> entries(List<VfstabEntry> vfstab, Mount mount) {
    return vfstab.stream()
        .filter(entry -> entry.mountPoint().equals(Optional.of(mount.mountPoint())))
        .filter(entry -> entry.special().equals(mount.special()))
        .toList();
  }

  /** Whether options ask for what a mount has, apart from what nobody has to ask for. */
  public static boolean sameOptions(List<String> options, Mount mount) {
    return asked(options).equals(asked(mount.withoutKernelOptions().options()));
  }

  /** The options of a mount that somebody had to ask for, in their order. */
  public static List<String> askedFor(Mount mount) {
    return mount.withoutKernelOptions().options().stream()
        .filter(option -> !USUAL.contains(option))
        .toList();
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
