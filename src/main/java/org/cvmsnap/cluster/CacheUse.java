package org.cvmsnap.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.model.CacheObject;
import org.cvmsnap.model.DataAmount;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.model.VolumeRecord;

/**
 * How full the caches of space-optimized snapshots are, reckoned from how much has changed for
 * each. VxVM grows a cache that is used to its high watermark; one that is found above it could not
 * grow, and VxVM removes the oldest snapshot in it, or loses the last (vxcached(1M)).
 */
public final class CacheUse {
  private static final double HIGH_WATERMARK = 90;

  private final GroupFacts group;
  private final CacheObject cache;

  private CacheUse(GroupFacts group, CacheObject cache) {
    this.group = group;
    this.cache = cache;
  }

  /** What is wrong with a cache for whoever wants to use it; empty where it has room. */
  public static Optional<String> full(GroupFacts group, CacheObject cache) {
    double percent = new CacheUse(group, cache).percent();
    return percent < HIGH_WATERMARK
        ? Optional.empty()
        : Optional.of(
            "Cache %s/%s is about %.0f %% full and has not grown: VxVM may remove the oldest snapshot in it, and lose the last."
                .formatted(group.name(), cache.name(), Math.min(100, percent)));
  }

  /** What to do about a cache that is full. */
  public static String relief(GroupName group, CacheObject cache) {
    return "Make it larger (vxcache -g %1$s growcacheby %2$s SIZE), or remove old snapshots in it: vxcache -g %1$s listvol %2$s."
        .formatted(group, cache.name());
  }

  /** A sentence for each full cache that keeps a snapshot of one of the volumes. */
  static List<String> hazards(Collection<VolumeId> volumes, Map<GroupName, GroupFacts> groups) {
    return groups.values().stream()
        .flatMap(
            group ->
                group.layout().caches().stream()
                    .filter(cache -> new CacheUse(group, cache).concerns(volumes))
                    .flatMap(
                        cache ->
                            full(group, cache).stream()
                                .map(told -> told + " " + relief(group.name(), cache))))
        .toList();
  }

  private boolean concerns(Collection<VolumeId> volumes) {
    return snapshots()
        .flatMap(snapshot -> group.row(snapshot.name()).stream())
        .flatMap(row -> row.parent().filter(VolumeName::legal).stream())
        .anyMatch(source -> volumes.contains(new VolumeId(group.name(), new VolumeName(source))));
  }

  private Stream<VolumeRecord> snapshots() {
    return group.layout().dataVolumes().stream()
        .filter(volume -> !volume.state().equals("INVALID"))
        .filter(volume -> group.layout().cacheOf(volume.name()).equals(Optional.of(cache)));
  }

  private double percent() {
    long size = group.layout().volume(cache.cacheVolume()).map(VolumeRecord::sectors).orElse(0L);
    double used =
        snapshots()
            .mapToDouble(
                snapshot ->
                    snapshot.sectors()
                        * group
                            .row(snapshot.name())
                            .flatMap(SnapshotRow::change)
                            .map(DataAmount::percent)
                            .orElse(0.0)
                        / 100)
            .sum();
    return size == 0 ? 0 : 100 * used / size;
  }
}
