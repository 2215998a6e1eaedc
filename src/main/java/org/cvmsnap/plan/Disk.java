package org.cvmsnap.plan;

import java.util.Optional;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.model.VolumeId;

/**
 * A virtual disk and what is behind it.
 *
 * @param backEnd empty where no virtual disk server of this machine exports it
 */
public record Disk(VirtualDisk vdisk, Optional<BackEnd> backEnd) {
  /** The VxVM volume behind the disk; empty for files and other devices. */
  public Optional<VolumeId> volume() {
    return backEnd.flatMap(BackEnd::vxvmVolume);
  }
}
