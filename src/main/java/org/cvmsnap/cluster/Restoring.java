package org.cvmsnap.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.VolumeId;
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
    for (VolumeId volume : volumes) {
      of(vxvm, volume).ifPresent(each -> restoring.put(volume, each));
    }
    return restoring;
  }

  /** What VxVM says of a volume; empty where nothing is copied, or where it has no word for it. */
  private static Optional<Restoring> of(Vxvm vxvm, VolumeId volume) throws InterruptedException {
    try {
      return vxvm.restoring(volume).orElse(false)
          ? Optional.of(new Restoring(volume, ""))
          : Optional.empty();
    } catch (NotLearnedException e) {
      return Optional.of(new Restoring(volume, e.why()));
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
