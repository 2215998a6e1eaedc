package org.cvmsnap.cluster;

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
