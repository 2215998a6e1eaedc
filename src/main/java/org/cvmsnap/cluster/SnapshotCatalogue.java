package org.cvmsnap.cluster;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cvmsnap.model.DataAmount;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.SnapshotType;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.model.VolumeRecord;

/** The snapshots of one disk group, out of its layout, VxVM's own list, and cvmsnap's tags. */
public final class SnapshotCatalogue {
  private final GroupLayout layout;
  private final List<SnapshotRow> rows;
  private final Map<VolumeName, Map<String, String>> tags;

  public SnapshotCatalogue(
      GroupLayout layout, List<SnapshotRow> rows, Map<VolumeName, Map<String, String>> tags) {
    this.layout = layout;
    this.rows = List.copyOf(rows);
    this.tags = Map.copyOf(tags);
  }

  /** Every volume that VxVM lists as a snapshot, or that carries the mark of one. */
  public List<SnapshotInfo> snapshots() {
    List<SnapshotInfo> snapshots = new ArrayList<>();
    for (VolumeRecord volume : layout.dataVolumes()) {
      Optional<SnapshotRow> row = row(volume.name());
      Map<String, String> marks = tags.getOrDefault(volume.name(), Map.of());
      if (row.filter(each -> !each.linkedMirror()).isPresent() || marks.containsKey(Tags.RUN)) {
        snapshots.add(info(volume, row, marks));
      }
    }
    return List.copyOf(snapshots);
  }

  private Optional<SnapshotRow> row(VolumeName name) {
    return rows.stream()
        .filter(row -> row.name().equals(name.value()))
        .filter(row -> row.snapType().isPresent() && row.parent().isPresent())
        .findFirst();
  }

  private SnapshotInfo info(
      VolumeRecord volume, Optional<SnapshotRow> row, Map<String, String> marks) {
    Optional<VolumeName> source =
        row.flatMap(SnapshotRow::parent)
            .or(() -> Optional.ofNullable(marks.get(Tags.SOURCE)))
            .map(VolumeName::new);
    return new SnapshotInfo(
        new VolumeId(layout.group(), volume.name()),
        source,
        Optional.ofNullable(marks.get(Tags.KIND))
            .orElseGet(() -> kind(row.flatMap(SnapshotRow::typeWord).orElse(""))),
        Optional.ofNullable(marks.get(Tags.TAKEN))
            .or(() -> row.flatMap(SnapshotRow::date).map(LocalDateTime::toString)),
        volume.sectors(),
        percent(row.flatMap(SnapshotRow::change)),
        percent(row.flatMap(SnapshotRow::synced)),
        Optional.ofNullable(marks.get(Tags.GUEST)),
        Optional.ofNullable(marks.get(Tags.RUN)),
        troubles(volume, row, marks));
  }

  private static OptionalDouble percent(Optional<DataAmount> amount) {
    return amount.isPresent() ? OptionalDouble.of(amount.get().percent()) : OptionalDouble.empty();
  }

  /** VxVM's word for a kind (vxsnap(1M), list), in cvmsnap's. */
  private static String kind(String word) {
    return switch (SnapshotType.of(word)) {
      case BROKEN_OFF_MIRROR -> "break-off";
      case FULL_SIZED -> "full";
      case SPACE_OPTIMIZED -> "space-optimized";
      case BROKEN_OFF_VOLUME -> "linked";
      default -> word.isEmpty() ? "unknown" : word;
    };
  }

  private List<String> troubles(
      VolumeRecord volume, Optional<SnapshotRow> row, Map<String, String> marks) {
    List<String> troubles = new ArrayList<>();
    if (!volume.enabledAndActive()) {
      troubles.add(
          volume.kernelState().equals("ENABLED")
              ? volume.state()
              : volume.kernelState() + "/" + volume.state());
    }
    layout
        .cacheOf(volume.name())
        .filter(cache -> !cache.kernelState().equals("ENABLED"))
        .ifPresent(cache -> troubles.add("cache " + cache.name() + " is " + cache.kernelState()));
    if (volume.state().equals("INVALID")) {
      layout
          .cacheOf(volume.name())
          .ifPresent(
              cache -> troubles.add("lost with what cache " + cache.name() + " had no room for"));
    }
    row.flatMap(SnapshotRow::synced)
        .filter(synced -> !synced.all())
        .filter(synced -> row.filter(it -> it.isA(SnapshotType.SPACE_OPTIMIZED)).isEmpty())
        .ifPresent(synced -> troubles.add("unsynchronized"));
    if (row.isEmpty() && layout.dcoOf(volume.name()).isPresent()) {
      troubles.add("dissociated");
    }
    if (row.filter(SnapshotRow::linkedMirror).isPresent()) {
      troubles.add("a mirror again");
    }
    int missing = missing(marks);
    if (missing > 0) {
      troubles.add(missing + " of its set missing");
    }
    return troubles;
  }

  /** How many snapshots of its set are gone: the set is not what was taken any more. */
  private int missing(Map<String, String> marks) {
    String run = marks.get(Tags.RUN);
    if (run == null) {
      return 0;
    }
    long there =
        layout.dataVolumes().stream()
            .filter(each -> run.equals(tags.getOrDefault(each.name(), Map.of()).get(Tags.RUN)))
            .count();
    try {
      return (int) (Long.parseLong(marks.getOrDefault(Tags.SET, "1")) - there);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
