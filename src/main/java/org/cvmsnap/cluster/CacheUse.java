package org.cvmsnap.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.model.CacheObject;
import org.cvmsnap.model.DataAmount;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotInfo;
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
  public static final double HIGH_WATERMARK = 90;

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

  /** Told of a cache, and how full it is. */
  public interface Listener {
    void filled(GroupName group, CacheObject cache, double percent);
  }

  /** Tells of each cache that keeps a snapshot of one of the volumes, as far as they are there. */
  public static void each(Catalogue catalogue, Collection<VolumeId> volumes, Listener listener) {
    volumes.stream()
        .map(VolumeId::group)
        .distinct()
        .filter(catalogue::has)
        .map(catalogue::group)
        .flatMap(group -> group.layout().caches().stream().map(cache -> new CacheUse(group, cache)))
        .filter(use -> use.concerns(volumes))
        .forEach(use -> listener.filled(use.group.name(), use.cache, use.percent()));
  }

  /** What to do about a cache that is full. */
  public static String relief(GroupName group, CacheObject cache) {
    return "Make it larger (vxcache -g %1$s growcacheby %2$s SIZE), or remove old snapshots in it: vxcache -g %1$s listvol %2$s."
        .formatted(group, cache.name());
  }

  /**
   * The snapshots that were whole and are lost by now, as their cache had no room for what was
   * written since.
   *
   * @param now what there is of the group
   */
  public static List<VolumeId> lost(GroupFacts before, GroupLayout now) {
    return before.layout().caches().stream()
        .flatMap(cache -> new CacheUse(before, cache).snapshots())
        .map(VolumeRecord::name)
        .filter(name -> now.volume(name).filter(left -> !left.invalid()).isEmpty())
        .map(name -> new VolumeId(before.name(), name))
        .toList();
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

  /**
   * A sentence for each cache that may have no room for what a restore overwrites: as much of the
   * source as the snapshot differs from it, which every other snapshot of the source keeps.
   */
  public static List<String> overflows(GroupFacts group, SnapshotInfo restored) {
    return group.layout().caches().stream()
        .map(cache -> new CacheUse(group, cache))
        .flatMap(use -> use.overflow(restored).stream())
        .toList();
  }

  private Optional<String> overflow(SnapshotInfo restored) {
    List<VolumeRecord> keeping =
        snapshots()
            .filter(snapshot -> !snapshot.name().equals(restored.id().name()))
            .filter(snapshot -> source(snapshot).equals(restored.source()))
            .toList();
    double more =
        keeping.stream().mapToDouble(VolumeRecord::sectors).sum()
            * restored.changed().orElse(0)
            / Math.max(1, size());
    return keeping.isEmpty() || percent() + more < HIGH_WATERMARK
        ? Optional.empty()
        : Optional.of(
            "What is restored from %s may fill cache %s/%s, so that VxVM removes or loses %s: make it larger first (vxcache -g %s growcacheby %s SIZE)."
                .formatted(
                    restored.id().name(),
                    group.name(),
                    cache.name(),
                    keeping.stream()
                        .map(snapshot -> snapshot.name().value())
                        .collect(Collectors.joining(", ")),
                    group.name(),
                    cache.name()));
  }

  private Optional<VolumeName> source(VolumeRecord snapshot) {
    return group.row(snapshot.name()).flatMap(SnapshotRow::parent).flatMap(VolumeName::of);
  }

  private boolean concerns(Collection<VolumeId> volumes) {
    return snapshots()
        .flatMap(snapshot -> source(snapshot).stream())
        .anyMatch(source -> volumes.contains(new VolumeId(group.name(), source)));
  }

  private Stream<VolumeRecord> snapshots() {
    return group.layout().dataVolumes().stream()
        .filter(volume -> !volume.invalid())
        .filter(volume -> group.layout().cacheOf(volume.name()).equals(Optional.of(cache)));
  }

  private double percent() {
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
    return 100 * used / Math.max(1, size());
  }

  private long size() {
    return group.layout().volume(cache.cacheVolume()).map(VolumeRecord::sectors).orElse(0L);
  }
}
