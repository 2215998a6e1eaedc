package org.cvmsnap.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.cluster.Disk;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.site.Site;

/**
 * Whether a guest has behind its disks what it had: what somebody has put there while it was down
 * may be another guest's, and bound to both it would be ruined.
 *
 * @param devices by the names of its disks, an empty text where that was not known; nothing is
 *     looked at where there are none
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

  /** What speaks against binding and starting it; empty where nothing does. */
  Optional<Look> against(Site site) throws NotLearnedException, InterruptedException {
    List<String> others = new ArrayList<>();
    for (Disk disk : there(site)) {
      String before = devices.getOrDefault(disk.vdisk().name(), "");
      boolean same =
          before.isEmpty() || disk.paths().stream().map(BackEnd::behind).anyMatch(before::equals);
      if (!same) {
        others.add(
            "disk %s shows %s and showed %s"
                .formatted(
                    disk.vdisk().name(),
                    disk.backEnd().map(BackEnd::behind).orElse("what nobody exports here"),
                    before));
      }
    }
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Look.blocked(
                String.join("; ", others)
                    + ShellLine.hint(
                        "; give each its own back end again, on %s: ldm list -o disk %s; ldm list-services",
                        control.name(), guest)));
  }

  /** The disks that it did not have. */
  List<Disk> added(Site site) throws NotLearnedException, InterruptedException {
    return there(site).stream().filter(disk -> !devices.containsKey(disk.vdisk().name())).toList();
  }
}
