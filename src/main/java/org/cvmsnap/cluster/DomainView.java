package org.cvmsnap.cluster;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.VolumeId;

/**
 * A domain, its disks, and what its operating system has mounted.
 *
 * @param mounts empty where nobody asked, or got an answer
 * @param unknown why there was no answer; empty text where nobody asked
 */
public record DomainView(
    Domain domain, List<Disk> disks, Optional<List<Mount>> mounts, String unknown) {
  public DomainView {
    disks = List.copyOf(disks);
    mounts = mounts.map(List::copyOf);
  }

  /** One whose operating system nobody has asked. */
  public DomainView(Domain domain, List<Disk> disks) {
    this(domain, disks, Optional.empty(), "");
  }

  /** Whether there is an operating system that may know of file systems on disks. */
  public boolean answers() {
    return domain.state() == DomainState.ACTIVE
        && !domain.flags().control()
        && !domain.flags().transition()
        && !disks.isEmpty();
  }

  /** What is behind its disks, on whatever path. */
  List<VolumeId> volumes() {
    return disks.stream()
        .flatMap(disk -> disk.paths().stream())
        .flatMap(path -> path.vxvmVolume().stream())
        .toList();
  }

  /** The file systems on one of its disks; empty where that is not known. */
  public Optional<List<Mount>> mountsOn(Disk disk) {
    return mounts.map(all -> Mounts.on(all, disk));
  }
}
