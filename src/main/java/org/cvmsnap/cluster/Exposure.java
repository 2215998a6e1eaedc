package org.cvmsnap.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.model.VolumeId;

/**
 * A volume that a virtual disk server exports.
 *
 * @param disk the domain's disk that it is behind; empty where no domain has one
 */
public record Exposure(Machine node, BackEnd backEnd, Optional<VirtualDisk> disk) {
  /**
   * How a volume is exported on a node: once for each domain's disk that it is behind, on whatever
   * path, and once for each export that is behind no disk.
   *
   * @param disks of all domains of the node
   * @param exports what its virtual disk servers export; those behind disks may be among them
   */
  static List<Exposure> of(VolumeId volume, Machine node, List<Disk> disks, List<BackEnd> exports) {
    List<Exposure> exposures = new ArrayList<>();
    for (Disk disk : disks) {
      disk.paths().stream()
          .filter(path -> path.vxvmVolume().equals(Optional.of(volume)))
          .findFirst()
          .ifPresent(path -> exposures.add(new Exposure(node, path, Optional.of(disk.vdisk()))));
    }
    exports.stream()
        .filter(export -> export.vxvmVolume().equals(Optional.of(volume)))
        .filter(export -> disks.stream().noneMatch(disk -> disk.paths().contains(export)))
        .forEach(export -> exposures.add(new Exposure(node, export, Optional.empty())));
    return exposures;
  }

  /** "ldom2 on sun-a (disk data, c0d4)" or "primary-vds0 on sun-a (as snap), to no domain". */
  public String described() {
    return disk.map(
            vdisk ->
                "%s on %s (disk %s%s)"
                    .formatted(
                        vdisk.domain(),
                        node.name(),
                        vdisk.name(),
                        vdisk.frontEnd().map(front -> ", " + front).orElse("")))
        .orElseGet(
            () ->
                "%s on %s (as %s), to no domain"
                    .formatted(backEnd.service(), node.name(), backEnd.volume()));
  }

  /** What an operator types to end it, and where. */
  String ending(VolumeId volume) {
    return disk.map(
            vdisk ->
                ShellLine.hint(
                    "Take it from that domain: cvmsnap unexport %s --ldom %s, on %s.",
                    volume, vdisk.domain(), node.name()))
        .orElseGet(
            () ->
                ShellLine.hint(
                    "Stop exporting it: ldm rm-vdsdev %s, on %s.",
                    backEnd.volume() + "@" + backEnd.service(), node.name()));
  }
}
