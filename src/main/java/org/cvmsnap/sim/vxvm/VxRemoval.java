package org.cvmsnap.sim.vxvm;

import java.util.List;

/** Takes volumes out of a group, with all that belongs to them. */
final class VxRemoval {
  private final VxStorage storage;
  private final String program;

  VxRemoval(VxStorage storage, String program) {
    this.storage = storage;
    this.program = program;
  }

  /**
   * @throws VxFailure if the volume is open, has snapshots, or is a snapshot that is not
   *     dissociated (a space-optimized one needs not be)
   */
  void removeVolume(DiskGroup group, VolumeRecord volume) {
    if (storage.open(group, volume.name())) {
      throw fail(VxFailure.IN_USE, "Volume " + volume.name() + " is opened, cannot remove");
    }
    boolean optimized = volume.isSnapshot(SnapOrigin.Kind.SPACEOPT);
    boolean traditional = volume.isSnapshot(SnapOrigin.Kind.TRADITIONAL);
    if (volume.origin() != null && !optimized && !traditional) {
      throw fail(
          VxFailure.ASSOCIATED,
          "Volume " + volume.name() + " is associated with snapshot objects, cannot remove");
    }
    boolean source =
        storage.snapshotsOf(group, volume.name()).stream()
            .anyMatch(snap -> !snap.isSnapshot(SnapOrigin.Kind.TRADITIONAL));
    if (source || linked(group, volume.name())) {
      throw fail(VxFailure.ASSOCIATED, "Volume " + volume.name() + " has snapshots, cannot remove");
    }
    if (volume.role() != VolumeRecord.Role.DATA) {
      throw fail(VxFailure.ASSOCIATED, "Volume " + volume.name() + " is associated, cannot remove");
    }
    removeSnapshot(group, volume);
  }

  private boolean linked(DiskGroup group, String volume) {
    return storage.groups().stream()
        .flatMap(each -> each.links().stream().filter(link -> related(each, link, group, volume)))
        .findAny()
        .isPresent();
  }

  private static boolean related(DiskGroup group, LinkRecord link, DiskGroup asked, String volume) {
    boolean mirror = link.mirrorGroup().equals(asked.name()) && link.mirror().equals(volume);
    return mirror || (group == asked && link.volume().equals(volume));
  }

  private VxFailure fail(int exit, String text) {
    return VxFailure.error(program, exit, "V-5-1-1242", text);
  }

  /** Without asking: the relation to its source goes as well, and a cache made for it alone. */
  void removeSnapshot(DiskGroup group, VolumeRecord volume) {
    SnapOrigin origin = volume.origin();
    if (origin != null) {
      storage
          .group(origin.group())
          .ifPresent(parent -> VxCreation.unrelate(parent, origin.source(), group, volume.name()));
    }
    List<String> caches = VxCaches.cacheOf(group, volume).stream().toList();
    group.removeVolume(volume.name());
    for (String name : caches) {
      group
          .cache(name)
          .filter(cache -> cache.implicit())
          .filter(cache -> new VxCaches(storage).snapshotsIn(group, cache).isEmpty())
          .ifPresent(
              cache -> {
                group.removeCache(name);
                group.removeVolume(cache.volume());
              });
    }
  }
}
