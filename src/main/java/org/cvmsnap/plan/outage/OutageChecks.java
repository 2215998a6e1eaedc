package org.cvmsnap.plan.outage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.BadLog;
import org.cvmsnap.cluster.Disk;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.cluster.NotShared;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeRecord;

/**
 * What speaks against taking a guest down for its volumes here and now, whatever is to be done with
 * these. What is unknown speaks against.
 */
public final class OutageChecks {
  private final OutageOptions options;
  private final OutageFacts facts;
  private final List<Refusal> refusals = new ArrayList<>();

  public OutageChecks(OutageOptions options, OutageFacts facts) {
    this.options = options;
    this.facts = facts;
  }

  /** Everything, for an operation on volumes that needs nothing more of them. */
  public List<Refusal> all(List<VolumeId> volumes) {
    List<Refusal> all = new ArrayList<>(guest(volumes));
    for (VolumeId volume : volumes) {
      all.addAll(usable(volume));
      all.addAll(others(volume));
    }
    all.addAll(journey(volumes));
    return List.copyOf(all);
  }

  /** What speaks against touching the guest. */
  public List<Refusal> guest(List<VolumeId> volumes) {
    machine();
    facts.lock().full(options.guest()).ifPresent(refusals::add);
    domain();
    refusals.addAll(new VcsChecks(options, facts).refusals());
    disks(volumes);
    if (options.mode() == Mode.DETACH) {
      refusals.addAll(new DetachChecks(options, facts, volumes).refusals());
    }
    if (!Outage.detaches(options, facts, volumes)) {
      refusals.addAll(new ServiceChecks(options, facts).refusals());
      numbers();
    }
    fence(volumes);
    return drained();
  }

  /** What speaks against one of its volumes, such as that it is not started. */
  public List<Refusal> usable(VolumeId volume) {
    volume(volume);
    return drained();
  }

  /** Whose else the volume is. */
  public List<Refusal> others(VolumeId volume) {
    owners(volume);
    return drained();
  }

  /** What would keep the guest from coming back, or the file systems from being unmounted. */
  public List<Refusal> journey(List<VolumeId> volumes) {
    boolean runsOn = Outage.detaches(options, facts, volumes);
    if (!runsOn) {
      comeBack();
    }
    facts
        .guest()
        .os()
        .ifPresent(
            os ->
                refusals.addAll(
                    new FileSystemChecks(options, facts.guest(), os, volumes, runsOn).refusals()));
    return drained();
  }

  private List<Refusal> drained() {
    List<Refusal> found = List.copyOf(refusals);
    refusals.clear();
    return found;
  }

  private void refuse(String problem, String next) {
    refusals.add(new Refusal(problem, next));
  }

  private void machine() {
    refusals.addAll(reconfigured(facts.domains()));
    facts.domains().stream()
        .filter(domain -> domain.flags().migrating())
        .map(OutageChecks::migrating)
        .forEach(refusals::add);
  }

  private static Refusal migrating(Domain domain) {
    return domain.flags().migrationFailed()
        ? new Refusal(
            "The migration of " + domain.name() + " has failed.",
            ShellLine.hint(
                "If it runs on the machine to which it was to go, it is there; if not, give it back here what it was: ldm cancel-operation migration %s.",
                domain.name()))
        : new Refusal(
            domain.name() + " is being migrated.",
            ShellLine.hint("Wait for the migration to end: ldm list -o status %s.", domain.name()));
  }

  /** No domain can be bound or changed while the control domain waits for its reboot. */
  public static List<Refusal> reconfigured(List<Domain> domains) {
    return domains.stream()
        .filter(each -> each.flags().control() && each.flags().delayedReconfiguration())
        .map(
            each ->
                new Refusal(
                    each.name()
                        + " waits for a reboot to be reconfigured; until then no domain can be"
                        + " bound.",
                    "Reboot " + each.name() + ", or cancel: ldm cancel-reconf."))
        .toList();
  }

  /** What is in motion is not touched. */
  public static List<Refusal> moving(Domain domain) {
    return domain.flags().migrating() ? List.of(migrating(domain)) : unsettled(domain);
  }

  private static List<Refusal> unsettled(Domain domain) {
    if (domain.settled()) {
      return List.of();
    }
    return List.of(
        domain.state() == DomainState.SUSPENDED
            ? new Refusal(
                domain.name()
                    + " is suspended: it answers nobody, with its disks open and file systems mounted.",
                ShellLine.hint(
                    "Find out what has suspended it, and let it go on: ldm list -o status %s.",
                    domain.name()))
            : new Refusal(
                domain.name() + " is changing its state at this moment.",
                ShellLine.hint("Try again when it has settled: ldm list %s.", domain.name())));
  }

  /** Which command makes snapshots of a volume, and what they are, depends on its family. */
  public static List<Refusal> familyKnown(VolumeId volume, Optional<Family> family) {
    return family.isPresent()
        ? List.of()
        : List.of(
            new Refusal(
                "It is not known whether " + volume + " is prepared for instant snapshots.",
                "See: vxprint -g %s -F%%instant %s.".formatted(volume.group(), volume.name())));
  }

  private void domain() {
    Domain domain = facts.guest().domain();
    refusals.addAll(unsettled(domain));
    if (domain.settled() && domain.state() == DomainState.ACTIVE && facts.guest().os().isEmpty()) {
      refuse(
          "The operating system in " + domain.name() + " is not running.",
          ShellLine.hint("Boot it, or stop the domain: ldm stop %s.", domain.name()));
    }
  }

  private void disks(List<VolumeId> volumes) {
    for (Disk disk : facts.guest().disks()) {
      if (disk.volume().filter(volumes::contains).isEmpty()) {
        continue;
      }
      disk.vdisk()
          .server()
          .filter(server -> !server.equals(facts.controlName()))
          .ifPresent(
              server ->
                  refuse(
                      "Disk "
                          + disk.vdisk().name()
                          + " is served by "
                          + server
                          + ", another domain; whether it is closed is not known here.",
                      "cvmsnap works where the control domain serves the disk."));
      if (!disk.otherPaths().isEmpty()) {
        refuse(
            "Disk %s has other paths (mpgroup %s): %s; whether it is closed on these is not known here."
                .formatted(
                    disk.vdisk().name(),
                    disk.otherPaths().get(0).mpgroup().orElse(""),
                    disk.otherPaths().stream()
                        .map(path -> path.volume() + "@" + path.service())
                        .collect(Collectors.joining(", "))),
            "cvmsnap works where the control domain alone serves the disk: ldm list-services.");
      }
      if (disk.vdisk().frontEnd().isEmpty()) {
        refuse(
            "The number of disk "
                + disk.vdisk().name()
                + " is not known, so neither are its file"
                + " systems.",
            ShellLine.hint("See: ldm list -o disk -p %s.", options.guest()));
      }
    }
  }

  /** Binding gives a disk that has no number of its own the lowest one that is free. */
  private void numbers() {
    if (facts.guest().domain().state() == DomainState.INACTIVE) {
      return;
    }
    Map<String, Integer> once = facts.guest().onceBound();
    facts
        .guest()
        .numbers()
        .forEach(
            (name, number) -> {
              int then = once.getOrDefault(name, number);
              if (then != number) {
                refuse(
                    "Disk %s of %s is number %d, and would be number %d once it is bound again: it has no number of its own."
                        .formatted(name, options.guest(), number, then),
                    ShellLine.hint(
                        "Give it one while %2$s is shut down, on %3$s: ldm rm-vdisk %1$s %2$s, then ldm add-vdisk id=%4$d %1$s VOLUME@SERVICE %2$s.",
                        name, options.guest(), facts.control().name(), number));
              }
            });
  }

  /** A look that does not see a volume open which is open would prove nothing. */
  private void seenOpen(VolumeId volume) {
    boolean seen =
        facts.nodes().stream()
            .filter(node -> node.node().equals(facts.control()))
            .anyMatch(node -> node.open().contains(volume));
    if (facts.guest().domain().state() != DomainState.INACTIVE && !seen) {
      refuse(
          "VxVM on %s does not show %s open, and %s has it: so nothing could prove it closed."
              .formatted(facts.control().name(), volume, options.guest()),
          ShellLine.hint(
              "See, on %s: vxprint -g %s -v -F '%%name %%devopen'; ldm list -o disk %s.",
              facts.control().name(), volume.group(), options.guest()));
    }
  }

  /**
   * Only the master sets volumes exclusive; whether VxVM passes the command on from another node is
   * not documented. And what cannot be read back could not be seen to end, either.
   */
  private void fence(List<VolumeId> volumes) {
    if (!options.fence()) {
      return;
    }
    Optional<String> master = facts.fence().master();
    if (master.filter(facts.control().name()::equals).isEmpty()) {
      refuse(
          "--fence: only the master of the cluster sets volumes exclusive, and %s is not it%s."
              .formatted(
                  facts.control().name(), master.map(name -> ": " + name + " is").orElse("")),
          "Work on the master, with the guest there, or leave out --fence: vxdctl -c mode.");
    }
    volumes.stream()
        .filter(volume -> !facts.fence().readable().contains(volume))
        .forEach(
            volume ->
                refuse(
                    "--fence: VxVM does not say whether %s is exclusive, so that it is no longer could not be seen."
                        .formatted(volume),
                    "Leave out --fence. See: vxprint -g %s -v -F '%%name|%%exclusive'."
                        .formatted(volume.group())));
  }

  private void volume(VolumeId volume) {
    Optional<GroupFacts> group = facts.group(volume);
    if (group.isEmpty()) {
      refuse(
          "Disk group " + volume.group() + " is not imported here.",
          "See: vxdg list, and import it on this node.");
      return;
    }
    if (!group.get().group().enabled() || !group.get().group().shared()) {
      refuse(
          "Disk group " + volume.group() + " is not enabled and shared.",
          NotShared.remedy(volume.group()));
    }
    Optional<VolumeRecord> record = group.get().layout().volume(volume.name());
    if (record.isEmpty()) {
      refuse("There is no volume " + volume + ".", "See: vxprint -g " + volume.group() + " -v.");
      return;
    }
    if (!record.get().enabledAndActive()) {
      refuse(
          "%s is %s/%s and has to be ENABLED/ACTIVE."
              .formatted(volume, record.get().kernelState(), record.get().state()),
          "Start it or wait for its resynchronization: vxtask list; vxvol -g %s start %s."
              .formatted(volume.group(), volume.name()));
    }
    if (group.get().family(volume.name()).equals(Optional.of(Family.INSTANT))
        && group.get().layout().badLog(volume.name())) {
      refusals.add(BadLog.refusal(volume));
    }
  }

  private void owners(VolumeId volume) {
    seenOpen(volume);
    for (OutageFacts.Node node : facts.nodes()) {
      boolean here = node.node().equals(facts.control());
      for (Disk disk : node.showing(volume)) {
        if (!Outage.ours(options, facts, node, disk)) {
          refuse(
              "%s is also a disk of %s on %s."
                  .formatted(volume, disk.vdisk().domain(), node.node().name()),
              ShellLine.hint(
                  "Two guests on one volume ruin it. Find out whose it is: ldm list -o disk %s, on %s.",
                  disk.vdisk().domain(), node.node().name()));
        }
      }
      boolean holds = here && facts.guest().domain().state() != DomainState.INACTIVE;
      boolean namesake =
          !here
              && node.showing(volume).stream()
                  .anyMatch(disk -> disk.vdisk().domain().equals(options.guest()));
      if (node.open().contains(volume) && namesake) {
        refuse(
            "%s is open on %s, where %s is bound or runs as well."
                .formatted(volume, node.node().name(), options.guest()),
            ShellLine.hint(
                "See, on %s and here: ldm list %s. Unbind it where it does not run: ldm unbind %s.",
                node.node().name(), options.guest(), options.guest()));
      } else if (node.open().contains(volume) && !holds) {
        refuse(
            "%s is open on %s, and not by %s."
                .formatted(volume, node.node().name(), options.guest()),
            "Find who has it open there, such as a mount in the control domain, and close it.");
      }
    }
  }

  /** The guest has to be able to come back before it is let go. */
  private void comeBack() {
    DomainState state = facts.guest().domain().state();
    if (state == DomainState.ACTIVE && !facts.guest().autoBoot()) {
      refusals.add(waits(options.guest()));
    }
    if (state == DomainState.INACTIVE) {
      return;
    }
    for (Disk disk : facts.guest().disks()) {
      if (disk.backEnd().isEmpty()) {
        refuse(
            "Nothing on this machine exports the back end of disk "
                + disk.vdisk().name()
                + " ("
                + disk.vdisk().volume()
                + "@"
                + disk.vdisk().service()
                + ").",
            "See: ldm list-services.");
      }
      disk.volume()
          .filter(volume -> facts.record(volume).filter(this::enabled).isEmpty())
          .ifPresent(
              volume ->
                  refuse(
                      "%s, behind disk %s, is not enabled, so %s could not come back."
                          .formatted(volume, disk.vdisk().name(), options.guest()),
                      "Start it: vxvol -g %s start %s.".formatted(volume.group(), volume.name())));
    }
  }

  /** That a guest does not boot by itself. */
  public static Refusal waits(GuestName guest) {
    return new Refusal(
        guest + " would wait at the ok prompt once it is started (auto-boot?=false).",
        ShellLine.hint("Set it: ldm set-variable 'auto-boot?=true' %s.", guest));
  }

  private boolean enabled(VolumeRecord volume) {
    return volume.kernelState().equals("ENABLED");
  }
}
