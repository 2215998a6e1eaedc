package org.cvmsnap.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.Holder;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.PathUse;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VfstabEntry;
import org.cvmsnap.model.VolumeId;

/**
 * What the survey found of the guest.
 *
 * @param disks its virtual disks
 * @param autoBoot whether it boots by itself once it is started
 * @param os what its operating system says; empty where none is running
 */
public record GuestFacts(
    Domain domain, List<Disk> disks, boolean autoBoot, String constraints, Optional<Os> os) {
  public GuestFacts {
    disks = List.copyOf(disks);
  }

  /** The VxVM volumes behind its disks, in the order of these. */
  public List<VolumeId> volumes() {
    return volumes(disks);
  }

  /** The numbers that its disks will have once it is bound anew, as far as that is known. */
  public Map<String, Integer> onceBound() {
    try {
      return Ldm.numbersOnceBound(constraints);
    } catch (IllegalArgumentException e) {
      return Map.of(); // looked at once it is bound
    }
  }

  /** The numbers of its disks by their names, of those that have one. */
  public Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    disks.forEach(disk -> disk.vdisk().id().ifPresent(id -> numbers.put(disk.vdisk().name(), id)));
    return numbers;
  }

  /** The volumes behind its disks, by their names; an empty text where there is another device. */
  public Map<String, String> devices() {
    Map<String, String> devices = new LinkedHashMap<>();
    disks.forEach(
        disk ->
            devices.put(
                disk.vdisk().name(),
                disk.volume().filter(any -> !disk.ambiguous()).map(VolumeId::device).orElse("")));
    return devices;
  }

  static List<VolumeId> volumes(List<Disk> disks) {
    return disks.stream().flatMap(disk -> disk.volume().stream()).distinct().toList();
  }

  /** Those of its volumes that may be meant: one, if it is clear which is. */
  public List<VolumeId> meant(SnapshotRef ref) {
    return volumes().stream().filter(ref::means).toList();
  }

  /**
   * What the operating system in the guest says.
   *
   * @param mounts in the order in which they were mounted
   * @param devices on which virtual disks these lie
   * @param unnamed what else is on the disks of the volumes that it would have to let go of
   * @param holders who uses the file systems that would have to be unmounted, by mount point
   * @param clean what the file systems on the volumes say of themselves, by device
   * @param uses what keeps file systems from being unmounted besides processes
   * @param clusterManagers the programs of cluster managers that run in it
   * @param multiUser whether it has reached its multi-user milestone
   */
  public record Os(
      List<Mount> mounts,
      List<VfstabEntry> vfstab,
      GuestDevices devices,
      UnnamedSlices unnamed,
      Map<String, List<Holder>> holders,
      Map<String, FileSystem.Answer> clean,
      List<PathUse> uses,
      List<String> clusterManagers,
      boolean multiUser) {
    public Os {
      mounts = List.copyOf(mounts);
      vfstab = List.copyOf(vfstab);
      holders = Map.copyOf(holders);
      clean = Map.copyOf(clean);
      uses = List.copyOf(uses);
      clusterManagers = List.copyOf(clusterManagers);
    }

    /** The same with other mounts. */
    Os with(List<Mount> others) {
      return new Os(
          others, vfstab, devices, unnamed, holders, clean, uses, clusterManagers, multiUser);
    }

    Os with(Map<String, List<Holder>> found, Map<String, FileSystem.Answer> answers) {
      return new Os(
          mounts, vfstab, devices, unnamed, found, answers, uses, clusterManagers, multiUser);
    }
  }
}
