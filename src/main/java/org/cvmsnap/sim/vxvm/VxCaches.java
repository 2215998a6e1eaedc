package org.cvmsnap.sim.vxvm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How full cache objects are, and what vxcached(1M) does about it: it grows a cache by a fifth at
 * 90 percent, as long as it may. Where it cannot, the oldest snapshot goes, but not the last one or
 * one that is open; once the cache is exhausted, what needs more of it is lost.
 */
final class VxCaches {
  private final VxStorage storage;

  VxCaches(VxStorage storage) {
    this.storage = storage;
  }

  /** The space-optimized snapshots in a cache, the oldest first. */
  List<VolumeRecord> snapshotsIn(DiskGroup group, CacheRecord cache) {
    return group.volumes().stream()
        .filter(volume -> cacheOf(group, volume).equals(Optional.of(cache.name())))
        .sorted(Comparator.comparing(VxCaches::taken))
        .toList();
  }

  private static String taken(VolumeRecord volume) {
    return volume.origin() == null ? "" : volume.origin().taken().toString();
  }

  static Optional<String> cacheOf(DiskGroup group, VolumeRecord volume) {
    return group.plexesOf(volume.name()).stream()
        .flatMap(plex -> plex.subdisks().stream())
        .filter(sub -> sub.type() == SubdiskRecord.Type.CACHE)
        .map(SubdiskRecord::on)
        .findFirst();
  }

  /** In sectors. */
  long used(DiskGroup group, CacheRecord cache) {
    return snapshotsIn(group, cache).stream()
        .filter(volume -> !volume.state().equals("INVALID"))
        .mapToLong(storage::dirtySectors)
        .sum();
  }

  long size(DiskGroup group, CacheRecord cache) {
    return group.volume(cache.volume()).map(VolumeRecord::length).orElse(0L);
  }

  /** A volume was written to; every cache with a snapshot of it, or with itself, may overflow. */
  void grown(DiskGroup group, String volume) {
    for (CacheRecord cache : group.caches()) {
      boolean concerned =
          snapshotsIn(group, cache).stream()
              .anyMatch(
                  snap ->
                      snap.name().equals(volume)
                          || (snap.origin() != null && snap.origin().source().equals(volume)));
      if (concerned) {
        relieve(group, cache);
      }
    }
  }

  private void relieve(DiskGroup group, CacheRecord cache) {
    long by = size(group, cache) / 5;
    while (cache.autogrow() && aboveWatermark(group, cache)) {
      if (size(group, cache) + by > cache.most() || !grow(group, cache, by)) {
        break;
      }
    }
    List<VolumeRecord> left = valid(group, cache);
    while (aboveWatermark(group, cache)
        && left.size() > 1
        && !storage.open(group, left.get(0).name())) {
      new VxRemoval(storage, "vxcached").removeSnapshot(group, left.get(0));
      left = valid(group, cache);
    }
    while (used(group, cache) > size(group, cache)) {
      group.change(
          valid(group, cache).get(0).name(), snap -> snap.withState("DETACHED", "INVALID"));
    }
  }

  private boolean aboveWatermark(DiskGroup group, CacheRecord cache) {
    return used(group, cache) * 10 > size(group, cache) * 9;
  }

  private List<VolumeRecord> valid(DiskGroup group, CacheRecord cache) {
    return snapshotsIn(group, cache).stream()
        .filter(snap -> !snap.state().equals("INVALID"))
        .toList();
  }

  boolean grow(DiskGroup group, CacheRecord cache, long by) {
    Optional<List<SubdiskRecord>> space = new VxSpace(group).allot(by, Set.of(), Set.of());
    if (space.isEmpty() || by <= 0) {
      return false;
    }
    for (PlexRecord plex : group.plexesOf(cache.volume())) {
      List<SubdiskRecord> pieces = new ArrayList<>(plex.subdisks());
      pieces.addAll(new VxSpace(group).allot(by, Set.of(), Set.of()).orElse(List.of()));
      group.put(
          new PlexRecord(
              plex.name(),
              plex.volume(),
              plex.kstate(),
              plex.state(),
              plex.length() + by,
              pieces,
              plex.attributes()));
    }
    group.change(cache.volume(), volume -> volume.withLength(volume.length() + by));
    return true;
  }
}
