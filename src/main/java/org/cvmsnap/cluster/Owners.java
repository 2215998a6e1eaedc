package org.cvmsnap.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cvmsnap.model.ClusterMember;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.model.VolumeId;

/**
 * Whose each volume is, on all nodes. A path means the same volume on two nodes unless one of them
 * has a private disk group of that name.
 */
public final class Owners {
  private final List<NodeView> nodes;
  private final Map<String, Exposures> exposures = new HashMap<>();
  private final Map<String, Set<GuestName>> bound = new HashMap<>();

  public Owners(List<NodeView> nodes) {
    this.nodes = List.copyOf(nodes);
    for (NodeView node : nodes) {
      List<Disk> disks =
          node.domains().stream().flatMap(domain -> domain.disks().stream()).toList();
      exposures.put(node.name(), new Exposures(node.machine(), disks, node.unused()));
      bound.put(
          node.name(),
          node.domains().stream()
              .map(DomainView::domain)
              .filter(domain -> domain.state() != DomainState.INACTIVE)
              .map(Domain::name)
              .collect(Collectors.toSet()));
    }
  }

  /** Who has a volume of that group open, and whose disk it is. */
  public VolumeUse use(DiskGroup group, VolumeId volume) {
    List<String> open = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    List<Exposure> all = new ArrayList<>();
    for (NodeView node : nodes) {
      if (!means(node, volume, group)) {
        continue;
      }
      if (node.open().contains(volume)) {
        open.add(node.name());
      } else if (!node.closed().contains(volume) && mayHave(node, group)) {
        unknown.add(node.name());
      }
      all.addAll(exposures(node, volume));
    }
    return new VolumeUse(open, all, unknown);
  }

  /** A node that is out of the cluster, or lists its groups without this one, cannot open it. */
  private static boolean mayHave(NodeView node, DiskGroup group) {
    if (node.member().filter(ClusterMember::out).isPresent()) {
      return node.group(group.name()).isPresent();
    }
    return node.groups().isEmpty()
        ? !node.unknown().isEmpty()
        : node.group(group.name()).isPresent();
  }

  private static boolean means(NodeView node, VolumeId volume, DiskGroup group) {
    return node.group(volume.group())
        .map(own -> own.id().equals(group.id()))
        .orElse(group.shared() && group.name().equals(volume.group()));
  }

  private List<Exposure> exposures(NodeView node, VolumeId volume) {
    Exposures own = exposures.get(node.name());
    return own == null ? List.of() : own.of(volume);
  }

  /** The volumes with more than one owner, whether or not their disk groups are known. */
  public List<OwnerConflict> contests() {
    Map<String, List<OwnerConflict.Claim>> claims = new LinkedHashMap<>();
    Map<String, VolumeId> volumes = new LinkedHashMap<>();
    for (NodeView node : nodes) {
      for (VolumeId volume : touched(node)) {
        String key = key(node, volume);
        volumes.putIfAbsent(key, volume);
        claims.computeIfAbsent(key, same -> new ArrayList<>()).addAll(claims(node, volume));
      }
    }
    List<OwnerConflict> contests = new ArrayList<>();
    volumes.forEach(
        (key, volume) -> {
          OwnerConflict contest = new OwnerConflict(volume, claims.getOrDefault(key, List.of()));
          if (contest.open() || owners(contest) > 1) {
            contests.add(contest);
          }
        });
    return List.copyOf(contests);
  }

  private static long owners(OwnerConflict contest) {
    return contest.claims().stream().map(OwnerConflict.Claim::owner).distinct().count();
  }

  private static List<VolumeId> touched(NodeView node) {
    List<VolumeId> touched = new ArrayList<>(node.open());
    node.domains().forEach(domain -> touched.addAll(domain.volumes()));
    return touched.stream().distinct().sorted().toList();
  }

  private String key(NodeView node, VolumeId volume) {
    return node.group(volume.group())
            .or(() -> shared(volume))
            .map(DiskGroup::id)
            .orElse(volume.group().value())
        + "/"
        + volume.name();
  }

  private Optional<DiskGroup> shared(VolumeId volume) {
    return nodes.stream()
        .flatMap(node -> node.group(volume.group()).stream())
        .filter(DiskGroup::shared)
        .findFirst();
  }

  private List<OwnerConflict.Claim> claims(NodeView node, VolumeId volume) {
    Map<String, OwnerConflict.Claim> claims = new LinkedHashMap<>();
    for (Exposure each : exposures(node, volume)) {
      each.disk()
          .ifPresent(
              disk ->
                  claims.putIfAbsent(
                      disk.domain().value(),
                      new OwnerConflict.Claim(
                          node.name(),
                          Optional.of(disk.domain()),
                          each.described(),
                          holds(node, disk, volume))));
    }
    boolean explained = claims.values().stream().anyMatch(OwnerConflict.Claim::open);
    List<OwnerConflict.Claim> all = new ArrayList<>(claims.values());
    if (node.open().contains(volume) && !explained) {
      all.add(
          new OwnerConflict.Claim(
              node.name(), Optional.empty(), node.name() + " itself, for no domain", true));
    }
    return all;
  }

  /** A domain that is bound holds what is behind its disks, unless its node says otherwise. */
  private boolean holds(NodeView node, VirtualDisk disk, VolumeId volume) {
    return !node.closed().contains(volume)
        && bound.getOrDefault(node.name(), Set.of()).contains(disk.domain());
  }
}
