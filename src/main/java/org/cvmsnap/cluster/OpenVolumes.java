package org.cvmsnap.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.ClusterMember;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeAttributes;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.site.Site;

/**
 * Which volumes are open, asked of every node of the cluster: there is no command that tells it for
 * all nodes, and a volume may be open on any (VxVM guide, cluster functionality).
 */
public final class OpenVolumes {
  private final Site site;
  private final Machine control;

  /**
   * @param control the control domain that cvmsnap works in
   */
  public OpenVolumes(Site site, Machine control) {
    this.site = site;
    this.control = control;
  }

  /** The nodes that are not out of the cluster now, this one first. */
  public List<Machine> nodes() throws NotLearnedException, InterruptedException {
    OwnNode own = new OwnNode(site.vxvm(control), control);
    site.readAhead(List.of(site.vxvm(control)::state, site.vxvm(control)::members));
    List<ClusterMember> members = own.members();
    return joined(own.among(members), members);
  }

  /** The nodes that the cluster knows, whether or not they are in it now, this one first. */
  public Map<Machine, Optional<ClusterMember>> members()
      throws NotLearnedException, InterruptedException {
    List<ClusterMember> members = site.vxvm(control).members();
    Machine here = new OwnNode(site.vxvm(control), control).among(members);
    Map<Machine, Optional<ClusterMember>> nodes = new LinkedHashMap<>();
    nodes.put(here, Optional.empty());
    for (ClusterMember member : members) {
      boolean own = member.name().equals(here.name());
      nodes.put(own ? here : Machine.node(member.name()), Optional.of(member));
    }
    return nodes;
  }

  /** This node and the others of these members that are not out of the cluster. */
  static List<Machine> joined(Machine control, List<ClusterMember> members) {
    Map<String, Machine> nodes = new LinkedHashMap<>();
    nodes.put(control.name(), control);
    members.stream()
        .filter(member -> !member.out())
        .forEach(member -> nodes.putIfAbsent(member.name(), Machine.node(member.name())));
    return List.copyOf(nodes.values());
  }

  /**
   * Where each of the volumes is open: the names of the nodes. A volume that is closed everywhere
   * is not in the map.
   *
   * @throws NotLearnedException when one node does not answer, or does not say of one volume
   */
  public Map<VolumeId, List<String>> of(List<VolumeId> volumes)
      throws NotLearnedException, InterruptedException {
    return on(nodes(), volumes);
  }

  /** Where each of the volumes is open but for this node; otherwise like {@link #of}. */
  public Map<VolumeId, List<String>> elsewhere(List<VolumeId> volumes)
      throws NotLearnedException, InterruptedException {
    return on(nodes().stream().filter(node -> node.kind() == Machine.Kind.NODE).toList(), volumes);
  }

  /** Where each of the volumes is open of some nodes; otherwise like {@link #of}. */
  public Map<VolumeId, List<String>> on(List<Machine> nodes, List<VolumeId> volumes)
      throws NotLearnedException, InterruptedException {
    Map<VolumeId, List<String>> open = new LinkedHashMap<>();
    site.ofEach(nodes, node -> openOn(node, volumes))
        .forEach(
            (node, there) ->
                there.forEach(
                    volume ->
                        open.computeIfAbsent(volume, key -> new ArrayList<>()).add(node.name())));
    return open;
  }

  /** Which of the volumes are open on one node. */
  public List<VolumeId> openOn(Machine node, List<VolumeId> volumes)
      throws NotLearnedException, InterruptedException {
    TreeSet<VolumeId> open = new TreeSet<>();
    for (GroupName group :
        volumes.stream().map(VolumeId::group).collect(Collectors.toCollection(TreeSet::new))) {
      Map<VolumeName, VolumeAttributes> attributes =
          VolumeAttributes.byName(site.vxvm(node).attributes(group));
      for (VolumeId volume : volumes) {
        if (volume.group().equals(group) && isOpen(node, volume, attributes)) {
          open.add(volume);
        }
      }
    }
    return List.copyOf(open);
  }

  private static boolean isOpen(
      Machine node, VolumeId volume, Map<VolumeName, VolumeAttributes> attributes)
      throws NotLearnedException {
    return Optional.ofNullable(attributes.get(volume.name()))
        .flatMap(VolumeAttributes::open)
        .orElseThrow(
            () ->
                new NotLearnedException(
                    node.name() + " does not say whether " + volume + " is open there"));
  }

  /**
   * Returns where all of the volumes are closed everywhere.
   *
   * @param otherwise what it means that one is open
   * @throws NotLearnedException where one is, or that is not known
   */
  public void requireClosed(List<VolumeId> volumes, String otherwise)
      throws NotLearnedException, InterruptedException {
    Map<VolumeId, List<String>> open = of(volumes);
    if (!open.isEmpty()) {
      throw new NotLearnedException(otherwise + ": " + described(open));
    }
  }

  /** "datadg/datavol1 is open on sun-a" for people. */
  public static String described(Map<VolumeId, List<String>> open) {
    return open.entrySet().stream()
        .map(each -> each.getKey() + " is open on " + String.join(", ", each.getValue()))
        .collect(Collectors.joining("; "));
  }
}
