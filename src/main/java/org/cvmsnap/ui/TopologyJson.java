package org.cvmsnap.ui;

import static org.cvmsnap.ui.JsonDocument.ordered;

import java.util.Map;
import java.util.Optional;
import org.cvmsnap.cluster.Disk;
import org.cvmsnap.cluster.DomainView;
import org.cvmsnap.cluster.NodeView;
import org.cvmsnap.cluster.OwnerConflict;
import org.cvmsnap.cluster.TopologyView;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.ClusterMember;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.model.VolumeId;
import org.jspecify.annotations.Nullable;

/** The cluster as what becomes of it in JSON. */
final class TopologyJson {
  private TopologyJson() {}

  static Map<String, @Nullable Object> of(TopologyView view) {
    return ordered(
        "nodes", view.nodes().stream().map(TopologyJson::node).toList(),
        "groups", view.groups().stream().map(TopologyJson::group).toList(),
        "contests", view.contests().stream().map(TopologyJson::contest).toList(),
        "complete", view.complete(),
        "unknown", view.unknown());
  }

  private static Map<String, @Nullable Object> node(NodeView node) {
    return ordered(
        "name", node.name(),
        "here", node.here(),
        "cvm", node.member().map(ClusterMember::state).orElse(null),
        "master", node.member().map(ClusterMember::master).orElse(null),
        "domains", node.domains().stream().map(TopologyJson::domain).toList(),
        "exportedToNoDomain", node.unused().stream().map(TopologyJson::backEnd).toList(),
        "unknown", node.unknown());
  }

  private static Map<String, @Nullable Object> domain(DomainView view) {
    return ordered(
        "ldom", view.domain().name().value(),
        "state", view.domain().state().word(),
        "control", view.domain().flags().control(),
        "disks", view.disks().stream().map(disk -> disk(view, disk)).toList(),
        "unknown", view.unknown().isEmpty() ? null : view.unknown());
  }

  private static Map<String, @Nullable Object> disk(DomainView view, Disk disk) {
    VirtualDisk vdisk = disk.vdisk();
    return ordered(
        "name", vdisk.name(),
        "frontEnd", vdisk.frontEnd().orElse(null),
        "export", vdisk.volume() + "@" + vdisk.service(),
        "backEnds", disk.paths().stream().map(TopologyJson::backEnd).toList(),
        "mounts",
            view.mountsOn(disk)
                .map(mounts -> mounts.stream().map(TopologyJson::mount).toList())
                .orElse(null));
  }

  private static Map<String, @Nullable Object> backEnd(BackEnd backEnd) {
    Optional<VolumeId> volume = backEnd.vxvmVolume();
    return ordered(
        "export", backEnd.volume() + "@" + backEnd.service(),
        "device", backEnd.device(),
        "options", backEnd.options(),
        "group", volume.map(id -> id.group().value()).orElse(null),
        "volume", volume.map(id -> id.name().value()).orElse(null));
  }

  private static Map<String, @Nullable Object> mount(Mount mount) {
    return ordered(
        "mountPoint", mount.mountPoint(),
        "special", mount.special(),
        "fsType", mount.fsType(),
        "options", mount.withoutKernelOptions().options());
  }

  private static Map<String, @Nullable Object> group(TopologyView.Group group) {
    return ordered(
        "name", group.group().name().value(),
        "id", group.group().id(),
        "shared", group.group().shared(),
        "enabled", group.group().enabled(),
        "nodes", group.nodes(),
        "volumes", group.volumes().stream().map(TopologyJson::volume).toList(),
        "unknown", group.unknown());
  }

  private static Map<String, @Nullable Object> volume(TopologyView.Volume volume) {
    return ordered(
        "name", volume.id().name().value(),
        "bytes", volume.volume().sectors() * 512,
        "state", volume.volume().kernelState() + "/" + volume.volume().state(),
        "openOn", volume.use().openOn(),
        "notKnownOn", volume.use().unknown(),
        "exports", volume.use().exposures().stream().map(ExposureJson::of).toList(),
        "contested", volume.contest().map(TopologyJson::word).orElse(null),
        "sourceGroup", volume.source().map(source -> source.group().value()).orElse(null),
        "snapshot", volume.snapshot().map(SnapshotJson::of).orElse(null));
  }

  private static String word(OwnerConflict contest) {
    return contest.open() ? "open" : "configured";
  }

  private static Map<String, @Nullable Object> contest(OwnerConflict contest) {
    return ordered(
        "group", contest.volume().group().value(),
        "volume", contest.volume().name().value(),
        "contested", word(contest),
        "claims",
            contest.claims().stream()
                .map(
                    claim ->
                        ordered(
                            "node", claim.node(),
                            "ldom", claim.domain().map(Object::toString).orElse(null),
                            "open", claim.open(),
                            "told", claim.described()))
                .toList());
  }
}
