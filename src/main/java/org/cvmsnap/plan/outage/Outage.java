package org.cvmsnap.plan.outage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.cluster.Disk;
import org.cvmsnap.cluster.GuestLock;
import org.cvmsnap.cluster.LockRecord;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.cluster.OwnerGroup;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.Freeze;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.ServiceGroup;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Step;
import org.cvmsnap.solaris.GuestOs;
import org.cvmsnap.step.ClearMaintenance;
import org.cvmsnap.step.DetachDisk;
import org.cvmsnap.step.FenceVolume;
import org.cvmsnap.step.FreezeGroup;
import org.cvmsnap.step.LockGuest;
import org.cvmsnap.step.ProveClean;
import org.cvmsnap.step.ProveClosed;
import org.cvmsnap.step.ProveFrozen;
import org.cvmsnap.step.ProveOpen;
import org.cvmsnap.step.RunOn;
import org.cvmsnap.step.StopDomain;
import org.cvmsnap.step.UnbindDomain;
import org.cvmsnap.step.Unmount;

/**
 * The way down of a guest whose volumes have to be closed, whatever is done with these then. Its
 * way back is in the debts of these steps.
 */
public final class Outage {
  private final OutageOptions options;
  private final OutageFacts facts;

  public Outage(OutageOptions options, OutageFacts facts) {
    this.options = options;
    this.facts = facts;
  }

  /**
   * All of it: the lock, what is made ready, the way down, and the proof of it.
   *
   * @param preparation what is done while the guest still works
   * @param volumes of the guest, whose file systems are unmounted and which are fenced
   * @param proven what has to be closed
   * @param demand what the file systems have to say once they are unmounted; empty where they are
   *     not asked
   */
  public List<Step> steps(
      RunId run,
      List<Step> preparation,
      List<VolumeId> volumes,
      List<VolumeId> proven,
      Optional<ProveClean.Demand> demand) {
    HookPlan hooks = new HookPlan(options, facts, run, volumes, List.of());
    return Stream.of(
            lock(run), preparation, wayDown(volumes, demand, hooks), closing(volumes, proven))
        .flatMap(List::stream)
        .toList();
  }

  /**
   * What the site itself does once the volumes have been used, while the guest still is without
   * them.
   *
   * @param snapshots that are there then
   */
  public List<Step> afterSnapshot(RunId run, List<VolumeId> volumes, List<VolumeId> snapshots) {
    return new HookPlan(options, facts, run, volumes, snapshots).afterSnapshot();
  }

  /** Keeps other nodes from beginning anything with the guest meanwhile. */
  List<Step> lock(RunId run) {
    GuestLock lock = facts.lock();
    return lock.group().stream()
        .<Step>map(
            in ->
                new LockGuest(
                    options.guest(),
                    facts.control(),
                    new LockRecord(
                        new VolumeId(in, GuestLock.name(options.guest(), lock.dead())),
                        LockRecord.holder(run, facts.control())),
                    lock.dead()))
        .toList();
  }

  /**
   * What leads from the guest's present state to an inactive domain that nobody else starts.
   *
   * @param volumes whose file systems are unmounted first
   */
  private List<Step> wayDown(
      List<VolumeId> volumes, Optional<ProveClean.Demand> demand, HookPlan hooks) {
    List<Step> steps = new ArrayList<>(facts.vcs().owners().stream().map(this::freeze).toList());
    if (detaches(options, facts, volumes)) {
      steps.addAll(detaching(volumes, demand, hooks));
      return List.copyOf(steps);
    }
    DomainState state = facts.guest().domain().state();
    if (state != DomainState.INACTIVE && !volumes.isEmpty()) {
      steps.add(new ProveOpen(facts.control(), volumes));
    }
    steps.addAll(hooks.beforeOutage());
    Optional<LettingGo> going =
        facts
            .guest()
            .os()
            .filter(os -> state == DomainState.ACTIVE)
            .map(os -> new LettingGo(options, facts.guest(), os, volumes, demand, false));
    going.flatMap(LettingGo::lost).ifPresent(steps::add);
    going.map(LettingGo::steps).ifPresent(steps::addAll);
    steps.addAll(hooks.afterUnmount());
    going.map(LettingGo::unmounted).ifPresent(steps::add);
    if (state == DomainState.ACTIVE) {
      steps.add(new RunOn(stop(false, facts.guest().numbers()), unmounting(steps)));
      steps.add(stop(options.force()));
    }
    if (state != DomainState.INACTIVE) {
      steps.add(unbind());
    }
    return List.copyOf(steps);
  }

  /** What these steps unmount, and has to be mounted again, in the order for that. */
  private static List<Unmount> unmounting(List<Step> steps) {
    List<Unmount> mounts =
        steps.stream()
            .filter(Unmount.class::isInstance)
            .map(Unmount.class::cast)
            .filter(Unmount::remount)
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.reverse(mounts);
    return mounts;
  }

  /** Whether the guest goes on running, and only the disks of the volumes are taken from it. */
  static boolean detaches(OutageOptions options, OutageFacts facts, List<VolumeId> volumes) {
    return options.mode() != Mode.STOP
        && facts.guest().domain().state() == DomainState.ACTIVE
        && facts.guest().os().isPresent()
        && !volumes.isEmpty()
        && new DetachChecks(options, facts, volumes).refusals().isEmpty();
  }

  private List<Step> detaching(
      List<VolumeId> volumes, Optional<ProveClean.Demand> demand, HookPlan hooks) {
    LettingGo going =
        new LettingGo(
            options, facts.guest(), facts.guest().os().orElseThrow(), volumes, demand, true);
    List<Step> steps = new ArrayList<>();
    steps.add(new ProveOpen(facts.control(), volumes));
    steps.addAll(hooks.beforeOutage());
    steps.add(new ClearMaintenance(options.guest(), options.os(), options.timeouts()));
    steps.addAll(going.steps());
    steps.addAll(hooks.afterUnmount());
    List<Disk> disks = DetachChecks.disks(facts.guest(), volumes);
    Map<String, Integer> kept = new LinkedHashMap<>(facts.guest().numbers());
    disks.forEach(disk -> kept.remove(disk.vdisk().name()));
    steps.add(new RunOn(stop(false, kept), unmounting(steps)));
    for (Disk disk : disks) {
      steps.add(
          new DetachDisk(
              options.guest(),
              facts.control(),
              options.os(),
              disk.vdisk(),
              disk.volume().orElseThrow(),
              options.timeouts()));
    }
    return steps;
  }

  /** What the operator should know of the way in which the guest lets go of volumes. */
  public List<String> notes(List<VolumeId> volumes) {
    if (options.mode() == Mode.STOP) {
      return List.of();
    }
    if (detaches(options, facts, volumes)) {
      return List.of(
          "Whoever saves the configuration of the machine meanwhile (ldm add-spconfig) saves %s without these disks: cvmsnap recover gives them back after a power cycle."
              .formatted(options.guest()));
    }
    return new DetachChecks(options, facts, volumes)
        .refusals().stream()
            .findFirst()
            .map(
                first ->
                    "%s is stopped, as its disks cannot be taken from it while it runs: %s"
                        .formatted(options.guest(), first.problem()))
            .stream()
            .toList();
  }

  Step stop(boolean force) {
    return stop(force, facts.guest().numbers());
  }

  /**
   * @param numbers of the disks that it has to have by the time it is started
   */
  private StopDomain stop(boolean force, Map<String, Integer> numbers) {
    return new StopDomain(
        options.guest(),
        facts.control(),
        options.os(),
        force,
        options.timeouts(),
        exclusive(),
        owner(),
        numbers,
        facts.guest().os().filter(os -> !os.multiUser()).map(os -> GuestOs.FILE_SYSTEMS),
        List.of());
  }

  Step unbind() {
    return new UnbindDomain(
        options.guest(),
        facts.control(),
        exclusive(),
        owner(),
        facts.guest().numbers(),
        facts.guest().devices(),
        Optional.of(options.timeouts().boot()));
  }

  /**
   * The proof that the volumes are closed, and before it the fence where one is wanted. VxVM grants
   * that only for closed volumes, and from then on lets no second node in, so the proof, which is
   * the last thing before the volumes are used, is given of fenced ones.
   *
   * @param fenced the guest's own volumes among those that are proven closed
   */
  private List<Step> closing(List<VolumeId> fenced, List<VolumeId> proven) {
    List<Step> steps = new ArrayList<>();
    if (options.fence()) {
      fenced.forEach(
          volume -> steps.add(new FenceVolume(options.guest(), facts.control(), volume)));
    }
    steps.add(new ProveClosed(facts.control(), proven, owner()));
    return List.copyOf(steps);
  }

  /**
   * What somebody else has frozen is left as it is, and is no debt of ours; but it is looked at
   * again, as hours may have passed since the survey.
   */
  private Step freeze(ServiceGroup owner) {
    return owner.frozen()
        ? new ProveFrozen(facts.control(), facts.vcs().onNode(owner, facts.control().name()))
        : new FreezeGroup(
            options.guest(),
            facts.control(),
            owner.name(),
            owner.resource(),
            !owner.online().isEmpty(),
            options.freeze() == Freeze.PERSISTENT);
  }

  /** Whether the disk is the guest's: also in its definition on a node that it may move to. */
  static boolean ours(OutageOptions options, OutageFacts facts, OutageFacts.Node node, Disk disk) {
    boolean named = disk.vdisk().domain().equals(options.guest());
    boolean here = node.node().equals(facts.control());
    boolean home = options.freeze() == Freeze.IGNORED || facts.vcs().homeOf(node.node().name());
    boolean standby = node.standby(options.guest(), facts.guest().volumes());
    return named && (here || home || standby);
  }

  /** Who else might start the guest, as it is looked at until the guest is back. */
  private Optional<OwnerGroup> owner() {
    return facts.vcs().owners().stream()
        .map(group -> facts.vcs().onNode(group, facts.control().name()))
        .findFirst();
  }

  /**
   * The guest's volumes that nobody else has a claim to. Only for these is it an alarm when they
   * are open while the guest is unbound; what guests share by design must not keep one of them
   * down. A private disk group is known to this node alone, so no other can be asked about it.
   */
  private List<VolumeId> exclusive() {
    return facts.guest().volumes().stream()
        .filter(volume -> facts.group(volume).filter(group -> group.group().shared()).isPresent())
        .filter(volume -> facts.nodes().stream().allMatch(node -> onlyOurs(node, volume)))
        .sorted()
        .toList();
  }

  private boolean onlyOurs(OutageFacts.Node node, VolumeId volume) {
    boolean here = node.node().equals(facts.control());
    boolean others =
        node.showing(volume).stream().anyMatch(disk -> !ours(options, facts, node, disk));
    return !others && (here || !node.open().contains(volume));
  }
}
