package org.cvmsnap.sim.vxvm;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one disk group: its records by name, in the order of their creation. The
 * records never change, so that a copy of the group is cheap and a failed command can go back to
 * it.
 */
final class DiskGroup {
  /** Names of records have at most 31 characters. */
  static final int LONGEST_NAME = 31;

  /**
   * All of it as a value.
   *
   * @param host the node that has a private group imported
   */
  record Image(
      String name,
      String id,
      boolean shared,
      boolean disabled,
      @Nullable String host,
      List<VxDisk> disks,
      List<VolumeRecord> volumes,
      List<PlexRecord> plexes,
      List<DcoRecord> dcos,
      List<SnapObject> snapObjects,
      List<CacheRecord> caches,
      List<LinkRecord> links,
      List<VxTask> tasks,
      long serial,
      int lastTask,
      int lastMinor) {}

  private final String name;
  private final String id;
  private final boolean shared;
  private final @Nullable String host;
  private final Map<String, VxDisk> disks;
  private final Map<String, VolumeRecord> volumes;
  private final OwnedRecords<String, PlexRecord> plexes;
  private final OwnedRecords<String, DcoRecord> dcos;
  private final OwnedRecords<String, SnapObject> snapObjects;
  private final Map<String, CacheRecord> caches;
  private final Map<String, LinkRecord> links;
  private final OwnedRecords<Integer, VxTask> tasks;
  private boolean disabled;
  private long serial;
  private int lastTask;
  private int lastMinor;

  DiskGroup(Image image) {
    name = image.name;
    id = image.id;
    shared = image.shared;
    host = image.host;
    disabled = image.disabled;
    disks = byKey(image.disks, VxDisk::name);
    volumes = byKey(image.volumes, VolumeRecord::name);
    plexes = new OwnedRecords<>(image.plexes, PlexRecord::name, PlexRecord::volume);
    dcos = new OwnedRecords<>(image.dcos, DcoRecord::name, DcoRecord::volume);
    snapObjects = new OwnedRecords<>(image.snapObjects, SnapObject::name, SnapObject::volume);
    caches = byKey(image.caches, CacheRecord::name);
    links = byKey(image.links, LinkRecord::mirror);
    tasks = new OwnedRecords<>(image.tasks, VxTask::id, VxTask::volume);
    serial = image.serial;
    lastTask = image.lastTask;
    lastMinor = image.lastMinor;
  }

  static DiskGroup empty(String name, String id, boolean shared, @Nullable String host, int minor) {
    return new DiskGroup(
        new Image(
            name, id, shared, false, host, List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of(), List.of(), List.of(), 0, 160, minor));
  }

  private static <K, V> Map<K, V> byKey(List<V> values, Function<V, K> key) {
    Map<K, V> map = new LinkedHashMap<>();
    values.forEach(value -> map.put(key.apply(value), value));
    return map;
  }

  Image image() {
    return new Image(
        name,
        id,
        shared,
        disabled,
        host,
        List.copyOf(disks.values()),
        List.copyOf(volumes.values()),
        plexes.all(),
        dcos.all(),
        snapObjects.all(),
        List.copyOf(caches.values()),
        List.copyOf(links.values()),
        tasks.all(),
        serial,
        lastTask,
        lastMinor);
  }

  String name() {
    return name;
  }

  String id() {
    return id;
  }

  boolean shared() {
    return shared;
  }

  boolean importedOn(String node) {
    return node.equals(host);
  }

  /** Whether no node has it imported. */
  boolean deported() {
    return !shared && host == null;
  }

  /** The same, imported by all members of the cluster, or by a node, or by none. */
  DiskGroup imported(boolean byAll, @Nullable String node) {
    Image now = image();
    return new DiskGroup(
        new Image(
            name,
            id,
            byAll,
            disabled,
            node,
            now.disks,
            now.volumes,
            now.plexes,
            now.dcos,
            now.snapObjects,
            now.caches,
            now.links,
            now.tasks,
            serial,
            lastTask,
            lastMinor));
  }

  boolean disabled() {
    return disabled;
  }

  void disabled(boolean now) {
    disabled = now;
  }

  int firstMinor() {
    return lastMinor / 1000 * 1000;
  }

  int nextMinor() {
    return ++lastMinor;
  }

  /** A name for new bytes on a volume; never given twice. */
  String token(String volume) {
    return volume + "#" + ++serial;
  }

  int nextTask() {
    return ++lastTask;
  }

  // ---- look

  Collection<VxDisk> disks() {
    return disks.values();
  }

  Optional<VxDisk> disk(String disk) {
    return Optional.ofNullable(disks.get(disk));
  }

  List<VolumeRecord> volumes() {
    return List.copyOf(volumes.values());
  }

  Optional<VolumeRecord> volume(@Nullable String volume) {
    return Optional.ofNullable(volumes.get(volume));
  }

  List<PlexRecord> plexes() {
    return plexes.all();
  }

  Optional<PlexRecord> plex(String plex) {
    return plexes.get(plex);
  }

  List<PlexRecord> plexesOf(String volume) {
    return plexes.of(volume);
  }

  /** The plexes of a volume in one of the states, in the order of their names. */
  List<PlexRecord> plexesOf(String volume, String... states) {
    return plexesOf(volume).stream()
        .filter(plex -> plex.in(states))
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .toList();
  }

  Optional<DcoRecord> dcoOf(String volume) {
    return dcos.of(volume).stream().findFirst();
  }

  boolean badLog(String volume) {
    return dcoOf(volume).flatMap(dco -> volume(dco.log())).filter(VolumeRecord::badLog).isPresent();
  }

  Optional<DcoRecord> dco(String dco) {
    return dcos.get(dco);
  }

  List<DcoRecord> dcos() {
    return dcos.all();
  }

  List<SnapObject> snapObjectsOf(String volume) {
    return snapObjects.of(volume);
  }

  List<CacheRecord> caches() {
    return List.copyOf(caches.values());
  }

  Optional<CacheRecord> cache(String cache) {
    return Optional.ofNullable(caches.get(cache));
  }

  List<LinkRecord> links() {
    return List.copyOf(links.values());
  }

  List<VxTask> tasks() {
    return tasks.all();
  }

  List<VxTask> tasksOf(String volume) {
    return tasks.of(volume);
  }

  boolean hasRecord(String record) {
    return volumes.containsKey(record)
        || plexes.has(record)
        || dcos.has(record)
        || caches.containsKey(record);
  }

  /** The first of {@code base-01}, {@code base-02}, ... that is free. */
  String freePlexName(String base) {
    for (int number = 1; ; number++) {
      String candidate = String.format("%s-%02d", base, number);
      if (!plexes.has(candidate)) {
        return candidate;
      }
    }
  }

  String freeSnapObjectName(String peer) {
    for (int number = 1; ; number++) {
      String candidate = peer + "_snp" + number;
      if (!snapObjects.has(candidate)) {
        return candidate;
      }
    }
  }

  // ---- change

  void add(VxDisk disk) {
    disks.put(disk.name(), disk);
  }

  void put(VolumeRecord volume) {
    volumes.put(volume.name(), volume);
  }

  void change(String volume, UnaryOperator<VolumeRecord> change) {
    volumes.computeIfPresent(volume, (key, old) -> change.apply(old));
  }

  void put(PlexRecord plex) {
    plexes.put(plex);
  }

  void put(DcoRecord dco) {
    dcos.put(dco);
  }

  void put(SnapObject snap) {
    snapObjects.put(snap);
  }

  void put(CacheRecord cache) {
    caches.put(cache.name(), cache);
  }

  void put(LinkRecord link) {
    links.put(link.mirror(), link);
  }

  void put(VxTask task) {
    tasks.put(task);
  }

  void removeDisk(String disk) {
    disks.remove(disk);
  }

  void removeTask(int task) {
    tasks.remove(task);
  }

  void removePlex(String plex) {
    plexes.remove(plex);
    tasks.removeIf(task -> task.plexes().equals(List.of(plex)));
    tasks.replaceAll(task -> task.without(plex));
  }

  void removeCache(String cache) {
    caches.remove(cache);
  }

  void removeLink(LinkRecord link) {
    links.remove(link.mirror());
  }

  void removeSnapObject(String volume, String peer) {
    snapObjects.removeIf(snap -> snap.volume().equals(volume) && snap.peer().equals(peer));
  }

  /** The DCO of a volume with its log and the log's plexes. */
  void removeDco(String volume) {
    dcoOf(volume)
        .ifPresent(
            dco -> {
              dcos.remove(dco.name());
              removeVolume(dco.log());
            });
  }

  /** A volume with everything that is under it. */
  void removeVolume(String volume) {
    removeDco(volume);
    for (PlexRecord plex : plexesOf(volume)) {
      volumes.values().stream()
          .filter(lower -> plex.name().equals(lower.owner()))
          .map(VolumeRecord::name)
          .toList()
          .forEach(this::removeVolume);
      plexes.remove(plex.name());
    }
    tasks.removeIf(task -> task.volume().equals(volume));
    snapObjects.removeIf(snap -> snap.volume().equals(volume));
    volumes.remove(volume);
  }
}
