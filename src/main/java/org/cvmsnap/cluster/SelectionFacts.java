package org.cvmsnap.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.VolumeId;

/**
 * All that has to be known before a guest is taken down for points in time of its volumes.
 *
 * @param outage its disk groups with their snapshots
 * @param restoring the sources to which a restore is, or may be, still being copied
 */
public record SelectionFacts(OutageFacts outage, Map<VolumeId, Restoring> restoring) {
  public SelectionFacts {
    restoring = Map.copyOf(restoring);
  }

  /** The snapshots in the disk groups of the guest's volumes, whosesoever. */
  public List<SnapshotInfo> snapshots() {
    return outage.groups().values().stream().flatMap(each -> each.snapshots().stream()).toList();
  }

  public Optional<SnapshotRow> row(VolumeId snapshot) {
    return outage.group(snapshot).flatMap(group -> group.row(snapshot.name()));
  }

  public Map<String, String> tags(VolumeId snapshot) {
    return outage.group(snapshot).map(group -> group.tags(snapshot.name())).orElse(Map.of());
  }
}
