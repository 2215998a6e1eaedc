package org.cvmsnap.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Holder;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.VfstabEntry;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.solaris.Fsck;
import org.cvmsnap.solaris.GuestOs;

/** Asks a guest what it has mounted, on what, and who uses it. */
final class GuestReading {
  private final GuestOs os;
  private final Fsck fsck;
  private final List<Disk> disks;
  private final List<String> leftAlone;

  /**
   * @param disks of the guest
   * @param leftAlone mount points that are nobody's concern
   */
  GuestReading(GuestOs os, Fsck fsck, List<Disk> disks, List<String> leftAlone) {
    this.os = os;
    this.fsck = fsck;
    this.disks = disks;
    this.leftAlone = leftAlone;
  }

  /**
   * What the guest says.
   *
   * @param volumes that it would have to let go of
   * @throws org.cvmsnap.error.RefusedException when what is to be left alone is on the volumes
   */
  GuestFacts.Os os(List<VolumeId> volumes) throws NotLearnedException, InterruptedException {
    List<Mount> mounts = os.mounts();
    List<VfstabEntry> vfstab = os.vfstab();
    Set<Integer> meant = Mounts.numbers(disks, volumes);
    GuestDevices devices = devices(meant);
    GuestFacts.Os all =
        new GuestFacts.Os(
            mounts,
            vfstab,
            devices,
            new LabelReading(os, fsck, devices, mounts, vfstab).on(meant),
            Map.of(),
            Map.of(),
            os.pathUses(),
            clusterManagers(),
            os.service(GuestOs.MULTI_USER).equals("online"));
    GuestFacts.Os found = all.with(Mounts.concerning(all, disks, volumes, leftAlone));
    List<Mount> affected = Mounts.toUnmount(found, disks, volumes);
    Map<String, List<Holder>> holders =
        affected.stream().anyMatch(Mounts::system)
            ? Map.of()
            : os.holders(affected.stream().map(Mount::mountPoint).toList());
    return found.with(holders, clean(FileSystem.on(found, disks, volumes)));
  }

  /**
   * What the file systems say of themselves now, which tells whether they can be asked later: of
   * one that is mounted it is known what it should say.
   */
  private Map<String, FileSystem.Answer> clean(List<FileSystem> fileSystems)
      throws InterruptedException {
    Map<String, FileSystem.Answer> clean = new LinkedHashMap<>();
    for (FileSystem each : fileSystems) {
      clean.put(each.device(), asked(each));
    }
    return clean;
  }

  private FileSystem.Answer asked(FileSystem of) throws InterruptedException {
    if (!Fsck.TYPES.contains(of.type())) {
      return new FileSystem.Answer(
          Optional.empty(), "no check that only reads is known for " + of.type());
    }
    try {
      return FileSystem.Answer.of(fsck.cleanness(of.type(), of.device()));
    } catch (NotLearnedException e) {
      return new FileSystem.Answer(Optional.empty(), e.why());
    }
  }

  private GuestDevices devices(Set<Integer> meant)
      throws NotLearnedException, InterruptedException {
    Map<String, String> units = os.frontEnds();
    Set<Integer> known =
        disks.stream()
            .flatMap(disk -> disk.vdisk().id().stream().boxed())
            .collect(Collectors.toSet());
    Map<String, Integer> numbers = GuestDevices.numbers(units, known);
    Map<Integer, List<String>> slices = new LinkedHashMap<>();
    for (int disk : meant) {
      List<String> those = GuestDevices.slices(numbers, disk);
      if (!those.isEmpty()) {
        slices.put(disk, those);
      }
    }
    return new GuestDevices(numbers, os.layers(), os.swap(), dump(), os.openers(slices));
  }

  /** That it cannot be learned whether there are any speaks against nothing, and is no fault. */
  private List<String> clusterManagers() throws InterruptedException {
    try {
      return os.clusterManagers();
    } catch (NotLearnedException e) {
      return List.of("a cluster manager that cannot be looked for (" + e.why() + ")");
    }
  }

  /** Only root may ask for it, and nothing is written there while the guest runs. */
  private Optional<String> dump() throws InterruptedException {
    try {
      return os.dump();
    } catch (NotLearnedException e) {
      return Optional.empty();
    }
  }
}
