package org.cvmsnap.sim.vxvm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All disk groups, what is under way in them, and what is written on their volumes. */
final class VxStorage {
  /** How much a mount, an unmount or a moment of use writes, in 1/10000 of the volume. */
  private static final long TOUCH = 65;

  private final Map<String, DiskGroup> groups = new TreeMap<>();
  private final Map<String, VxDisk> spares = new TreeMap<>();
  private final Volumes.Surroundings around;
  private final VxTimes times;
  private final VxRelease release;
  private @Nullable Instant switchedAt;
  private @Nullable String nextMaster;

  VxStorage(List<DiskGroup> groups, Volumes.Surroundings around, VxTimes times, VxRelease release) {
    groups.forEach(group -> this.groups.put(group.name(), group));
    this.around = around;
    this.times = times;
    this.release = release;
  }

  Volumes.Surroundings around() {
    return around;
  }

  VxTimes times() {
    return times;
  }

  VxRelease release() {
    return release;
  }

  Instant now() {
    return around.now();
  }

  Collection<DiskGroup> groups() {
    return groups.values();
  }

  Optional<DiskGroup> group(String name) {
    return Optional.ofNullable(groups.get(name));
  }

  void put(DiskGroup group) {
    groups.put(group.name(), group);
  }

  /** A group that is no more leaves its disks behind. */
  void destroy(DiskGroup group) {
    groups.remove(group.name());
    group.disks().forEach(this::addSpare);
  }

  /** The disks that are in no group, by their devices. */
  Collection<VxDisk> spares() {
    return spares.values();
  }

  Optional<VxDisk> spare(String device) {
    return Optional.ofNullable(spares.get(device));
  }

  void addSpare(VxDisk disk) {
    spares.put(disk.device(), new VxDisk("", disk.device(), disk.length()));
  }

  void removeSpare(String device) {
    spares.remove(device);
  }

  // ---- what a node sees

  Optional<Volumes.Node> node(String name) {
    return around.nodes().stream().filter(node -> node.name().equals(name)).findFirst();
  }

  boolean joined(String name) {
    return node(name).filter(Volumes.Node::joined).isPresent();
  }

  Optional<Volumes.Node> master() {
    return around.nodes().stream().filter(node -> node.joined() && node.master()).findFirst();
  }

  /** A shared group is there on the members of the cluster, a private one where it is imported. */
  List<DiskGroup> groupsOn(String node) {
    return groups.values().stream()
        .filter(group -> group.shared() ? joined(node) : group.importedOn(node))
        .toList();
  }

  Optional<DiskGroup> groupOn(String node, String name) {
    return groupsOn(node).stream().filter(group -> group.name().equals(name)).findFirst();
  }

  boolean open(DiskGroup group, String volume) {
    return !around.openBy(group.name(), volume).isEmpty();
  }

  // ---- time

  /** Ends all synchronizations, and the switch of the master, that are over at {@code now}. */
  void settle(Instant now) {
    for (DiskGroup group : groups.values()) {
      for (VxTask task : group.tasks()) {
        if (!task.paused() && task.remaining(now).isZero()) {
          complete(group, task);
        }
      }
    }
    if (switchedAt != null && !now.isBefore(switchedAt)) {
      switchedAt = null;
      if (nextMaster != null) {
        around.promote(nextMaster);
        nextMaster = null;
      }
    }
  }

  private static void complete(DiskGroup group, VxTask task) {
    group.removeTask(task.id());
    switch (task.type()) {
      case SNAPATT, SNAPBACK -> plexesBecome(group, task, "SNAPDONE");
      case PLXATT -> plexesBecome(group, task, "ACTIVE");
      case SNAPSYNC -> group.change(task.volume(), VxStorage::synced);
      case RDWRBACK ->
          group.change(task.volume(), volume -> volume.withState(volume.kstate(), "ACTIVE"));
      case LINK ->
          group.links().stream()
              .filter(link -> task.plexes().contains(link.mirror()))
              .forEach(link -> group.put(link.activated()));
      case RESTORE -> {
        // The restored volume could be used from the start.
      }
    }
  }

  private static VolumeRecord synced(VolumeRecord volume) {
    SnapOrigin origin = volume.origin();
    return origin == null ? volume : volume.withOrigin(origin.withSynced(true));
  }

  private static void plexesBecome(DiskGroup group, VxTask task, String state) {
    for (String name : task.plexes()) {
      group.plex(name).ifPresent(plex -> group.put(plex.withState(state)));
    }
  }

  /** Begins to make new snapshot mirrors of a volume complete. */
  void attach(DiskGroup group, VolumeRecord volume, List<PlexRecord> mirrors) {
    List<String> names = mirrors.stream().map(PlexRecord::name).toList();
    startTask(group, VxTask.Type.SNAPATT, volume.name(), names, volume.length());
  }

  VxTask startTask(
      DiskGroup group, VxTask.Type type, String volume, List<String> plexes, long length) {
    VxTask task =
        new VxTask(
            group.nextTask(),
            type,
            volume,
            plexes,
            length,
            now(),
            Duration.ZERO,
            times.copying(length),
            false);
    group.put(task);
    return task;
  }

  /** From now until then configuration commands are refused. */
  void switchMaster(@Nullable String to, @Nullable Instant until) {
    switchedAt = until;
    nextMaster = to;
  }

  boolean switchingMaster() {
    return switchedAt != null;
  }

  @Nullable Instant switchedAt() {
    return switchedAt;
  }

  @Nullable String nextMaster() {
    return nextMaster;
  }

  // ---- transactions

  /** Runs a command; if it fails, or was only tried, all groups are as they were. */
  <T> T transaction(boolean keep, Supplier<T> effect) {
    Map<String, DiskGroup.Image> before = new TreeMap<>();
    groups.forEach((name, group) -> before.put(name, group.image()));
    Map<String, VxDisk> spareBefore = new TreeMap<>(spares);
    boolean done = false;
    try {
      T result = effect.get();
      done = true;
      return result;
    } finally {
      if (!done || !keep) {
        groups.clear();
        before.forEach((name, image) -> groups.put(name, new DiskGroup(image)));
        spares.clear();
        spares.putAll(spareBefore);
      }
    }
  }

  // ---- what is written

  /** Something has happened to what is on a volume, and but for its being there that writes. */
  void happened(
      DiskGroup group, String volume, String at, String type, Volumes.FileSystemEvent event) {
    group.change(volume, old -> old.withContent(old.content().after(event, at, type)));
    if (event != Volumes.FileSystemEvent.MADE) {
      write(group, volume, VxContent.Quality.CLEAN, TOUCH);
    }
  }

  void write(DiskGroup group, String volume, VxContent.Quality quality, long much) {
    group.change(
        volume,
        old -> old.withContent(old.content().writtenTo(group.token(volume), quality, much)));
    new VxCaches(this).grown(group, volume);
  }

  /**
   * What a snapshot of the volume gets at this instant. A file system that is mounted in a guest is
   * caught in the middle of its writes; a volume that is merely open may be.
   */
  VxContent capture(DiskGroup group, VolumeRecord volume) {
    VxContent.Quality observed = VxContent.Quality.CLEAN;
    if (around.mountedBy(group.name(), volume.name()).isPresent()) {
      observed = VxContent.Quality.TORN;
    } else if (open(group, volume.name())) {
      observed = VxContent.Quality.CRASH_CONSISTENT;
    }
    if (observed == VxContent.Quality.CLEAN) {
      return volume.content().copied(observed);
    }
    VxContent caught =
        volume.content().writtenTo(group.token(volume.name()), volume.content().quality(), 0);
    write(group, volume.name(), volume.content().quality(), 1);
    return caught.copied(observed);
  }

  /** The snapshots of a volume in all groups. */
  List<VolumeRecord> snapshotsOf(DiskGroup group, String volume) {
    List<VolumeRecord> found = new ArrayList<>();
    for (DiskGroup each : groups.values()) {
      for (VolumeRecord candidate : each.volumes()) {
        SnapOrigin origin = candidate.origin();
        if (origin != null
            && origin.source().equals(volume)
            && origin.group().equals(group.name())) {
          found.add(candidate);
        }
      }
    }
    return found;
  }

  /** How much a snapshot and its source differ, in percent of the volume. */
  double dirty(VolumeRecord snapshot) {
    SnapOrigin origin = snapshot.origin();
    if (origin == null) {
      return 0;
    }
    Optional<VolumeRecord> source = group(origin.group()).flatMap(it -> it.volume(origin.source()));
    long differs = snapshot.content().written() - origin.ownWritten();
    if (source.isPresent()) {
      differs += source.get().content().written() - origin.sourceWritten();
    }
    return Math.min(100, Math.max(0, differs) / 100.0);
  }

  /** How much of a snapshot is its own, in percent. */
  double valid(DiskGroup group, VolumeRecord snapshot) {
    SnapOrigin origin = snapshot.origin();
    if (origin == null || origin.synced()) {
      return 100;
    }
    double copied =
        group.tasksOf(snapshot.name()).stream()
            .filter(task -> task.type() == VxTask.Type.SNAPSYNC)
            .mapToDouble(task -> task.fraction(now()) * 100)
            .max()
            .orElse(0);
    return Math.max(copied, dirty(snapshot));
  }

  /** Sectors to copy when snapshot and source are made equal with the help of the change map. */
  long dirtySectors(VolumeRecord snapshot) {
    return Math.round(snapshot.length() * dirty(snapshot) / 100);
  }
}
