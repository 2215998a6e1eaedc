package org.cvmsnap.cluster;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cvmsnap.error.BusyException;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.ClusterMode;
import org.cvmsnap.model.ControlDomain;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.Nearest;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.site.Site;
import org.cvmsnap.solaris.GuestOs;
import org.cvmsnap.vxvm.Vxvm;

/**
 * The read-only look at nodes, guest and volumes that every plan starts from. How many commands it
 * takes depends on how many nodes, disk groups and mounted file systems there are, and not on how
 * many domains and volumes.
 */
public final class Survey {
  private final Site site;

  public Survey(Site site) {
    this.site = site;
  }

  /** The control domain that cvmsnap works in, and its name as a domain. */
  public record Here(Machine control, GuestName domain) {}

  /**
   * Finds out where cvmsnap is.
   *
   * @throws RefusedException when this is not a control domain in a CVM cluster
   */
  public Here here() throws InterruptedException {
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
    Machine own = Machine.controlDomain(self.node());
    return new Here(new OwnNode(site.vxvm(own), own).atFirst(), self.name());
  }

  /** Says which volumes an operation is about, once those of the guest are known. */
  public interface Choice {
    /**
     * Chooses.
     *
     * @param vxvm on this node
     * @param owned the volumes behind the guest's disks
     * @param groups that these are in; what else is learned of them is put there
     */
    Volumes among(Vxvm vxvm, List<VolumeId> owned, Map<GroupName, GroupFacts> groups)
        throws NotLearnedException, InterruptedException;
  }

  /**
   * The volumes that an operation is about.
   *
   * @param unmounted those of the guest whose file systems would have to be unmounted
   * @param more those that are not the guest's and have to be closed as well
   */
  public record Volumes(List<VolumeId> unmounted, List<VolumeId> more) {
    public Volumes {
      unmounted = List.copyOf(unmounted);
      more = List.copyOf(more);
    }

    /** Volumes of the guest as somebody names them. */
    public static Choice named(List<SnapshotRef> refs) {
      return (vxvm, owned, groups) -> new Volumes(meant(owned, refs), List.of());
    }
  }

  /**
   * Learns all that has to be known before a guest is taken down for volumes of its. What is asked
   * of groups and guest later on is asked here once, so that what cannot be read is found out
   * before anything is touched.
   *
   * @throws BusyException when a run on whatever node has the guest
   * @throws RefusedException when something cannot be learned, or makes the rest pointless
   */
  public OutageFacts outage(OutageOptions options, Choice choice) throws InterruptedException {
    OutageFacts facts =
        facts(
            options,
            (vxvm, owned, groups) -> {
              for (Map.Entry<GroupName, GroupFacts> group : groups.entrySet()) {
                group.setValue(group.getValue().andSnapshots(vxvm));
              }
              return choice.among(vxvm, owned, groups);
            });
    Optional<Refusal> busy = facts.lock().refusal(options.guest(), facts.control());
    if (busy.isPresent()) {
      throw new BusyException(
          busy.get(),
          facts.lock().held().isEmpty(),
          facts.lock().held().flatMap(LockRecord::begun));
    }
    return facts;
  }

  /**
   * Learns the same of a guest that a run on a dead node may have left locked.
   *
   * @throws RefusedException when something cannot be learned, or makes the rest pointless
   */
  public OutageFacts takeOver(OutageOptions options) throws InterruptedException {
    return facts(options, Volumes.named(List.of()));
  }

  private OutageFacts facts(OutageOptions options, Choice choice) throws InterruptedException {
    Here here = here();
    try {
      return learn(options, choice, here);
    } catch (NotLearnedException e) {
      throw new RefusedException(
          "What cannot be learned counts as in use", NodeInquiry.explained(here.control(), e));
    }
  }

  /**
   * Learns all that has to be known before a guest is taken down for points in time of its volumes.
   *
   * @param snapshots that may be meant, as somebody names them
   * @throws RefusedException when something cannot be learned, or makes the rest pointless
   */
  public SelectionFacts points(OutageOptions options, List<SnapshotRef> snapshots)
      throws InterruptedException {
    Map<VolumeId, Restoring> restoring = new HashMap<>();
    OutageFacts outage =
        outage(
            options,
            (vxvm, owned, groups) -> {
              List<SnapshotInfo> meant =
                  groups.values().stream()
                      .flatMap(group -> group.snapshots().stream())
                      .filter(each -> snapshots.stream().anyMatch(ref -> ref.means(each.id())))
                      .toList();
              List<VolumeId> sources =
                  owned.stream()
                      .filter(volume -> meant.stream().anyMatch(each -> isOf(each, volume)))
                      .toList();
              restoring.putAll(Restoring.among(sources, vxvm));
              return new Volumes(sources, meant.stream().map(SnapshotInfo::id).toList());
            });
    return new SelectionFacts(outage, restoring);
  }

  private static List<VolumeId> meant(List<VolumeId> all, List<SnapshotRef> refs) {
    return all.stream().filter(id -> refs.stream().anyMatch(ref -> ref.means(id))).toList();
  }

  private static boolean isOf(SnapshotInfo snapshot, VolumeId source) {
    return snapshot.id().group().equals(source.group())
        && snapshot.source().equals(Optional.of(source.name()));
  }

  private OutageFacts learn(OutageOptions options, Choice choice, Here here)
      throws NotLearnedException, InterruptedException {
    OwnNode.Membership cluster =
        new OwnNode(site.vxvm(here.control()), here.control()).membership();
    Machine control = cluster.control();
    Ldm ldm = site.ldm(control);
    List<Domain> domains = ldm.domains();
    Domain guest = guest(options.guest(), domains, control);
    List<Machine> members = OpenVolumes.joined(control, cluster.members());
    VcsSurvey vcs = new VcsSurvey(site, options, control);
    VcsFacts managed = vcs.learn(members);
    NodeSurvey nodeSurvey = new NodeSurvey(site, control, options.guest());
    Map<Machine, List<Disk>> disks = site.ofEach(members, NodeInquiry.of(site, nodeSurvey::disks));
    List<Disk> ours =
        disks.getOrDefault(control, List.of()).stream()
            .filter(disk -> disk.vdisk().domain().equals(options.guest()))
            .toList();
    List<VolumeId> volumes = GuestFacts.volumes(ours);
    Map<GroupName, GroupFacts> groups = groups(control, volumes);
    Volumes chosen = choice.among(site.vxvm(control), volumes, groups);
    List<VolumeId> watched =
        Stream.concat(volumes.stream(), chosen.more().stream()).distinct().toList();
    Map<Machine, OutageFacts.Node> nodes =
        site.ofEach(
            members,
            NodeInquiry.of(
                site,
                node ->
                    nodeSurvey.node(
                        node,
                        disks.getOrDefault(node, List.of()),
                        NodeSurvey.known(watched, groups, !node.equals(control)),
                        guest.state())));
    GuestFacts facts = facts(options, guest, ours, chosen, ldm);
    return new OutageFacts(
        control,
        here.domain(),
        domains,
        facts,
        List.copyOf(nodes.values()),
        groups,
        managed,
        new HazardSurvey(ldm, options.guest(), domains)
            .learn(
                Stream.of(
                        vcs.hazards(managed),
                        Mounts.notes(facts, chosen.unmounted()),
                        BrokenSnapshots.hazards(volumes, groups),
                        CacheUse.hazards(volumes, groups),
                        LockSurvey.hazards(options, groups.values()),
                        GuestRights.hazards(site, options, facts, chosen.unmounted()),
                        HookPrograms.hazards(site, control, options, facts.os()))
                    .flatMap(List::stream)
                    .toList()),
        options.fence() ? fence(control, groups.keySet()) : OutageFacts.Fence.NONE,
        new LockSurvey(site, control).of(options, groups.values()),
        reconfiguration(options, control, facts));
  }

  private GuestFacts facts(
      OutageOptions options, Domain guest, List<Disk> disks, Volumes chosen, Ldm ldm)
      throws NotLearnedException, InterruptedException {
    return new GuestFacts(
        guest,
        disks,
        guest.state() != DomainState.ACTIVE || ldm.autoBoot(options.guest()),
        ldm.constraints(options.guest()),
        os(options, guest, disks, chosen.unmounted()));
  }

  private OutageFacts.Reconfiguration reconfiguration(
      OutageOptions options, Machine control, GuestFacts guest) throws InterruptedException {
    if (options.mode() == Mode.STOP || guest.os().isEmpty()) {
      return OutageFacts.Reconfiguration.NONE;
    }
    GuestOs os = site.os(options.os());
    return new OutageFacts.Reconfiguration(
        told(() -> site.ldm(control).softState(options.guest()).orElse("")),
        told(() -> os.service(GuestOs.RECONFIGURATION)),
        told(() -> os.service(GuestOs.FILE_SYSTEMS)));
  }

  /** Something that is asked. */
  private interface Question {
    String ask() throws NotLearnedException, InterruptedException;
  }

  private static String told(Question question) throws InterruptedException {
    try {
      return question.ask();
    } catch (NotLearnedException e) {
      return "";
    }
  }

  private OutageFacts.Fence fence(Machine control, Set<GroupName> groups)
      throws NotLearnedException, InterruptedException {
    ClusterMode mode = site.vxvm(control).mode();
    Set<VolumeId> told = new TreeSet<>();
    for (GroupName group : groups) {
      for (VolumeName name : site.vxvm(control).exclusive(group).keySet()) {
        told.add(new VolumeId(group, name));
      }
    }
    boolean here = mode.role().equals(Optional.of(ClusterMode.Role.MASTER));
    return new OutageFacts.Fence(here ? Optional.of(control.name()) : mode.master(), told);
  }

  private Domain guest(GuestName name, List<Domain> domains, Machine control)
      throws NotLearnedException, InterruptedException {
    Optional<Domain> guest =
        domains.stream().filter(domain -> domain.name().equals(name)).findFirst();
    if (guest.isEmpty()) {
      throw elsewhere(name, domains, control);
    }
    if (guest.get().flags().control()) {
      throw new RefusedException(
          name + " is the control domain.", "Name a guest domain: ldm list shows them.");
    }
    return guest.get();
  }

  /** Refuses a guest that is not here, saying where it is. */
  private RefusedException elsewhere(GuestName name, List<Domain> domains, Machine control)
      throws NotLearnedException, InterruptedException {
    for (Machine node : new OpenVolumes(site, control).nodes()) {
      if (!node.equals(control) && isOn(node, name)) {
        return new RefusedException(
            "There is no domain '%s' on %s: it is on %s."
                .formatted(name, control.name(), node.name()),
            ShellLine.hint("Run cvmsnap on %1$s, or through --host ssh://%1$s.", node.name()));
      }
    }
    return unknown(name, domains);
  }

  private boolean isOn(Machine node, GuestName name) throws InterruptedException {
    try {
      return site.ldm(node).domains().stream().anyMatch(each -> each.name().equals(name));
    } catch (NotLearnedException e) {
      return false; // nowhere to send people
    }
  }

  private static RefusedException unknown(GuestName name, List<Domain> domains) {
    List<String> names = domains.stream().map(domain -> domain.name().value()).toList();
    return new RefusedException(
        "There is no domain '" + name + "' on this machine.",
        Nearest.ask(name.value(), names, "Its domains are: " + String.join(", ", names) + "."));
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
                vxvm.layoutAndLogs(group.name()),
                vxvm.attributes(group.name()),
                vxvm.plexMarks(group.name())));
      }
    }
    return groups;
  }

  private Optional<GuestFacts.Os> os(
      OutageOptions options, Domain guest, List<Disk> disks, List<VolumeId> sources)
      throws NotLearnedException, InterruptedException {
    if (guest.state() != DomainState.ACTIVE || guest.flags().transition()) {
      return Optional.empty();
    }
    Optional<String> mistaken = site.mistaken(options.os());
    if (mistaken.isPresent()) {
      throw new RefusedException(
          "Another machine answers in place of " + guest.name() + ": " + mistaken.get() + ".",
          ShellLine.hint(
              "Say how ssh reaches the guest with --guest-ssh [USER@]ADDRESS. See: ssh %s virtinfo -a -p.",
              options.os().address()));
    }
    return Optional.of(
        new GuestReading(site.os(options.os()), site.fsck(options.os()), disks, options.leftAlone())
            .os(sources));
  }
}
