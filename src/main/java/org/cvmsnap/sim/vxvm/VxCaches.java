package org.cvmsnap.sim.vxvm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How full cache objects are, and what vxcached(1M) does about it: it grows a cache by a fifth at
 * 90 percent, to twice its size at most; where it cannot, the oldest snapshot goes, and if that may
 * not go either, it is lost.
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
    long original = size(group, cache);
    while (cache.autogrow()
        && used(group, cache) * 10 > size(group, cache) * 9
        && size(group, cache) < 2 * original) {
      if (!grow(group, cache, original / 5)) {
        break;
      }
    }
    while (used(group, cache) > size(group, cache)) {
      List<VolumeRecord> left =
          snapshotsIn(group, cache).stream()
              .filter(snap -> !snap.state().equals("INVALID"))
              .toList();
      VolumeRecord oldest = left.get(0);
      if (left.size() > 1 && !storage.open(group, oldest.name())) {
        new VxRemoval(storage, "vxcached").removeSnapshot(group, oldest);
      } else {
        group.change(oldest.name(), snap -> snap.withState("DETACHED", "INVALID"));
      }
    }
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
