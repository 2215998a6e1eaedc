package org.cvmsnap.sim.vxvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/** What vxsnap does with a snapshot that exists: refresh, reattach, restore, dis, split. */
final class VxSnapAfter {
  private static final String USAGE =
      "[-g diskgroup] refresh | reattach | restore | dis | split volume [source=volume] ...";
  private static final int GONE = 2;

  private final VxCall call;
  private final VxStorage storage;
  private final DiskGroup group;

  private VxSnapAfter(VxCall call, DiskGroup group) {
    this.call = call;
    this.storage = call.storage();
    this.group = group;
  }

  static Work work(VxCall call) {
    return switch (call.verb()) {
      case "refresh" -> call.change(group -> new VxSnapAfter(call, group).refresh());
      case "reattach" -> call.change(group -> new VxSnapAfter(call, group).reattach());
      case "restore" -> call.change(group -> new VxSnapAfter(call, group).restore());
      case "dis" -> call.change(group -> new VxSnapAfter(call, group).dissociate(false));
      case "split" -> call.change(group -> new VxSnapAfter(call, group).dissociate(true));
      default -> throw VxOptions.usage("vxsnap", USAGE);
    };
  }

  /** The operands of refresh and restore: names, each with its source, then the general ones. */
  private record Pairs(List<String> names, List<String> sources, VxAttributes rest) {}

  private Pairs pairs(Set<String> general) {
    List<String> names = new ArrayList<>();
    List<String> sources = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    for (String word : call.operands()) {
      if (word.startsWith("source=")) {
        if (sources.size() >= names.size()) {
          throw VxOptions.usage("vxsnap", USAGE);
        }
        sources.add(word.substring("source=".length()));
      } else if (word.contains("=")) {
        rest.add(word);
      } else {
        names.add(word);
        while (sources.size() < names.size() - 1) {
          sources.add("");
        }
      }
    }
    if (names.isEmpty()) {
      throw VxOptions.usage("vxsnap", USAGE);
    }
    while (sources.size() < names.size()) {
      sources.add("");
    }
    return new Pairs(names, sources, new VxAttributes("vxsnap", rest, general));
  }

  private SnapOrigin requireSnapshot(VolumeRecord volume) {
    SnapOrigin origin = volume.origin();
    if (origin == null || origin.kind() == SnapOrigin.Kind.TRADITIONAL) {
      throw refused("V-5-1-6420", "Volume " + volume.name() + " is not an instant snapshot");
    }
    if (volume.state().equals("INVALID")) {
      throw refused("V-5-1-6421", "Volume " + volume.name() + " is INVALID");
    }
    return origin;
  }

  private VxFailure refused(String code, String text) {
    return call.fail(VxFailure.REFUSED, code, text);
  }

  // ---- refresh

  private Reply refresh() {
    Pairs pairs = pairs(Set.of("syncing"));
    for (int i = 0; i < pairs.names.size(); i++) {
      refreshOne(pairs.names.get(i), pairs.sources.get(i), pairs.rest);
    }
    return Reply.SILENT;
  }

  private void refreshOne(String name, String sourceName, VxAttributes rest) {
    VolumeRecord snap = call.volume(group, name);
    SnapOrigin origin = requireSnapshot(snap);
    DiskGroup sourceGroup =
        sourceName.isEmpty() || group.volume(sourceName).isEmpty()
            ? call.group(origin.group())
            : group;
    VolumeRecord source =
        call.volume(sourceGroup, sourceName.isEmpty() ? origin.source() : sourceName);
    call.requireClosed(group, name);
    VxSnap.requireActive(call, source);
    VxSnapMake.requireAlike(call, sourceGroup, source, group, snap);
    boolean related =
        source.name().equals(origin.source()) && sourceGroup.name().equals(origin.group());
    long sectors = related ? storage.dirtySectors(snap) : snap.length();
    boolean optimized = origin.kind() == SnapOrigin.Kind.SPACEOPT;
    if (optimized && rest.has("syncing")) {
      throw refused("V-5-1-6422", "Volume " + name + " is space-optimized: it is never synced");
    }
    stopTasks(name);
    VxSnapMake.capture(storage, sourceGroup, source.name(), group, name, origin.kind(), false);
    if (!related) {
      VxCreation.unrelate(call.group(origin.group()), origin.source(), group, name);
      VxCreation.relate(sourceGroup, source.name(), group, name);
    }
    if (!optimized && rest.yes("syncing", true)) {
      storage.startTask(group, VxTask.Type.SNAPSYNC, name, List.of(), sectors);
      storage.settle(storage.now());
    }
  }

  private void stopTasks(String volume) {
    group.tasksOf(volume).stream()
        .filter(task -> task.type() == VxTask.Type.SNAPSYNC)
        .forEach(task -> group.removeTask(task.id()));
  }

  // ---- reattach

  private Reply reattach() {
    VolumeRecord snap = call.volume(group, call.operand(0, USAGE));
    VxAttributes given =
        new VxAttributes("vxsnap", call.operands(1), Set.of("source", "nmirror", "sourcedg"));
    SnapOrigin origin = requireSnapshot(snap);
    if (origin.kind() == SnapOrigin.Kind.SPACEOPT) {
      throw refused("V-5-1-6423", "Volume " + snap.name() + " is space-optimized");
    }
    DiskGroup sourceGroup = call.group(given.value("sourcedg").orElse(group.name()));
    VolumeRecord source = call.volume(sourceGroup, given.value("source").orElse(origin.source()));
    boolean related =
        source.name().equals(origin.source()) && sourceGroup.name().equals(origin.group());
    if (!related) {
      throw refused(
          "V-5-1-6424", "Volume " + snap.name() + " is not a snapshot of " + source.name());
    }
    call.requireClosed(group, snap.name());
    VxSnap.requireActive(call, source);
    requireChildless(snap);
    VxSnap.requireGoodLog(call, group, snap.name());
    VxSnap.requireGoodLog(call, sourceGroup, source.name());
    VxSnap.requireAsLong(call, snap, source);
    if (origin.kind() == SnapOrigin.Kind.VOLBRK) {
      long sectors = storage.dirtySectors(snap);
      forget(snap, origin);
      VxSnap.startLink(call, sourceGroup, source, group, snap.name(), sectors);
      storage.settle(storage.now());
      return Reply.SILENT;
    }
    int all = group.plexesOf(snap.name()).size();
    giveBack(snap, origin, Math.min(all, given.number("nmirror", all)));
    return Reply.SILENT;
  }

  private void requireChildless(VolumeRecord snap) {
    if (!storage.snapshotsOf(group, snap.name()).isEmpty()) {
      throw call.fail(
          VxFailure.ASSOCIATED, "V-5-1-6425", "Volume " + snap.name() + " has snapshots itself");
    }
  }

  /** The snapshot is no longer one. */
  private void forget(VolumeRecord snap, SnapOrigin origin) {
    stopTasks(snap.name());
    group.change(snap.name(), volume -> volume.withOrigin(null));
    storage
        .group(origin.group())
        .ifPresent(parent -> VxCreation.unrelate(parent, origin.source(), group, snap.name()));
  }

  /** Plexes go back to the source and are made equal to it; without plexes the snapshot is gone. */
  private void giveBack(VolumeRecord snap, SnapOrigin origin, int count) {
    DiskGroup home = call.group(origin.group());
    long sectors = storage.dirtySectors(snap);
    if (!origin.synced()) {
      sectors = snap.length();
    }
    List<PlexRecord> going = group.plexesOf(snap.name(), "ACTIVE").subList(0, count);
    List<String> names = going.stream().map(PlexRecord::name).toList();
    boolean last = count == group.plexesOf(snap.name()).size();
    Optional<DcoRecord> homeDco = home.dcoOf(origin.source());
    List<PlexRecord> logs =
        group.dcoOf(snap.name()).map(dco -> group.plexesOf(dco.log(), "ACTIVE")).orElse(List.of());
    going.forEach(plex -> home.put(plex.under(origin.source(), "ENABLED", "SNAPTMP")));
    if (homeDco.isPresent() && home == group) {
      VxCreation creation = new VxCreation("vxsnap", group);
      int spare = last ? logs.size() : logs.size() - 1;
      for (PlexRecord log : logs.subList(0, Math.max(0, Math.min(count, spare)))) {
        VxSnapMake.moveLogPlex(group, creation, log, homeDco.get().log(), "DISABLED", "DCOSNP");
      }
    }
    if (last) {
      forget(snap, origin);
      group.removeVolume(snap.name());
    }
    storage.startTask(home, VxTask.Type.SNAPBACK, origin.source(), names, sectors);
    storage.settle(storage.now());
  }

  // ---- restore

  private Reply restore() {
    Pairs pairs = pairs(Set.of("destroy", "syncing", "nmirror"));
    for (int i = 0; i < pairs.names.size(); i++) {
      restoreOne(pairs.names.get(i), pairs.sources.get(i), pairs.rest);
    }
    return Reply.SILENT;
  }

  private void restoreOne(String name, String snapName, VxAttributes rest) {
    VolumeRecord volume = call.volume(group, name);
    if (snapName.isEmpty()) {
      throw VxOptions.usage("vxsnap", USAGE);
    }
    VolumeRecord snap = call.volume(group, snapName);
    VxSnap.requirePrepared(call, group, name);
    SnapOrigin origin = requireSnapshot(snap);
    boolean optimized = origin.kind() == SnapOrigin.Kind.SPACEOPT;
    if (!origin.source().equals(name) || !origin.group().equals(group.name())) {
      throw refused("V-5-1-6424", "Volume " + snapName + " is not a snapshot of " + name);
    }
    call.requireClosed(group, name);
    call.requireClosed(group, snapName);
    if (!optimized && !origin.synced()) {
      throw refused("V-5-1-6426", "Synchronization of " + snapName + " is not complete");
    }
    VxSnap.requireGoodLog(call, group, name);
    VxSnap.requireGoodLog(call, group, snapName);
    VxSnap.requireAsLong(call, snap, volume);
    boolean destroy = rest.yes("destroy", false);
    if (optimized && (rest.has("destroy") || rest.has("nmirror"))) {
      throw refused("V-5-1-6423", "Volume " + snapName + " is space-optimized");
    }
    long sectors = storage.dirtySectors(snap);
    overwrite(storage, group, name, snapName);
    if (rest.yes("syncing", true)) {
      storage.startTask(group, VxTask.Type.RESTORE, name, List.of(), sectors);
    }
    if (destroy) {
      requireChildless(snap);
      giveBack(group.volume(snapName).orElseThrow(), origin, group.plexesOf(snapName).size());
    }
    storage.settle(storage.now());
  }

  /** The volume gets the bytes of the snapshot; from now on both are equal. */
  static void overwrite(VxStorage storage, DiskGroup group, String volume, String snapshot) {
    VolumeRecord snap = group.volume(snapshot).orElseThrow();
    long much = Math.max(1, Math.round(storage.dirty(snap) * 100));
    group.change(volume, old -> old.withContent(old.content().overwrittenBy(snap.content(), much)));
    long written = group.volume(volume).orElseThrow().content().written();
    group.change(
        snapshot,
        old -> {
          SnapOrigin origin = old.origin();
          return origin == null
              ? old
              : old.withOrigin(
                  new SnapOrigin(
                      origin.kind(),
                      origin.group(),
                      origin.source(),
                      origin.taken(),
                      origin.synced(),
                      written,
                      old.content().written()));
        });
    new VxCaches(storage).grown(group, volume);
  }

  // ---- dis, split

  private Reply dissociate(boolean split) {
    String name = call.operand(0, USAGE);
    VolumeRecord snap =
        group
            .volume(name)
            .orElseThrow(
                () ->
                    call.fail(
                        GONE, "V-5-1-926", "Record " + name + " not in disk group configuration"));
    SnapOrigin origin = snap.origin();
    if (origin == null) {
      throw call.fail(
          VxFailure.ALREADY_SO, "V-5-1-6427", "Volume " + name + " is already dissociated");
    }
    boolean optimized = origin.kind() == SnapOrigin.Kind.SPACEOPT;
    if (split && optimized) {
      throw refused("V-5-1-6423", "Volume " + name + " is space-optimized");
    }
    if (!optimized && !origin.synced()) {
      throw refused("V-5-1-6426", "Synchronization of " + name + " is not complete");
    }
    if (!split) {
      adopt(snap, origin);
    }
    forget(snap, origin);
    return Reply.SILENT;
  }

  /** The snapshots of a snapshot that leaves the hierarchy become those of its parent. */
  private void adopt(VolumeRecord snap, SnapOrigin origin) {
    for (VolumeRecord child : storage.snapshotsOf(group, snap.name())) {
      SnapOrigin own = child.origin();
      if (own == null) {
        continue;
      }
      if (!own.synced()) {
        throw refused("V-5-1-6428", "Snapshot " + child.name() + " is not synchronized");
      }
      for (DiskGroup each : storage.groups()) {
        if (each.volume(child.name()).filter(child::equals).isPresent()) {
          VxCreation.unrelate(group, snap.name(), each, child.name());
          each.change(child.name(), it -> it.withOrigin(own.from(origin.group(), origin.source())));
          storage
              .group(origin.group())
              .ifPresent(parent -> VxCreation.relate(parent, origin.source(), each, child.name()));
        }
      }
    }
  }
}
