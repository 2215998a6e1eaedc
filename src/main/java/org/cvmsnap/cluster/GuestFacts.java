package org.cvmsnap.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.Holder;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.VfstabEntry;

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

  /**
   * What the operating system in the guest says.
   *
   * @param mounts in the order in which they were mounted
   * @param holders who uses the file systems that would have to be unmounted, by mount point
   */
  public record Os(
      List<Mount> mounts, List<VfstabEntry> vfstab, Map<String, List<Holder>> holders) {
    public Os {
      mounts = List.copyOf(mounts);
      vfstab = List.copyOf(vfstab);
      holders = Map.copyOf(holders);
    }
  }
}
