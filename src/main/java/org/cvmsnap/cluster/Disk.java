package org.cvmsnap.cluster;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

  /** All back ends of it, the one that it names first. */
  public List<BackEnd> paths() {
    return Stream.concat(backEnd.stream(), otherPaths.stream()).toList();
  }

  /** The VxVM volume behind the disk; empty for files and other devices. */
  public Optional<VolumeId> volume() {
    return backEnd.flatMap(BackEnd::vxvmVolume);
  }
}
