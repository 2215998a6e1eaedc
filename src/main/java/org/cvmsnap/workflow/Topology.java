package org.cvmsnap.workflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.DomainView;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.cluster.NodeReading;
import org.cvmsnap.cluster.NodeView;
import org.cvmsnap.cluster.OpenVolumes;
import org.cvmsnap.cluster.OwnerConflict;
import org.cvmsnap.cluster.Owners;
import org.cvmsnap.cluster.Survey;
import org.cvmsnap.cluster.TopologyView;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.ClusterMember;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.model.VolumeRecord;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.Vxvm;

/**
 * Shows the whole cluster: nodes, domains, disks, volumes and snapshots. It only reads, and what
 * does not answer is waited for once, and shown as such. How many commands it takes depends on how
 * many nodes, disk groups and running guests there are, and not on how many domains and volumes.
 */
public final class Topology {
  private final Site site;
  private final List<RunRecord> runs;

  public Topology(Session session) {
    this.site = session.reading();
    this.runs = session.journals().unfinished();
  }

  /**
   * A disk group as one of the nodes that have it describes it.
   *
   * @param facts empty where none of them can
   */
  private record Group(
      DiskGroup group, List<String> nodes, Optional<GroupFacts> facts, List<String> unknown) {}

  /**
   * Looks at the cluster.
   *
   * @throws org.cvmsnap.error.RefusedException when this is no control domain, or a name is surely
   *     not known
   */
  public TopologyView run(TopologyView.Request request) throws InterruptedException {
    List<String> unknown = new ArrayList<>();
    Map<Machine, Optional<ClusterMember>> members =
        members(new Survey(site).here().control(), unknown);
    Machine control = members.keySet().iterator().next();
    List<NodeReading> readings =
        List.copyOf(
            ofEach(
                    members.keySet(),
                    node ->
                        NodeReading.of(
                            site,
                            node,
                            node.equals(control),
                            members.getOrDefault(node, Optional.empty())))
                .values());
    List<Group> groups = groups(readings);
    Map<String, Set<VolumeName>> data = new TreeMap<>();
    groups.forEach(group -> data.put(group.group().id(), data(group)));
    List<NodeView> nodes = readings.stream().map(reading -> reading.view(data)).toList();
    Owners owners = new Owners(nodes);
    List<OwnerConflict> contests = owners.contests();
    TopologyView all =
        new TopologyView(
            nodes,
            groups.stream().map(group -> view(group, owners, contests)).toList(),
            contests,
            unknown);
    TopologyView shown = all.only(request);
    return request.guests() ? shown.with(asked(shown.nodes())) : shown;
  }

  /** The nodes that the cluster knows by name, this one first. */
  private Map<Machine, Optional<ClusterMember>> members(Machine own, List<String> unknown)
      throws InterruptedException {
    try {
      return new OpenVolumes(site, own).members();
    } catch (NotLearnedException e) {
      unknown.add("which other nodes the cluster has: " + e.why());
      return Map.of(own, Optional.empty());
    }
  }

  private List<Group> groups(List<NodeReading> readings) throws InterruptedException {
    Map<String, List<NodeReading>> having = new LinkedHashMap<>();
    Map<String, DiskGroup> groups = new LinkedHashMap<>();
    for (NodeReading reading : readings) {
      for (DiskGroup group : reading.groups()) {
        groups.merge(group.id(), group, (one, other) -> one.enabled() ? one : other);
        having.computeIfAbsent(group.id(), id -> new ArrayList<>()).add(reading);
      }
    }
    List<Group> described = new ArrayList<>();
    for (DiskGroup group : groups.values()) {
      described.add(group(group, having.getOrDefault(group.id(), List.of())));
    }
    return described;
  }

  /** Asks the first node on which the group can be used. */
  private Group group(DiskGroup group, List<NodeReading> having) throws InterruptedException {
    List<String> nodes = having.stream().map(reading -> reading.node().name()).toList();
    List<String> unknown = new ArrayList<>();
    Optional<GroupFacts> facts = Optional.empty();
    Optional<Machine> node =
        having.stream()
            .filter(reading -> reading.groups().contains(group) && group.enabled())
            .map(NodeReading::node)
            .findFirst();
    if (node.isPresent()) {
      Vxvm vxvm = site.vxvm(node.get());
      try {
        facts = Optional.of(new GroupFacts(group, vxvm.layout(group.name())));
        facts = Optional.of(facts.get().andSnapshots(vxvm));
      } catch (NotLearnedException e) {
        unknown.add(e.why());
      }
    }
    return new Group(group, nodes, facts, unknown);
  }

  private static Set<VolumeName> data(Group group) {
    return group.facts().stream()
        .flatMap(facts -> facts.layout().dataVolumes().stream())
        .map(VolumeRecord::name)
        .collect(Collectors.toSet());
  }

  private TopologyView.Group view(Group group, Owners owners, List<OwnerConflict> contests) {
    List<TopologyView.Volume> volumes = new ArrayList<>();
    Map<VolumeId, SnapshotInfo> snapshots = new LinkedHashMap<>();
    group.facts().stream()
        .flatMap(facts -> facts.snapshots().stream())
        .forEach(each -> snapshots.put(each.id(), Listing.unfinished(runs, each)));
    for (GroupFacts facts : group.facts().stream().toList()) {
      for (VolumeRecord volume : facts.layout().dataVolumes()) {
        VolumeId id = new VolumeId(facts.name(), volume.name());
        Optional<SnapshotInfo> snapshot = Optional.ofNullable(snapshots.get(id));
        volumes.add(
            new TopologyView.Volume(
                id,
                volume,
                snapshot,
                snapshot.flatMap(each -> source(facts, each)),
                owners.use(group.group(), id),
                contests.stream()
                    .filter(contest -> contest.volume().equals(id))
                    .filter(contest -> group.nodes().stream().anyMatch(contest::on))
                    .findFirst()));
      }
    }
    return new TopologyView.Group(group.group(), group.nodes(), volumes, group.unknown());
  }

  /** A snapshot may have been moved to another disk group than its source is in. */
  private static Optional<VolumeId> source(GroupFacts facts, SnapshotInfo snapshot) {
    GroupName home = facts.parentGroup(snapshot.id().name());
    return snapshot.source().map(name -> new VolumeId(home, name));
  }

  private List<NodeView> asked(List<NodeView> nodes) throws InterruptedException {
    List<Guest> guests =
        nodes.stream()
            .flatMap(
                node ->
                    node.domains().stream()
                        .filter(DomainView::answers)
                        .map(view -> new Guest(view.domain().name(), node.machine())))
            .toList();
    Map<Guest, Mounted> answers = ofEach(guests, this::mounted);
    return nodes.stream()
        .map(
            node ->
                node.with(
                    node.domains().stream()
                        .map(each -> with(answers, each, node.machine()))
                        .toList()))
        .toList();
  }

  /** A guest on a node; other nodes may have one of the same name. */
  private record Guest(GuestName name, Machine node) {}

  /** What a guest says, or why it does not. */
  private record Mounted(Optional<List<Mount>> mounts, String why) {}

  private Mounted mounted(Guest guest) throws InterruptedException {
    Machine os = Machine.guest(guest.name(), guest.name().value());
    try {
      return new Mounted(Optional.of(site.os(os, guest.node()).mounts()), "");
    } catch (NotLearnedException e) {
      return new Mounted(Optional.empty(), e.why());
    }
  }

  private static DomainView with(Map<Guest, Mounted> answers, DomainView view, Machine node) {
    return view.answers()
        ? Optional.ofNullable(answers.get(new Guest(view.domain().name(), node)))
            .map(told -> new DomainView(view.domain(), view.disks(), told.mounts(), told.why()))
            .orElse(view)
        : view;
  }

  /** Asks all at once; the inquiry tells by itself what it could not learn. */
  private <K, T> Map<K, T> ofEach(Collection<K> all, Site.Inquiry<K, T> inquiry)
      throws InterruptedException {
    try {
      return site.ofEach(List.copyOf(all), inquiry);
    } catch (NotLearnedException e) {
      throw new IllegalStateException(e);
    }
  }
}
