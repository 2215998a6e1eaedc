package org.cvmsnap.model;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which objects a disk group is made of, and how they hang together; each is found by its name. */
public final class GroupLayout {
  private final GroupName group;
  private final Map<VolumeName, VolumeRecord> volumes;
  private final List<Plex> plexes;
  private final Map<VolumeName, List<Plex>> plexesByVolume;
  private final Map<VolumeName, Dco> dcosByParent;
  private final List<Dco> dcos;
  private final Set<String> snapObjects;
  private final Map<String, CacheObject> caches;
  private final Set<VolumeName> subvolumes;
  private final Map<String, String> cached;
  private final List<VolumeRecord> dataVolumes;

  /**
   * @param snapObjects the names of the objects at the ends of ties between volumes and snapshots
   * @param subvolumes the volumes that layered volumes are built of
   * @param cached which plex keeps its data in which cache
   */
  public GroupLayout(
      GroupName group,
      List<VolumeRecord> volumes,
      List<Plex> plexes,
      List<Dco> dcos,
      Set<String> snapObjects,
      List<CacheObject> caches,
      Set<VolumeName> subvolumes,
      Map<String, String> cached) {
    this.group = group;
    this.volumes = byName(volumes, VolumeRecord::name);
    this.plexes = List.copyOf(plexes);
    this.plexesByVolume =
        plexes.stream()
            .filter(plex -> plex.volume().isPresent())
            .collect(Collectors.groupingBy(plex -> plex.volume().orElseThrow()));
    this.dcos = List.copyOf(dcos);
    this.dcosByParent = byName(dcos, Dco::parent);
    this.snapObjects = Set.copyOf(snapObjects);
    this.caches = byName(caches, CacheObject::name);
    this.subvolumes = Set.copyOf(subvolumes);
    this.cached = Map.copyOf(cached);
    this.dataVolumes = withoutInner(volumes);
  }

  private static <K, T> Map<K, T> byName(List<T> all, Function<T, K> name) {
    Map<K, T> found = new LinkedHashMap<>();
    all.forEach(each -> found.putIfAbsent(name.apply(each), each));
    return found;
  }

  private List<VolumeRecord> withoutInner(List<VolumeRecord> all) {
    Set<VolumeName> inner = new HashSet<>(subvolumes);
    dcos.forEach(dco -> inner.add(dco.logVolume()));
    caches.values().forEach(cache -> inner.add(cache.cacheVolume()));
    return all.stream().filter(volume -> !inner.contains(volume.name())).toList();
  }

  public GroupName group() {
    return group;
  }

  public List<Plex> plexes() {
    return plexes;
  }

  public List<Dco> dcos() {
    return dcos;
  }

  /** The cache that a space-optimized snapshot lives in; empty for other volumes. */
  public Optional<CacheObject> cacheOf(VolumeName name) {
    return plexesOf(name).stream()
        .flatMap(plex -> Optional.ofNullable(cached.get(plex.name())).stream())
        .findFirst()
        .flatMap(this::cache);
  }

  /** The names of the objects at the ends of ties between volumes and snapshots. */
  public Set<String> snapObjects() {
    return snapObjects;
  }

  /** Which plex keeps its data in which cache. */
  public Map<String, String> cached() {
    return cached;
  }

  public List<CacheObject> caches() {
    return List.copyOf(caches.values());
  }

  public Optional<CacheObject> cache(String name) {
    return Optional.ofNullable(caches.get(name));
  }

  /** The names that are in use, of whatever type of record: two records never share one. */
  public Set<String> recordNames() {
    Set<String> names = new HashSet<>();
    volumes.keySet().forEach(volume -> names.add(volume.value()));
    plexes.forEach(plex -> names.add(plex.name()));
    dcos.forEach(dco -> names.add(dco.name()));
    names.addAll(snapObjects);
    names.addAll(caches.keySet());
    return names;
  }

  /**
   * The volumes that somebody may keep data on: not the logs of DCOs, the volumes under caches, or
   * the volumes that layered volumes are built of.
   */
  public List<VolumeRecord> dataVolumes() {
    return dataVolumes;
  }

  public List<VolumeRecord> volumes() {
    return List.copyOf(volumes.values());
  }

  public Optional<VolumeRecord> volume(VolumeName name) {
    return Optional.ofNullable(volumes.get(name));
  }

  public List<Plex> plexesOf(VolumeName name) {
    return List.copyOf(plexesByVolume.getOrDefault(name, List.of()));
  }

  /** The volume's snapshot mirrors that are not broken off, complete or being filled. */
  public List<Plex> unused(VolumeName name) {
    return plexesOf(name).stream()
        .filter(plex -> plex.readyToBreakOff() || plex.gettingReady())
        .toList();
  }

  /** The volume's data change object, if it was prepared. */
  public Optional<Dco> dcoOf(VolumeName name) {
    return Optional.ofNullable(dcosByParent.get(name));
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
    return new GroupLayout(
        group, volumes(), plexes, marked, snapObjects, caches(), subvolumes, cached);
  }
}
