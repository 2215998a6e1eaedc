package org.cvmsnap.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;

/**
 * All that has to be known before a guest is taken down for points in time of its volumes.
 *
 * @param rows VxVM's own list of snapshots
 * @param tags the tags of all volumes that have any
 * @param restoring the sources to which a restore is still being copied
 */
public record PointFacts(
    OutageFacts outage,
    Map<GroupName, List<SnapshotRow>> rows,
    Map<GroupName, Map<VolumeName, Map<String, String>>> tags,
    Set<VolumeId> restoring) {
  public PointFacts {
    rows = Map.copyOf(rows);
    tags = Map.copyOf(tags);
    restoring = Set.copyOf(restoring);
  }

  /** The snapshots in the disk groups of the guest's volumes, whosesoever. */
  public List<SnapshotInfo> snapshots() {
    List<SnapshotInfo> snapshots = new ArrayList<>();
    outage
        .groups()
        .forEach(
            (name, group) ->
                snapshots.addAll(
                    new SnapshotCatalogue(
                            group.layout(),
                            rows.getOrDefault(name, List.of()),
                            tags.getOrDefault(name, Map.of()))
                        .snapshots()));
    return List.copyOf(snapshots);
  }

  public Optional<SnapshotRow> row(VolumeId snapshot) {
    return rows.getOrDefault(snapshot.group(), List.of()).stream()
        .filter(row -> row.name().equals(snapshot.name().value()))
        .filter(row -> row.snapType().isPresent())
        .findFirst();
  }

  public Map<String, String> tags(VolumeId snapshot) {
    return tags.getOrDefault(snapshot.group(), Map.of()).getOrDefault(snapshot.name(), Map.of());
  }
}
