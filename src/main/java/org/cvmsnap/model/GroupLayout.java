package org.cvmsnap.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which objects a disk group is made of, and how they hang together.
 *
 * @param subvolumes the volumes that layered volumes are built of
 */
public record GroupLayout(
    GroupName group,
    List<VolumeRecord> volumes,
    List<Plex> plexes,
    List<Dco> dcos,
    List<SnapObject> snapObjects,
    List<CacheObject> caches,
    Set<VolumeName> subvolumes) {
  public GroupLayout {
    volumes = List.copyOf(volumes);
    plexes = List.copyOf(plexes);
    dcos = List.copyOf(dcos);
    snapObjects = List.copyOf(snapObjects);
    caches = List.copyOf(caches);
    subvolumes = Set.copyOf(subvolumes);
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

  /** The volume's data change object, if it was prepared. */
  public Optional<Dco> dcoOf(VolumeName name) {
    return dcos.stream().filter(dco -> dco.parent().equals(name)).findFirst();
  }
}
