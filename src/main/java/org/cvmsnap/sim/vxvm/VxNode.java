package org.cvmsnap.sim.vxvm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A record in the hierarchy that vxprint shows: plexes under volumes, subdisks under plexes.
 *
 * @param type as in the first column: dg, dm, v, pl, sd, sv, sc, dc, sp, co, and v2, p2, s2 below
 * @param at in the plex, for a subdisk; in sectors
 */
record VxNode(
    String type, String name, Object object, String parent, long at, List<VxNode> children) {

  Stream<VxNode> all() {
    List<VxNode> all = new ArrayList<>();
    addTo(all);
    return all.stream();
  }

  private void addTo(List<VxNode> all) {
    all.add(this);
    for (VxNode child : children) {
      child.addTo(all);
    }
  }

  static List<VxNode> tree(DiskGroup group) {
    List<VxNode> top = new ArrayList<>();
    top.add(new VxNode("dg", group.name(), group, "", 0, List.of()));
    for (VxDisk disk : group.disks()) {
      top.add(new VxNode("dm", disk.name(), disk, "", 0, List.of()));
    }
    for (PlexRecord plex : group.plexes()) {
      if (plex.volume() == null) {
        top.add(plex(group, plex, "pl", "sd"));
      }
    }
    for (CacheRecord cache : group.caches()) {
      List<VxNode> under =
          group.volume(cache.volume()).map(volume -> volume(group, volume, "v")).stream().toList();
      top.add(new VxNode("co", cache.name(), cache, "", 0, under));
    }
    for (VolumeRecord volume : group.volumes()) {
      if (volume.role() == VolumeRecord.Role.DATA) {
        top.add(volume(group, volume, "v"));
      }
    }
    return top;
  }

  private static VxNode volume(DiskGroup group, VolumeRecord volume, String type) {
    boolean lower = type.equals("v2");
    List<VxNode> children = new ArrayList<>();
    for (PlexRecord plex : group.plexesOf(volume.name())) {
      children.add(plex(group, plex, lower ? "p2" : "pl", lower ? "s2" : "sd"));
    }
    group.dcoOf(volume.name()).ifPresent(dco -> children.add(dco(group, dco)));
    for (SnapObject snap : group.snapObjectsOf(volume.name())) {
      children.add(new VxNode("sp", snap.name(), snap, volume.name(), 0, List.of()));
    }
    return new VxNode(type, volume.name(), volume, "", 0, children);
  }

  private static VxNode dco(DiskGroup group, DcoRecord dco) {
    List<VxNode> log =
        group.volume(dco.log()).map(volume -> volume(group, volume, "v")).stream().toList();
    return new VxNode("dc", dco.name(), dco, dco.volume(), 0, log);
  }

  private static VxNode plex(DiskGroup group, PlexRecord plex, String type, String subType) {
    List<VxNode> children = new ArrayList<>();
    long at = 0;
    for (SubdiskRecord sub : plex.subdisks()) {
      List<VxNode> below = new ArrayList<>();
      if (sub.type() == SubdiskRecord.Type.VOLUME) {
        group.volume(sub.on()).ifPresent(lower -> below.add(volume(group, lower, "v2")));
      }
      String own =
          switch (sub.type()) {
            case DISK -> subType;
            case CACHE -> "sc";
            case VOLUME -> "sv";
          };
      children.add(new VxNode(own, sub.name(), sub, plex.name(), at, below));
      at += plex.striped() ? 0 : sub.length();
    }
    String parent = plex.volume() == null ? "-" : plex.volume();
    return new VxNode(type, plex.name(), plex, parent, 0, children);
  }
}
