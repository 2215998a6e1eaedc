package org.cvmsnap.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.ClusterMode;
import org.cvmsnap.model.ControlDomain;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Holder;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Disk;
import org.cvmsnap.plan.GroupFacts;
import org.cvmsnap.plan.GuestFacts;
import org.cvmsnap.plan.Mounts;
import org.cvmsnap.plan.Nearest;
import org.cvmsnap.plan.NodeFacts;
import org.cvmsnap.plan.TakeFacts;
import org.cvmsnap.plan.TakeRequest;
import org.cvmsnap.solaris.GuestOs;
import org.cvmsnap.step.Openness;
import org.cvmsnap.step.Site;
import org.cvmsnap.vxvm.Vxvm;

/**
 * The read-only look at nodes, guest and volumes that every plan starts from. How many commands it
 * takes depends on how many nodes, disk groups and mounted file systems there are, and not on how
 * many domains and volumes.
 */
final class Survey {
  private final Site site;

  Survey(Site site) {
    this.site = site;
  }

  /** The control domain that cvmsnap works in, and its name as a domain. */
  record Here(Machine control, GuestName domain) {}

  /**
   * Finds out where cvmsnap is.
   *
   * @throws RefusedException when this is not a control domain in a CVM cluster
   */
  Here here() throws InterruptedException {
    ControlDomain self;
    try {
      self = site.ldmHere().controlDomain();
    } catch (NotLearnedException e) {
      throw new RefusedException(
          "No control domain of a SPARC machine with logical domains answers: " + e.why() + ".",
          "Run cvmsnap in a control domain, reach one with --host ssh://NODE, or try it out on the"
              + " simulated cluster with --sim.");
    }
    if (!self.control()) {
      throw new RefusedException(
          self.name() + " is a guest domain, and not the control domain.",
          "Run cvmsnap in the control domain " + self.node() + ".");
    }
    return new Here(Machine.controlDomain(self.node()), self.name());
  }

  /**
   * Learns all that {@code take} has to know.
   *
   * @throws RefusedException when something cannot be learned, or makes the rest pointless
   */
  TakeFacts take(TakeRequest request) throws InterruptedException {
    Here here = here();
    try {
      return learn(request, here);
    } catch (NotLearnedException e) {
      throw new RefusedException(
          "What cannot be learned counts as in use: " + e.why() + ".",
          "Find out why, and try again.");
    }
  }

  private TakeFacts learn(TakeRequest request, Here here)
      throws NotLearnedException, InterruptedException {
    Machine control = here.control();
    ClusterMode mode = site.vxvm(control).mode();
    if (!mode.active()) {
      throw new RefusedException(
          "CVM is not active on " + control.name() + ", so its volumes cannot be shared.",
          "Start the cluster here, or work on a node that is a member: vxdctl -c mode.");
    }
    Ldm ldm = site.ldm(control);
    List<Domain> domains = ldm.domains();
    Domain guest = guest(request.guest(), domains);
    Map<Machine, List<Disk>> disks = new LinkedHashMap<>();
    for (Machine node : new Openness(site, control).nodes()) {
      disks.put(node, disks(node));
    }
    List<Disk> ours =
        disks.getOrDefault(control, List.of()).stream()
            .filter(disk -> disk.vdisk().domain().equals(request.guest()))
            .toList();
    List<VolumeId> volumes = ours.stream().flatMap(disk -> disk.volume().stream()).toList();
    Map<GroupName, GroupFacts> groups = groups(control, volumes);
    List<NodeFacts> nodes = new ArrayList<>();
    for (Map.Entry<Machine, List<Disk>> node : disks.entrySet()) {
      nodes.add(node(node.getKey(), node.getValue(), volumes, groups));
    }
    List<VolumeId> sources =
        volumes.stream().filter(volume -> request.volumes().contains(volume.name())).toList();
    GuestFacts facts =
        new GuestFacts(
            guest,
            ours,
            guest.state() != DomainState.ACTIVE || ldm.autoBoot(request.guest()),
            ldm.constraints(request.guest()),
            os(request, guest, ours, sources));
    return new TakeFacts(control, here.domain(), domains, facts, nodes, groups);
  }

  private static Domain guest(GuestName name, List<Domain> domains) {
    return domains.stream()
        .filter(domain -> domain.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name, domains));
  }

  private static RefusedException unknown(GuestName name, List<Domain> domains) {
    List<String> names = domains.stream().map(domain -> domain.name().value()).toList();
    List<String> near = Nearest.to(name.value(), names);
    return new RefusedException(
        "There is no domain '" + name + "' on this machine.",
        near.isEmpty()
            ? "Its domains are: " + String.join(", ", names) + "."
            : "Did you mean " + String.join(" or ", near) + "?");
  }

  private List<Disk> disks(Machine node) throws NotLearnedException, InterruptedException {
    Ldm ldm = site.ldm(node);
    List<BackEnd> backEnds = ldm.backEnds();
    List<Disk> disks = new ArrayList<>();
    for (VirtualDisk vdisk : ldm.disks()) {
      List<BackEnd> shown = backEnds.stream().filter(vdisk::shows).distinct().toList();
      if (shown.size() > 1) {
        throw new NotLearnedException(
            "on %s several back ends are named %s@%s"
                .formatted(node.name(), vdisk.volume(), vdisk.service()));
      }
      disks.add(new Disk(vdisk, shown.stream().findFirst()));
    }
    return List.copyOf(disks);
  }

  private Map<GroupName, GroupFacts> groups(Machine control, List<VolumeId> volumes)
      throws NotLearnedException, InterruptedException {
    Vxvm vxvm = site.vxvm(control);
    Set<GroupName> wanted = new TreeSet<>();
    volumes.forEach(volume -> wanted.add(volume.group()));
    Map<GroupName, GroupFacts> groups = new LinkedHashMap<>();
    for (DiskGroup group : vxvm.groups()) {
      if (wanted.contains(group.name())) {
        groups.put(
            group.name(),
            new GroupFacts(
                group,
                vxvm.layout(group.name()),
                vxvm.attributes(group.name()),
                vxvm.plexMarks(group.name())));
      }
    }
    return groups;
  }

  private NodeFacts node(
      Machine node, List<Disk> disks, List<VolumeId> volumes, Map<GroupName, GroupFacts> groups)
      throws NotLearnedException, InterruptedException {
    List<VolumeId> known =
        volumes.stream()
            .filter(
                volume ->
                    Optional.ofNullable(groups.get(volume.group()))
                        .flatMap(group -> group.layout().volume(volume.name()))
                        .isPresent())
            .toList();
    return new NodeFacts(node, disks, Set.copyOf(new Openness(site, node).openOn(node, known)));
  }

  private Optional<GuestFacts.Os> os(
      TakeRequest request, Domain guest, List<Disk> disks, List<VolumeId> sources)
      throws NotLearnedException, InterruptedException {
    if (guest.state() != DomainState.ACTIVE || guest.flags().transition()) {
      return Optional.empty();
    }
    GuestOs os = site.os(Machine.guest(request.guest(), request.guestAddress()));
    List<Mount> mounts = os.mounts();
    Map<String, List<Holder>> holders = new LinkedHashMap<>();
    List<Mount> affected = Mounts.toUnmount(mounts, disks, sources);
    if (affected.stream().noneMatch(Mounts::system)) {
      for (Mount mount : affected) {
        holders.put(mount.mountPoint(), os.holders(mount.mountPoint()));
      }
    }
    return Optional.of(new GuestFacts.Os(mounts, os.vfstab(), holders));
  }
}
