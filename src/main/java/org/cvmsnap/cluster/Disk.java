package org.cvmsnap.cluster;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.ldm.Ldm;
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

  /**
   * The disk and what is behind it. Where services of two domains have the same name, either back
   * end may be the disk's: it is then {@link #ambiguous}.
   *
   * @param backEnds all that its node exports
   */
  static Disk of(VirtualDisk vdisk, BackEnds backEnds) {
    List<BackEnd> shown = backEnds.of(vdisk);
    Stream<BackEnd> alternatives =
        shown.stream()
            .flatMap(path -> path.mpgroup().stream())
            .flatMap(group -> backEnds.in(group).stream())
            .filter(path -> shown.stream().noneMatch(path::sameExport))
            .distinct();
    return new Disk(
        vdisk,
        shown.stream().findFirst(),
        Stream.concat(shown.stream().skip(1), alternatives).toList());
  }

  /** The disks of all domains of a machine. */
  public static List<Disk> all(Ldm ldm) throws NotLearnedException, InterruptedException {
    BackEnds backEnds = new BackEnds(ldm.backEnds());
    return ldm.disks().stream().map(disk -> of(disk, backEnds)).toList();
  }

  /** Whether several back ends have the name that it names. */
  public boolean ambiguous() {
    return otherPaths.stream().anyMatch(vdisk::shows);
  }

  /** Whether the volume is behind it, on whatever path. */
  public boolean shows(VolumeId volume) {
    return paths().stream().anyMatch(path -> path.vxvmVolume().equals(Optional.of(volume)));
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
