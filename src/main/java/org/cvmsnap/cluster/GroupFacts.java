package org.cvmsnap.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.VolumeAttributes;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.vxvm.Vxvm;

/**
 * What is known of one disk group, as far as it was asked for: what was not is empty.
 *
 * @param attributes of its volumes
 * @param marks what is written into each plex's {@code putil2}
 * @param rows VxVM's own list of snapshots
 * @param tags the tags of all volumes that have any
 */
public record GroupFacts(
    DiskGroup group,
    GroupLayout layout,
    List<VolumeAttributes> attributes,
    Map<String, String> marks,
    List<SnapshotRow> rows,
    Map<VolumeName, Map<String, String>> tags) {
  public GroupFacts {
    attributes = List.copyOf(attributes);
    marks = Map.copyOf(marks);
    rows = List.copyOf(rows);
    tags = Map.copyOf(tags);
  }

  /** Nothing but what it is made of. */
  public GroupFacts(DiskGroup group, GroupLayout layout) {
    this(group, layout, List.of(), Map.of(), List.of(), Map.of());
  }

  /** Without snapshots. */
  public GroupFacts(
      DiskGroup group,
      GroupLayout layout,
      List<VolumeAttributes> attributes,
      Map<String, String> marks) {
    this(group, layout, attributes, marks, List.of(), Map.of());
  }

  /** What it is made of, and its snapshots. */
  static GroupFacts withSnapshots(Vxvm vxvm, DiskGroup group)
      throws NotLearnedException, InterruptedException {
    return new GroupFacts(group, vxvm.layout(group.name())).andSnapshots(vxvm);
  }

  /** The same with its snapshots. */
  public GroupFacts andSnapshots(Vxvm vxvm) throws NotLearnedException, InterruptedException {
    return with(vxvm.snapshots(name()), vxvm.tags(name()));
  }

  public GroupFacts with(List<SnapshotRow> newRows, Map<VolumeName, Map<String, String>> newTags) {
    return new GroupFacts(group, layout, attributes, marks, newRows, newTags);
  }

  public GroupName name() {
    return group.name();
  }

  public Optional<VolumeAttributes> attributes(VolumeName volume) {
    return attributes.stream().filter(each -> each.name().equals(volume)).findFirst();
  }

  /** How snapshots of the volume are worked with; empty where VxVM does not tell. */
  public Optional<Family> family(VolumeName volume) {
    return attributes(volume)
        .flatMap(VolumeAttributes::instant)
        .map(instant -> instant ? Family.INSTANT : Family.TRADITIONAL);
  }

  public Map<String, String> tags(VolumeName volume) {
    return tags.getOrDefault(volume, Map.of());
  }

  /** VxVM's own entry of a snapshot, or of a mirror that may become one again. */
  public Optional<SnapshotRow> row(VolumeName volume) {
    return rows.stream()
        .filter(row -> row.name().equals(volume.value()))
        .filter(row -> row.snapType().isPresent() && row.parent().isPresent())
        .findFirst();
  }

  /** Every volume that VxVM lists as a snapshot, or that carries the mark of one. */
  public List<SnapshotInfo> snapshots() {
    return new SnapshotCatalogue(this).snapshots();
  }

  /** Whether a snapshot mirror is cvmsnap's or nobody's. */
  public boolean ours(Plex plex) {
    return ours(marks, plex);
  }

  /**
   * Whether a plex is cvmsnap's or nobody's, as its field {@code putil2} says, which VxVM leaves to
   * administrators: other tools write their names there (dbed does, for instance). What is not
   * known is somebody's.
   */
  public static boolean ours(Map<String, String> marks, Plex plex) {
    String mark = marks.get(plex.name());
    return mark != null && (mark.isEmpty() || mark.equals("cvmsnap"));
  }
}
