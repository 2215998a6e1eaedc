package org.cvmsnap.sim.vxvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes records and finds space for them, for whichever command asks. */
final class VxCreation {
  /** Length of a DCO log in sectors, as a real host shows it for small volumes. */
  private static final long LOG_LENGTH = 67_840;

  /** Disk groups for several platforms align all lengths to 8 KB. */
  private static final long ALIGNMENT = 16;

  /** How much of a column is written before the next one is, in sectors. */
  private static final String STRIPE_WIDTH = "128";

  private final String program;
  private final DiskGroup group;

  VxCreation(String program, DiskGroup group) {
    this.program = program;
    this.group = group;
  }

  static long aligned(long sectors) {
    return (sectors + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /**
   * @throws VxFailure if the name is not a legal one, or taken
   */
  void requireNew(String name) {
    if (!name.matches("[A-Za-z0-9_.][A-Za-z0-9_.-]*") || name.length() > DiskGroup.LONGEST_NAME) {
      throw VxFailure.error(
          program, VxFailure.SYNTAX, "V-5-1-638", "Record name " + name + " is invalid");
    }
    if (group.hasRecord(name)) {
      throw VxFailure.error(
          program, VxFailure.EXISTS, "V-5-1-0", "Record already exists in disk group: " + name);
    }
  }

  VolumeRecord volume(String name, long length, int mirrors, String useType, Set<String> disks) {
    requireNew(name);
    VolumeRecord volume = bareVolume(name, length, useType);
    plexes(volume, mirrors, "ACTIVE", disks);
    return volume;
  }

  /** A volume whose mirrors each have that many columns. */
  void striped(
      String name, long length, int mirrors, int columns, String useType, Set<String> disks) {
    VolumeRecord volume = bareVolume(name, length, useType);
    for (int i = 0; i < mirrors; i++) {
      Set<String> avoided = VxSpace.disksOf(group.plexesOf(name));
      Optional<List<SubdiskRecord>> space =
          new VxSpace(group).stripe(volume.length(), columns, avoided, disks);
      PlexRecord plex = plex(volume, "ACTIVE", space.orElseThrow(() -> noSpace(volume.length())));
      group.put(
          plex.withAttributes(
              Map.of(
                  "layout", "STRIPE", "ncol", String.valueOf(columns), "st_width", STRIPE_WIDTH)));
    }
  }

  /** A volume without plexes. */
  VolumeRecord bareVolume(String name, long length, String useType) {
    requireNew(name);
    VolumeRecord volume =
        VolumeRecord.of(
            name, aligned(length), useType, group.nextMinor(), VxContent.fresh(group.token(name)));
    group.put(volume);
    return volume;
  }

  /** A volume whose mirrors are under a layer of their own, as stripe-mirror makes them. */
  VolumeRecord layered(String name, long length, int mirrors, String useType, Set<String> disks) {
    VolumeRecord top = bareVolume(name, length, useType).withLayers();
    group.put(top);
    VolumeRecord lower = volume(name + "-L01", length, mirrors, useType, disks);
    String plex = group.freePlexName(name);
    group.put(lower.withRole(VolumeRecord.Role.LOWER, plex));
    SubdiskRecord piece =
        new SubdiskRecord(SubdiskRecord.Type.VOLUME, name + "-S01", lower.name(), 0, top.length());
    group.put(
        new PlexRecord(plex, name, "ENABLED", "ACTIVE", top.length(), List.of(piece), Map.of()));
    return top;
  }

  /** Mirrors on disks that no other mirror of the volume is on. */
  List<PlexRecord> plexes(VolumeRecord volume, int count, String state, Set<String> disks) {
    List<PlexRecord> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Set<String> avoided = VxSpace.disksOf(group.plexesOf(volume.name()));
      Optional<List<SubdiskRecord>> space =
          new VxSpace(group).allot(volume.length(), avoided, disks);
      made.add(plex(volume, state, space.orElseThrow(() -> noSpace(volume.length()))));
    }
    return made;
  }

  private PlexRecord plex(VolumeRecord volume, String state, List<SubdiskRecord> space) {
    String name = group.freePlexName(volume.name());
    requireNew(name);
    String kstate = state.equals("DCOSNP") ? "DISABLED" : "ENABLED";
    PlexRecord plex =
        new PlexRecord(name, volume.name(), kstate, state, volume.length(), space, Map.of());
    group.put(plex);
    return plex;
  }

  private VxFailure noSpace(long length) {
    return VxFailure.error(
        program,
        VxFailure.REFUSED,
        "V-5-1-15315",
        "Cannot allocate space for " + length + " block volume");
  }

  /**
   * A DCO with a log of that many mirrors: from now on the volume is ready for instant snapshots.
   */
  DcoRecord dco(String volume, long regionSize, int mirrors, Set<String> disks) {
    String name = volume + "_dco";
    requireNew(name);
    VolumeRecord log =
        bareVolume(volume + "_dcl", LOG_LENGTH, "gen").withRole(VolumeRecord.Role.LOG, name);
    group.put(log);
    for (int i = 0; i < mirrors; i++) {
      logPlex(log, "ACTIVE", disks);
    }
    DcoRecord dco = new DcoRecord(name, volume, log.name(), regionSize);
    group.put(dco);
    return dco;
  }

  /** Log plexes for future snapshots go with their mirrors when these are broken off. */
  void snapshotLogPlexes(DcoRecord dco, int count) {
    VolumeRecord log = group.volume(dco.log()).orElseThrow();
    for (int i = 0; i < count; i++) {
      logPlex(log, "DCOSNP", Set.of());
    }
  }

  /** On a disk without another mirror of the log if possible; logs are too small to insist. */
  void logPlex(VolumeRecord log, String state, Set<String> disks) {
    Set<String> avoided = new TreeSet<>(VxSpace.disksOf(group.plexesOf(log.name())));
    VxSpace space = new VxSpace(group);
    List<SubdiskRecord> found =
        space
            .allot(log.length(), avoided, disks)
            .or(() -> space.allot(log.length(), Set.of(), disks))
            .or(() -> space.allot(log.length(), Set.of(), Set.of()))
            .orElseThrow(() -> noSpace(log.length()));
    plex(log, state, found);
  }

  /** Both ends of a relation between a volume and its snapshot. */
  static void relate(DiskGroup group, String source, DiskGroup snapGroup, String snapshot) {
    group.put(
        new SnapObject(group.freeSnapObjectName(snapshot), source, snapshot, snapGroup.name()));
    snapGroup.put(
        new SnapObject(snapGroup.freeSnapObjectName(source), snapshot, source, group.name()));
  }

  static void unrelate(DiskGroup group, String source, DiskGroup snapGroup, String snapshot) {
    group.removeSnapObject(source, snapshot);
    snapGroup.removeSnapObject(snapshot, source);
  }
}
