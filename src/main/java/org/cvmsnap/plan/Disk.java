package org.cvmsnap.plan;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.model.VolumeId;

/**
 * A virtual disk and what is behind it.
 *
 * @param backEnd empty where no virtual disk server of this machine exports it
 * @param otherPaths what other back ends are in its multipath group (mpgroup)
 */
public record Disk(VirtualDisk vdisk, Optional<BackEnd> backEnd, List<BackEnd> otherPaths) {
  public Disk {
    otherPaths = List.copyOf(otherPaths);
  }

  /** With a single path. */
  public Disk(VirtualDisk vdisk, Optional<BackEnd> backEnd) {
    this(vdisk, backEnd, List.of());
  }

  /** The VxVM volume behind the disk; empty for files and other devices. */
  public Optional<VolumeId> volume() {
    return backEnd.flatMap(BackEnd::vxvmVolume);
  }
}
