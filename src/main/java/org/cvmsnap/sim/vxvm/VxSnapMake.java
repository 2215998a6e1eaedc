package org.cvmsnap.sim.vxvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.sim.command.Reply;
import org.jspecify.annotations.Nullable;

/**
 * {@code vxsnap make}: snapshots of one or more volumes at one instant, all or none. A tuple has
 * the form {@code source=VOL/newvol=SNAP/nmirror=N} or {@code .../plex=P1,P2} (break-off), {@code
 * source=VOL/snapvol=SNAP[/snapdg=DG]} (full-sized instant, or linked break-off if there is such a
 * link), {@code source=VOL/newvol=SNAP/cache=C} or {@code .../cachesize=SIZE} (space-optimized).
 */
final class VxSnapMake {
  private static final Set<String> KEYS =
      Set.of(
          "source",
          "newvol",
          "new",
          "snapvol",
          "snap",
          "nmirror",
          "plex",
          "snapdg",
          "cache",
          "cachesize",
          "autogrow",
          "ncachemirror",
          "syncing",
          "infrontof",
          "comment");

  private final VxCall call;
  private final DiskGroup group;
  private final VxCreation creation;
  private @Nullable String comment;

  VxSnapMake(VxCall call, DiskGroup group) {
    this.call = call;
    this.group = group;
    this.creation = new VxCreation("vxsnap", group);
  }

  Reply reply() {
    List<VxAttributes> tuples = new ArrayList<>();
    List<String> general = new ArrayList<>();
    for (String word : call.operands()) {
      if (word.startsWith("source=")) {
        tuples.add(new VxAttributes("vxsnap", List.of(word.split("/")), KEYS));
      } else {
        general.add(word);
      }
    }
    VxAttributes rest = new VxAttributes("vxsnap", general, Set.of("alloc", "comment"));
    if (tuples.isEmpty()) {
      throw VxOptions.usage("vxsnap", "[-g diskgroup] make snapshot_tuple [snapshot_tuple]...");
    }
    comment = rest.value("comment").orElse(null);
    for (VxAttributes tuple : tuples) {
      make(tuple, rest.names("alloc"));
    }
    return Reply.SILENT;
  }

  private void make(VxAttributes tuple, Set<String> disks) {
    VolumeRecord source = call.volume(group, tuple.value("source").orElse(""));
    VxSnap.requirePrepared(call, group, source.name());
    VxSnap.requireGoodLog(call, group, source.name());
    VxSnap.requireActive(call, source);
    Optional<String> fresh = tuple.value("newvol").or(() -> tuple.value("new"));
    Optional<String> existing = tuple.value("snapvol").or(() -> tuple.value("snap"));
    if (fresh.isPresent() == existing.isPresent()) {
      throw bad("Specify one of newvol and snapvol for source " + source.name());
    }
    if (existing.isPresent()) {
      intoVolume(source, existing.get(), tuple);
    } else if (tuple.has("cache") || tuple.has("cachesize")) {
      optimized(source, fresh.get(), tuple, disks);
    } else if (tuple.has("nmirror") || tuple.has("plex")) {
      breakOff(source, fresh.get(), tuple);
    } else {
      throw bad("Specify nmirror, plex, cache or cachesize for newvol " + fresh.get());
    }
  }

  private VxFailure bad(String text) {
    return call.fail(VxFailure.SYNTAX, "V-5-1-6414", text);
  }

  // ---- break-off

  private void breakOff(VolumeRecord source, String name, VxAttributes tuple) {
    if (source.layered()) {
      throw call.fail(
          VxFailure.REFUSED,
          "V-5-1-6411",
          "Volume " + source.name() + " is layered: its mirrors cannot be broken off");
    }
    List<PlexRecord> mirrors = mirrors(source, tuple);
    DcoRecord dco = group.dcoOf(source.name()).orElseThrow();
    VolumeRecord made = creation.bareVolume(name, source.length(), source.useType());
    List<PlexRecord> logs = group.plexesOf(dco.log(), "DCOSNP");
    int given = Math.min(logs.size(), mirrors.size());
    creation.dco(name, dco.regionSize(), given == 0 ? 1 : 0, Set.of());
    for (PlexRecord log : logs.subList(0, given)) {
      moveLogPlex(log, name + "_dcl", "ENABLED", "ACTIVE");
    }
    mirrors.forEach(plex -> group.put(plex.under(name, "ENABLED", "ACTIVE")));
    taken(source, group, made, SnapOrigin.Kind.MIRBRK, true);
  }

  private List<PlexRecord> mirrors(VolumeRecord source, VxAttributes tuple) {
    if (tuple.has("plex")) {
      List<PlexRecord> named = new ArrayList<>();
      for (String plex : tuple.names("plex")) {
        PlexRecord found = group.plex(plex).orElseThrow(() -> call.noRecord(plex));
        if (!found.of(source.name()) || !found.in("SNAPDONE", "ACTIVE")) {
          throw VxSnap.tooFewMirrors(call, source.name());
        }
        named.add(found);
      }
      long regular = named.stream().filter(plex -> plex.in("ACTIVE")).count();
      if (regular > 0 && regular >= group.plexesOf(source.name(), "ACTIVE").size()) {
        throw VxSnap.tooFewMirrors(call, source.name());
      }
      return named;
    }
    int count = tuple.number("nmirror", 1);
    List<PlexRecord> ready = group.plexesOf(source.name(), "SNAPDONE");
    if (ready.size() < count) {
      throw VxSnap.tooFewMirrors(call, source.name());
    }
    return ready.subList(0, count);
  }

  /** A log plex changes hands and takes the name of its new log. */
  private void moveLogPlex(PlexRecord plex, String log, String kstate, String state) {
    moveLogPlex(group, creation, plex, log, kstate, state);
  }

  static void moveLogPlex(
      DiskGroup group,
      VxCreation creation,
      PlexRecord plex,
      String log,
      String kstate,
      String state) {
    group.removePlex(plex.name());
    String name = group.freePlexName(log);
    creation.requireNew(name);
    group.put(
        new PlexRecord(
            name, log, kstate, state, plex.length(), plex.subdisks(), plex.attributes()));
  }

  // ---- full-sized

  private void intoVolume(VolumeRecord source, String name, VxAttributes tuple) {
    DiskGroup snapGroup = call.group(tuple.value("snapdg").orElse(group.name()));
    VolumeRecord snap = call.volume(snapGroup, name);
    Optional<LinkRecord> link =
        group.links().stream()
            .filter(it -> it.between(source.name(), name, snapGroup.name()))
            .findFirst();
    call.requireClosed(snapGroup, name);
    if (link.isPresent()) {
      if (!link.get().active()) {
        throw VxSnap.tooFewMirrors(call, source.name());
      }
      group.removeLink(link.get());
      taken(source, snapGroup, snap, SnapOrigin.Kind.VOLBRK, true);
      return;
    }
    requireAlike(call, group, source, snapGroup, snap);
    if (snap.origin() != null || snap.name().equals(source.name())) {
      throw call.fail(
          VxFailure.ASSOCIATED, "V-5-1-6412", "Volume " + name + " is a snapshot already");
    }
    taken(source, snapGroup, snap, SnapOrigin.Kind.FULLINST, false);
    if (tuple.yes("syncing", true)) {
      call.storage().startTask(snapGroup, VxTask.Type.SNAPSYNC, name, List.of(), source.length());
    }
  }

  /**
   * @throws VxFailure unless length and region size of both are equal
   */
  static void requireAlike(
      VxCall call, DiskGroup group, VolumeRecord source, DiskGroup snapGroup, VolumeRecord snap) {
    VxSnap.requirePrepared(call, snapGroup, snap.name());
    VxSnap.requireGoodLog(call, snapGroup, snap.name());
    VxSnap.requireGoodLog(call, group, source.name());
    long own = snapGroup.dcoOf(snap.name()).map(DcoRecord::regionSize).orElse(0L);
    long wanted = group.dcoOf(source.name()).map(DcoRecord::regionSize).orElse(0L);
    if (snap.length() != source.length() || own != wanted) {
      throw call.fail(
          VxFailure.REFUSED,
          "V-5-1-6415",
          "Volumes %s and %s differ in length or region size"
              .formatted(source.name(), snap.name()));
    }
  }

  // ---- space-optimized

  private void optimized(VolumeRecord source, String name, VxAttributes tuple, Set<String> disks) {
    DcoRecord dco = group.dcoOf(source.name()).orElseThrow();
    CacheRecord cache =
        tuple.has("cache")
            ? existingCache(tuple.value("cache").orElse(""))
            : implicitCache(name, tuple, disks);
    creation.requireNew(name);
    if (cache.regionSize() > dco.regionSize()) {
      // The vendor's article 100052444: the command is silent, and there is no snapshot.
      return;
    }
    VolumeRecord made = creation.bareVolume(name, source.length(), source.useType());
    creation.dco(name, dco.regionSize(), 1, Set.of());
    SubdiskRecord piece =
        new SubdiskRecord(
            SubdiskRecord.Type.CACHE, name + "-S01", cache.name(), 0, source.length());
    String plex = group.freePlexName(name + "-P");
    group.put(
        new PlexRecord(plex, name, "ENABLED", "ACTIVE", source.length(), List.of(piece), Map.of()));
    taken(source, group, made, SnapOrigin.Kind.SPACEOPT, false);
  }

  private CacheRecord existingCache(String name) {
    CacheRecord cache =
        group
            .cache(name)
            .orElseThrow(
                () ->
                    call.fail(
                        VxFailure.NOT_FOUND,
                        "V-5-1-6332",
                        "Cache " + name + " not in configuration"));
    if (!cache.started()) {
      throw call.fail(VxFailure.REFUSED, "V-5-1-6326", "Cache " + name + " is stopped");
    }
    return cache;
  }

  private CacheRecord implicitCache(String snapshot, VxAttributes tuple, Set<String> disks) {
    long size = tuple.sectors("cachesize", 0);
    String volume = snapshot + "_cvol";
    VolumeRecord made =
        creation.volume(volume, size, tuple.number("ncachemirror", 1), "fsgen", disks);
    String name = snapshot + "_cache";
    creation.requireNew(name);
    group.put(made.withRole(VolumeRecord.Role.CACHE, name));
    CacheRecord cache =
        new CacheRecord(
            name, volume, VxSnap.REGION, tuple.yes("autogrow", false), 2 * size, true, true);
    group.put(cache);
    return cache;
  }

  // ---- the instant

  private void taken(
      VolumeRecord source,
      DiskGroup snapGroup,
      VolumeRecord snap,
      SnapOrigin.Kind kind,
      boolean synced) {
    capture(call.storage(), group, source.name(), snapGroup, snap.name(), kind, synced);
    String text = comment;
    if (text != null) {
      snapGroup.change(
          snap.name(), it -> it.withAttributes(VxEdit.with(it.attributes(), "comment", text)));
    }
    if (kind != SnapOrigin.Kind.TRADITIONAL) {
      VxCreation.relate(group, source.name(), snapGroup, snap.name());
    }
  }

  /** The snapshot gets the bytes that are on the source now. */
  static void capture(
      VxStorage storage,
      DiskGroup group,
      String source,
      DiskGroup snapGroup,
      String snapshot,
      SnapOrigin.Kind kind,
      boolean synced) {
    VolumeRecord from = group.volume(source).orElseThrow();
    VxContent caught = storage.capture(group, from);
    VxContent left = storage.release().deviating().dirtySnapshots() ? caught.dropped() : caught;
    long sourceWritten = from.content().written();
    snapGroup.change(
        snapshot,
        snap -> {
          VxContent content = snap.content().overwrittenBy(left, 0);
          return snap.withContent(content)
              .withOrigin(
                  new SnapOrigin(
                      kind,
                      group.name(),
                      source,
                      storage.now(),
                      synced,
                      sourceWritten,
                      content.written()));
        });
  }
}
