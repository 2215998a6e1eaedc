package org.cvmsnap.plan.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cvmsnap.cluster.Exposure;
import org.cvmsnap.cluster.Restoring;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.cluster.SnapshotTarget;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Nearest;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.plan.outage.OutageChecks;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.AddDisk;
import org.cvmsnap.step.ExportSnapshot;
import org.cvmsnap.step.LendSnapshot;
import org.cvmsnap.step.RemoveDisk;
import org.cvmsnap.step.RemoveTags;
import org.cvmsnap.step.StopExport;

/** Decides how a snapshot becomes a guest's disk, and how it ceases to be one, or refuses. */
public final class ExportPlanner {
  private final Facts facts;
  private final RunId run;
  private final List<Refusal> refusals = new ArrayList<>();

  public ExportPlanner(Facts facts, RunId run) {
    this.facts = facts;
    this.run = run;
  }

  /** The snapshot backs a disk of the guest, and of nobody else. */
  public Decision<Plan> export(Request request) {
    String disk = request.disk().orElse(facts.snapshot().id().name().value());
    disk(request, disk);
    if (!request.readOnly()) {
      facts.snapshot().restoring().map(Restoring::refusal).ifPresent(refusals::add);
    }
    Optional<BackEnd> backEnd = backEnd(request);
    SnapshotTarget target = facts.snapshot().target();
    return Decision.of(
        refusals,
        () -> {
          List<Step> steps = new ArrayList<>();
          steps.add(new ExportSnapshot(facts.control(), target, backEnd.orElseThrow()));
          steps.addAll(unproving(request));
          steps.add(
              new AddDisk(
                  facts.control(),
                  target,
                  request.guest(),
                  disk,
                  number(request),
                  backEnd.orElseThrow()));
          return plan("export", steps);
        });
  }

  /** What a guest may write to is not known to be clean any more. */
  private List<Step> unproving(Request request) {
    return request.readOnly() || !facts.snapshot().tags().containsKey(Tags.PROOF)
        ? List.of()
        : List.of(new RemoveTags(facts.control(), facts.snapshot().id(), List.of(Tags.PROOF)));
  }

  /**
   * A guest that runs has the snapshot for a while, as a disk that it cannot write to.
   *
   * @param service the virtual disk server; empty where it is clear which
   */
  public Decision<LendSnapshot> lend(GuestName guest, Optional<String> service) {
    Request request = new Request(guest, Optional.empty(), OptionalInt.empty(), true, service);
    facts
        .domain(guest)
        .filter(domain -> domain.state() != DomainState.ACTIVE)
        .ifPresent(
            domain ->
                refuse(
                    "%s is %s, so it cannot be asked anything."
                        .formatted(guest, domain.state().word()),
                    "Start it, or name another one."));
    Optional<BackEnd> backEnd = backEnd(request);
    return Decision.of(
        refusals,
        () ->
            new LendSnapshot(
                facts.control(),
                facts.snapshot().target(),
                guest,
                free(guest),
                number(request).orElseThrow(),
                backEnd.orElseThrow()));
  }

  /** The snapshot's name, or that and a number, where the guest has a disk of that name. */
  private String free(GuestName guest) {
    String name = facts.snapshot().id().name().value();
    List<String> taken = facts.disksOf(guest).stream().map(VirtualDisk::name).toList();
    return Stream.concat(Stream.of(name), IntStream.iterate(2, i -> i + 1).mapToObj(i -> name + i))
        .filter(each -> !taken.contains(each))
        .findFirst()
        .orElseThrow();
  }

  /** How the snapshot is exported, unless anything speaks against that. */
  private Optional<BackEnd> backEnd(Request request) {
    guest(request.guest());
    snapshot();
    identities(request.guest());
    Optional<String> service = service(request);
    service.ifPresent(this::name);
    return service.map(
        server ->
            new BackEnd(
                server,
                facts.snapshot().id().name().value(),
                request.readOnly() ? List.of("ro") : List.of(),
                facts.snapshot().id().device(),
                Optional.empty()));
  }

  /**
   * The disk's number: one that was not given may change when the domain is bound anew (Oracle VM
   * Server administration guide, virtual disk identifier and device name).
   */
  private OptionalInt number(Request request) {
    if (request.id().isPresent()) {
      return request.id();
    }
    List<OptionalInt> taken = facts.disksOf(request.guest()).stream().map(VirtualDisk::id).toList();
    int unknown = (int) taken.stream().filter(OptionalInt::isEmpty).count();
    return IntStream.iterate(unknown, id -> id + 1)
        .filter(id -> !taken.contains(OptionalInt.of(id)))
        .findFirst();
  }

  /** No disk of the guest shows the snapshot, and nothing exports it that did so for this guest. */
  public Decision<Plan> unexport(GuestName guest) {
    guest(guest);
    List<Exposure> exposures = facts.snapshot().use().exposures();
    List<Exposure> meant = exposures.stream().filter(each -> of(each, guest)).toList();
    if (meant.isEmpty()) {
      refuse(
          "%s is not a disk of %s on %s."
              .formatted(facts.snapshot().id(), guest, facts.control().name()),
          exposures.isEmpty()
              ? "Nothing has to be done."
              : "It is exported to "
                  + exposures.stream().map(Exposure::described).collect(Collectors.joining(", "))
                  + ".");
    }
    return Decision.of(refusals, () -> unexport(guest, exposures, meant));
  }

  private Plan unexport(GuestName guest, List<Exposure> exposures, List<Exposure> meant) {
    List<Step> steps = new ArrayList<>();
    Set<String> stopped = new TreeSet<>();
    for (Exposure each : meant) {
      steps.add(
          new RemoveDisk(facts.control(), guest, each.disk().orElseThrow().name(), each.backEnd()));
    }
    for (Exposure each : meant) {
      boolean shared =
          exposures.stream()
              .filter(other -> other.backEnd().sameExport(each.backEnd()))
              .anyMatch(other -> !of(other, guest));
      if (!shared && stopped.add(each.backEnd().service() + "/" + each.backEnd().volume())) {
        steps.add(new StopExport(facts.control(), each.backEnd()));
      }
    }
    return plan("unexport", steps);
  }

  private boolean of(Exposure exposure, GuestName guest) {
    return exposure.node().equals(facts.control())
        && exposure.disk().map(VirtualDisk::domain).equals(Optional.of(guest));
  }

  private Plan plan(String operation, List<Step> steps) {
    return Plan.ofVolumes(run, operation, EndPlanner.concerned(List.of(facts.snapshot())), steps);
  }

  private void refuse(String problem, String next) {
    refusals.add(new Refusal(problem, next));
  }

  private void guest(GuestName guest) {
    Optional<Domain> domain = facts.domain(guest);
    if (domain.isEmpty()) {
      List<String> names = facts.domains().stream().map(each -> each.name().value()).toList();
      refuse(
          "There is no domain " + guest + " on " + facts.control().name() + ".",
          Nearest.ask(guest.value(), names, "There are: " + String.join(", ", names) + "."));
    } else if (domain.get().flags().control()) {
      refuse(guest + " is the control domain.", "Name a guest domain: ldm list shows them.");
    } else {
      refusals.addAll(OutageChecks.moving(domain.get()));
    }
    refusals.addAll(OutageChecks.reconfigured(facts.domains()));
  }

  /** What speaks against reading the snapshot itself. */
  public List<Refusal> unreadable() {
    snapshot();
    return List.copyOf(refusals);
  }

  private void snapshot() {
    refusals.addAll(facts.snapshot().use().refusals(facts.snapshot().id()));
    if (facts.snapshot().info().state().contains("INVALID")) {
      refuse(
          facts.snapshot().id() + " is INVALID: its content is lost.",
          "Choose another one: cvmsnap list.");
    }
  }

  /** One system that sees two disks with the same label, file system or pool takes one for both. */
  private void identities(GuestName guest) {
    Set<VolumeId> alike = facts.alike();
    for (VirtualDisk disk : facts.disksOf(guest)) {
      facts
          .volume(disk)
          .filter(alike::contains)
          .ifPresent(
              volume ->
                  refuse(
                      "%s has %s as disk %s, which has the same content and so the same identity as %s: file systems, volume managers and ZFS pools would take one for the other."
                          .formatted(guest, volume, disk.name(), facts.snapshot().id()),
                      "Export it to another domain."));
    }
  }

  private void disk(Request request, String name) {
    for (VirtualDisk disk : facts.disksOf(request.guest())) {
      if (disk.name().equals(name)) {
        refuse(
            "%s has a disk %s already.".formatted(request.guest(), name),
            "Choose another name with --vdisk.");
      }
      if (request.id().isPresent() && disk.id().equals(request.id())) {
        refuse(
            "Number %d is that of disk %s of %s."
                .formatted(request.id().getAsInt(), disk.name(), request.guest()),
            "Choose another one with --id, or leave it to ldm.");
      }
    }
  }

  /** The server of the guest's other disks, or the only one that there is. */
  private Optional<String> service(Request request) {
    TreeSet<String> all = new TreeSet<>(facts.servers());
    if (request.service().isPresent()) {
      String named = request.service().get();
      if (all.contains(named)) {
        return request.service();
      }
      refuse(
          "There is no virtual disk server " + named + " on " + facts.control().name() + ".",
          Nearest.ask(named, all, "There are: " + String.join(", ", all) + "."));
      return Optional.empty();
    }
    TreeSet<String> own = new TreeSet<>();
    facts.disksOf(request.guest()).forEach(disk -> own.add(disk.service()));
    TreeSet<String> candidates = own.isEmpty() ? all : own;
    if (candidates.size() == 1) {
      return Optional.of(candidates.first());
    }
    if (candidates.isEmpty()) {
      refuse(
          facts.control().name() + " has no virtual disk server.",
          "Make one: ldm add-vds NAME primary.");
    } else {
      refuse(
          "There are several virtual disk servers: " + String.join(", ", candidates) + ".",
          "Name the one to use with --service.");
    }
    return Optional.empty();
  }

  private void name(String service) {
    String name = facts.snapshot().id().name().value();
    facts.backEnds().stream()
        .filter(each -> each.service().equals(service) && each.volume().equals(name))
        .filter(each -> !each.vxvmVolume().equals(Optional.of(facts.snapshot().id())))
        .forEach(
            each ->
                refuse(
                    "%s exports %s as %s already.".formatted(service, each.device(), name),
                    ShellLine.hint(
                        "Stop that with ldm rm-vdsdev %s@%s, or use another server: --service.",
                        name, service)));
  }

  /**
   * What has to be known before a snapshot is given to a guest as a disk.
   *
   * @param control the node on which the guest is
   * @param snapshots all snapshots that there are
   * @param domains those of the node, as are the disks and what is exported
   * @param servers the names of its virtual disk servers
   */
  public record Facts(
      Machine control,
      SnapshotFacts snapshot,
      Collection<SnapshotFacts> snapshots,
      List<Domain> domains,
      List<VirtualDisk> disks,
      List<String> servers,
      List<BackEnd> backEnds) {
    public Facts {
      snapshots = List.copyOf(snapshots);
      domains = List.copyOf(domains);
      disks = List.copyOf(disks);
      servers = List.copyOf(servers);
      backEnds = List.copyOf(backEnds);
    }

    Optional<Domain> domain(GuestName guest) {
      return domains.stream().filter(each -> each.name().equals(guest)).findFirst();
    }

    List<VirtualDisk> disksOf(GuestName guest) {
      return disks.stream().filter(disk -> disk.domain().equals(guest)).toList();
    }

    Optional<VolumeId> volume(VirtualDisk disk) {
      return backEnds.stream()
          .filter(disk::shows)
          .flatMap(each -> each.vxvmVolume().stream())
          .findFirst();
    }

    /**
     * The volumes that hold what the snapshot held at some time, and so carry the same identities:
     * the source, its other snapshots, and the snapshots of this one.
     */
    Set<VolumeId> alike() {
      Set<VolumeId> alike =
          snapshots.stream()
              .filter(each -> each.target().source().isPresent())
              .filter(
                  each ->
                      each.target().source().equals(snapshot.target().source())
                          || each.target().source().equals(Optional.of(snapshot.id())))
              .map(SnapshotFacts::id)
              .collect(Collectors.toSet());
      snapshot.target().source().ifPresent(alike::add);
      return alike;
    }
  }

  /**
   * How a snapshot is to become a guest's disk.
   *
   * @param disk the disk's name; empty for the snapshot's own
   * @param id the disk's number, N of {@code c0dN}; empty where the manager is to choose it
   * @param service the virtual disk server; empty where it is clear which
   */
  public record Request(
      GuestName guest,
      Optional<String> disk,
      OptionalInt id,
      boolean readOnly,
      Optional<String> service) {}
}
