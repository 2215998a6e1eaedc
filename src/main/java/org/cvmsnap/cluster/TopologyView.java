package org.cvmsnap.cluster;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Nearest;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeRecord;

/**
 * The cluster as one look found it, node after node; nobody held it still meanwhile.
 *
 * @param contests the volumes with more than one owner
 * @param unknown what could not be learned of the cluster as a whole, and why
 */
public record TopologyView(
    List<NodeView> nodes, List<Group> groups, List<OwnerConflict> contests, List<String> unknown) {
  public TopologyView {
    nodes = List.copyOf(nodes);
    groups = List.copyOf(groups);
    contests = List.copyOf(contests);
    unknown = List.copyOf(unknown);
  }

  /** The same with these nodes. */
  public TopologyView with(List<NodeView> others) {
    return new TopologyView(others, groups, contests, unknown);
  }

  /**
   * Whether everything that was asked has been answered, so that what is not shown is not there.
   */
  public boolean complete() {
    return unknown.isEmpty()
        && nodes.stream().allMatch(node -> node.unknown().isEmpty())
        && domains(nodes).allMatch(domain -> domain.unknown().isEmpty())
        && groups.stream().allMatch(group -> group.group().enabled() && group.unknown().isEmpty());
  }

  /**
   * The part of it which was asked for.
   *
   * @throws RefusedException when a name is surely not known
   */
  public TopologyView only(Request request) {
    request
        .guest()
        .ifPresent(
            guest ->
                known(guest.value(), domains(nodes).map(each -> each.domain().name().value())));
    request
        .volumes()
        .forEach(
            volume ->
                known(
                    volume.toString(),
                    all().stream()
                        .map(each -> volume.group().isEmpty() ? each.name() : each)
                        .map(Object::toString)));
    if (request.volumes().isEmpty() && request.guest().isEmpty()) {
      return this;
    }
    Set<VolumeId> wanted = wanted(request);
    List<NodeView> shown = nodes.stream().map(node -> only(node, request, wanted)).toList();
    Set<VolumeId> told = new HashSet<>(wanted);
    domains(shown).forEach(domain -> told.addAll(domain.volumes()));
    return new TopologyView(
        shown,
        groups.stream()
            .map(
                group ->
                    new Group(
                        group.group(),
                        group.nodes(),
                        group.volumes().stream()
                            .filter(volume -> wanted.contains(volume.id()))
                            .toList(),
                        group.unknown()))
            .filter(group -> !group.volumes().isEmpty() || !group.unknown().isEmpty())
            .toList(),
        contests.stream().filter(contest -> told.contains(contest.volume())).toList(),
        unknown);
  }

  private static NodeView only(NodeView node, Request request, Set<VolumeId> wanted) {
    return node.with(
        domains(node, request, wanted),
        node.unused().stream()
            .filter(backEnd -> backEnd.vxvmVolume().filter(wanted::contains).isPresent())
            .toList());
  }

  private static List<DomainView> domains(NodeView node, Request request, Set<VolumeId> wanted) {
    return node.domains().stream()
        .filter(domain -> request.guest().map(domain.domain().name()::equals).orElse(true))
        .filter(
            domain ->
                request.volumes().isEmpty() || domain.volumes().stream().anyMatch(wanted::contains))
        .toList();
  }

  private Set<VolumeId> wanted(Request request) {
    Map<VolumeId, Set<VolumeId>> sources = sources();
    Set<VolumeId> wanted = new HashSet<>();
    Set<VolumeId> ofGuest = new HashSet<>();
    domains(nodes)
        .filter(domain -> request.guest().equals(Optional.of(domain.domain().name())))
        .forEach(domain -> ofGuest.addAll(domain.volumes()));
    for (VolumeId volume : all()) {
      Set<VolumeId> family = new HashSet<>(sources.getOrDefault(volume, Set.of()));
      family.add(volume);
      boolean named =
          request.volumes().isEmpty()
              || family.stream()
                  .anyMatch(id -> request.volumes().stream().anyMatch(ref -> ref.means(id)));
      boolean owned = request.guest().isEmpty() || family.stream().anyMatch(ofGuest::contains);
      if (named && owned) {
        wanted.add(volume);
      }
    }
    return wanted;
  }

  /** What each snapshot is of, in whatever of the disk groups that have the same name. */
  private Map<VolumeId, Set<VolumeId>> sources() {
    return groups.stream()
        .flatMap(group -> group.volumes().stream())
        .filter(volume -> volume.source().isPresent())
        .collect(
            Collectors.groupingBy(
                Volume::id,
                Collectors.mapping(volume -> volume.source().orElseThrow(), Collectors.toSet())));
  }

  private static Stream<DomainView> domains(List<NodeView> nodes) {
    return nodes.stream().flatMap(node -> node.domains().stream());
  }

  /** All volumes: those of disk groups, and those that somebody has behind a disk. */
  private Set<VolumeId> all() {
    Set<VolumeId> all = new TreeSet<>();
    groups.stream().flatMap(group -> group.volumes().stream()).forEach(each -> all.add(each.id()));
    domains(nodes).forEach(domain -> all.addAll(domain.volumes()));
    return all;
  }

  private void known(String name, Stream<String> told) {
    Set<String> names = told.collect(Collectors.toCollection(TreeSet::new));
    if (complete() && !names.contains(name)) {
      throw new RefusedException(
          "There is no '" + name + "'.",
          Nearest.ask(name, names, "There are: " + String.join(", ", names) + "."));
    }
  }

  /** The contest for a volume that one node takes part in. */
  public Optional<OwnerConflict> contest(NodeView node, VolumeId volume) {
    return contests.stream()
        .filter(contest -> contest.volume().equals(volume) && contest.on(node.name()))
        .findFirst();
  }

  /**
   * A disk group and its volumes.
   *
   * @param nodes the names of the nodes that have imported it
   * @param unknown what of it could not be learned, and why
   */
  public record Group(
      DiskGroup group, List<String> nodes, List<Volume> volumes, List<String> unknown) {
    public Group {
      nodes = List.copyOf(nodes);
      volumes = List.copyOf(volumes);
      unknown = List.copyOf(unknown);
    }
  }

  /**
   * A volume, or a snapshot, and who has it.
   *
   * @param snapshot what is known of it as a snapshot; empty where it is none
   * @param source what it is a snapshot of, where that is known
   * @param use who has it open, and whose disk it is; what is unknown are the names of nodes that
   *     did not say whether it is open there
   * @param contest empty where it has one owner at most
   */
  public record Volume(
      VolumeId id,
      VolumeRecord volume,
      Optional<SnapshotInfo> snapshot,
      Optional<VolumeId> source,
      VolumeUse use,
      Optional<OwnerConflict> contest) {}

  /**
   * How much of the cluster is to be shown.
   *
   * @param volumes only these, their snapshots, and who has them; empty for all
   * @param guest only this domain, and what is behind its disks
   * @param guests whether running guests are asked what they have mounted
   */
  public record Request(List<SnapshotRef> volumes, Optional<GuestName> guest, boolean guests) {
    public Request {
      volumes = List.copyOf(volumes);
    }
  }
}
