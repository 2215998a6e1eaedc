package org.cvmsnap.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.cluster.Disk;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.site.Site;

/**
 * Whether a guest has the volumes behind its disks that it had: what somebody has put there while
 * it was down may be another guest's, and bound to both it would be ruined. Of files and other
 * devices nobody can tell who else has them, and whoever has moved one knows.
 *
 * @param devices of the volumes by the names of the disks, an empty text where there was none;
 *     nothing is looked at where there are no disks
 */
record DisksAsBefore(GuestName guest, Machine control, Map<String, String> devices) {

  private List<Disk> there(Site site) throws NotLearnedException, InterruptedException {
    if (devices.isEmpty()) {
      return List.of();
    }
    return Disk.all(site.ldm(control)).stream()
        .filter(disk -> disk.vdisk().domain().equals(guest))
        .toList();
  }

  private static Stream<VolumeId> volumes(Disk disk) {
    return disk.paths().stream().flatMap(path -> path.vxvmVolume().stream());
  }

  /** What speaks against binding and starting it; empty where nothing does. */
  Optional<Look> against(Site site) throws NotLearnedException, InterruptedException {
    List<String> others = new ArrayList<>();
    for (Disk disk : there(site)) {
      String before = devices.getOrDefault(disk.vdisk().name(), "");
      if (!before.isEmpty() && volumes(disk).map(VolumeId::device).noneMatch(before::equals)) {
        others.add(
            "disk %s shows %s and showed %s"
                .formatted(
                    disk.vdisk().name(),
                    disk.backEnd().map(BackEnd::device).orElse("what nobody exports here"),
                    before));
      }
    }
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Look.blocked(
                String.join("; ", others)
                    + ShellLine.hint(
                        "; give each its own volume again, on %s (ldm list-services tells under which name): ldm unbind %s, then ldm rm-vdisk and ldm add-vdisk id=N for it",
                        control.name(), guest)));
  }

  /**
   * Volumes that it had behind no disk: somebody has given it one more, or put one in the place of
   * something else.
   */
  List<VolumeId> added(Site site) throws NotLearnedException, InterruptedException {
    return there(site).stream()
        .filter(disk -> devices.getOrDefault(disk.vdisk().name(), "").isEmpty())
        .flatMap(DisksAsBefore::volumes)
        .filter(volume -> !devices.containsValue(volume.device()))
        .distinct()
        .toList();
  }
}
