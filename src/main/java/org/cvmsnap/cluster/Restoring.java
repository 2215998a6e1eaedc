package org.cvmsnap.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.vxvm.Vxvm;

/**
 * A restore that is still being copied: VxVM lets the volume be used at once, and reads what is not
 * there yet from the snapshot (vxsnap(1M), restore). It does not tell from which one.
 *
 * @param unknown why nobody knows whether there is one; empty text where there is
 */
public record Restoring(VolumeId volume, String unknown) {
  /** Those of the volumes to which a restore is, or may be, still being copied. */
  public static Map<VolumeId, Restoring> among(List<VolumeId> volumes, Vxvm vxvm)
      throws InterruptedException {
    Map<VolumeId, Restoring> restoring = new HashMap<>();
    Map<GroupName, List<VolumeId>> groups =
        volumes.stream().collect(Collectors.groupingBy(VolumeId::group));
    for (List<VolumeId> group : groups.values()) {
      ask(vxvm, group).forEach(each -> restoring.put(each.volume(), each));
    }
    return restoring;
  }

  private static List<Restoring> ask(Vxvm vxvm, List<VolumeId> volumes)
      throws InterruptedException {
    try {
      Map<VolumeName, Boolean> told =
          vxvm.restoring(volumes.get(0).group(), volumes.stream().map(VolumeId::name).toList());
      return volumes.stream()
          .filter(volume -> told.getOrDefault(volume.name(), false))
          .map(volume -> new Restoring(volume, ""))
          .toList();
    } catch (NotLearnedException e) {
      return volumes.stream().map(volume -> new Restoring(volume, e.why())).toList();
    }
  }

  /** Why nothing is done meanwhile that its copying may need otherwise. */
  public Refusal refusal() {
    return new Refusal(
        unknown.isEmpty()
            ? "An earlier restore is still being copied to " + volume + "."
            : "Whether an earlier restore is still being copied to %s is not known: %s."
                .formatted(volume, unknown),
        ShellLine.hint(
            "Wait until it is done: vxtask list; vxprint -g %s -m %s.",
            volume.group(), volume.name()));
  }
}
