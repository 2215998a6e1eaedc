package org.cvmsnap.model;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which objects a disk group is made of, and how they hang together.
 *
 * @param snapObjects the names of the objects at the ends of ties between volumes and snapshots
 * @param subvolumes the volumes that layered volumes are built of
 * @param cached which plex keeps its data in which cache
 */
public record GroupLayout(
    GroupName group,
    List<VolumeRecord> volumes,
    List<Plex> plexes,
    List<Dco> dcos,
    Set<String> snapObjects,
    List<CacheObject> caches,
    Set<VolumeName> subvolumes,
    Map<String, String> cached) {
  public GroupLayout {
    volumes = List.copyOf(volumes);
    plexes = List.copyOf(plexes);
    dcos = List.copyOf(dcos);
    snapObjects = Set.copyOf(snapObjects);
    caches = List.copyOf(caches);
    subvolumes = Set.copyOf(subvolumes);
    cached = Map.copyOf(cached);
  }

  /** The cache that a space-optimized snapshot lives in; empty for other volumes. */
  public Optional<CacheObject> cacheOf(VolumeName name) {
    return plexesOf(name).stream()
        .flatMap(plex -> Optional.ofNullable(cached.get(plex.name())).stream())
        .findFirst()
        .flatMap(this::cache);
  }

  public Optional<CacheObject> cache(String name) {
    return caches.stream().filter(cache -> cache.name().equals(name)).findFirst();
  }

  /** The names that are in use, of whatever type of record: two records never share one. */
  public Set<String> recordNames() {
    Set<String> names = new HashSet<>();
    volumes.forEach(volume -> names.add(volume.name().value()));
    plexes.forEach(plex -> names.add(plex.name()));
    dcos.forEach(dco -> names.add(dco.name()));
    names.addAll(snapObjects);
    caches.forEach(cache -> names.add(cache.name()));
    return names;
  }

  /**
   * The volumes that somebody may keep data on: not the logs of DCOs, the volumes under caches, or
   * the volumes that layered volumes are built of.
   */
  public List<VolumeRecord> dataVolumes() {
    Set<VolumeName> inner = new HashSet<>(subvolumes);
    dcos.forEach(dco -> inner.add(dco.logVolume()));
    caches.forEach(cache -> inner.add(cache.cacheVolume()));
    return volumes.stream().filter(volume -> !inner.contains(volume.name())).toList();
  }

  public Optional<VolumeRecord> volume(VolumeName name) {
    return volumes.stream().filter(volume -> volume.name().equals(name)).findFirst();
  }

  public List<Plex> plexesOf(VolumeName name) {
    Optional<VolumeName> owner = Optional.of(name);
    return plexes.stream().filter(plex -> plex.volume().equals(owner)).toList();
  }

  /** The volume's snapshot mirrors that are not broken off, complete or being filled. */
  public List<Plex> unused(VolumeName name) {
    return plexesOf(name).stream()
        .filter(plex -> plex.readyToBreakOff() || plex.gettingReady())
        .toList();
  }

  /** The volume's data change object, if it was prepared. */
  public Optional<Dco> dcoOf(VolumeName name) {
    return dcos.stream().filter(dco -> dco.parent().equals(name)).findFirst();
  }

  /** Whether changes to the volume are not followed, though it has a data change object for it. */
  public boolean badLog(VolumeName name) {
    return dcoOf(name)
        .filter(
            dco ->
                dco.bad()
                    || volume(dco.logVolume()).filter(VolumeRecord::enabledAndActive).isEmpty())
        .isPresent();
  }

  /** The same, with the names of the data change objects that are BADLOG. */
  public GroupLayout withBadLogs(Set<String> bad) {
    List<Dco> marked =
        dcos.stream()
            .map(
                dco -> new Dco(dco.name(), dco.parent(), dco.logVolume(), bad.contains(dco.name())))
            .toList();
    return new GroupLayout(group, volumes, plexes, marked, snapObjects, caches, subvolumes, cached);
  }
}
