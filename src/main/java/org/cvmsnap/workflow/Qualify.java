package org.cvmsnap.workflow;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.Mounts;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.cluster.Survey;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.snapshot.SnapshotChecks;
import org.cvmsnap.plan.snapshot.VerifyPlanner;
import org.cvmsnap.plan.take.Sources;
import org.cvmsnap.plan.take.TakeRequest;
import org.cvmsnap.qualification.Assumptions;
import org.cvmsnap.qualification.Evidence;
import org.cvmsnap.qualification.Sighting;
import org.cvmsnap.qualification.Trial;
import org.cvmsnap.qualification.Waits;
import org.cvmsnap.qualification.Witness;
import org.cvmsnap.solaris.Fsck;

/**
 * Tries on a guest that may be harmed what is only assumed of a site: by runs that are like any
 * other, with looks at the guest between them.
 */
public final class Qualify {
  private static final String INTERRUPTED = "it was interrupted";

  private final Witness witness = new Witness();
  private final Session session;
  private final Waits listener;
  private final Optional<Supervision> supervision;
  private final TakeRequest request;
  private final List<Mode> modes;
  private final VerifyPlanner.Request asking;

  private final Map<Trial.Kind, Trial> trials = new EnumMap<>(Trial.Kind.class);
  private final List<String> troubles = new ArrayList<>();

  /** What nothing more is tried after; empty text while there is no such thing. */
  private String ended = "";

  /** The exit status for it, or for what has gone wrong and ended nothing. */
  private int status;

  private boolean otherwise;

  /**
   * @param request the volumes and how the guest is taken down; its mode does not count
   * @param modes how the guest is to let go of the volumes, one after the other
   * @param asking how the snapshots are asked whether they are clean
   */
  public Qualify(
      Session session,
      EngineListener listener,
      Optional<Supervision> supervision,
      TakeRequest request,
      List<Mode> modes,
      VerifyPlanner.Request asking) {
    this.session = session.at(witness.of(session.site()));
    this.listener = new Waits(listener);
    this.supervision = supervision;
    this.request = request;
    this.modes = List.copyOf(modes);
    this.asking = asking;
  }

  /**
   * Does it.
   *
   * @throws CvmsnapException when it did not begin, and nothing was touched
   */
  public QualifyReport run(Confirmation confirmation) throws InterruptedException {
    try (HeldLocks locks = new HeldLocks(session)) {
      locks.qualify();
      return tried(confirmation);
    }
  }

  private QualifyReport tried(Confirmation confirmation) throws InterruptedException {
    session.unfinished().requireNothingOwed(request.guest(), session);
    OutageFacts facts =
        new Survey(session.reading())
            .outage(request.outage(), Survey.Volumes.named(request.volumes()));
    List<VolumeId> volumes = volumes(facts);
    requireRunning(facts);
    confirmation.confirm(question(volumes));
    Sighting.Subject subject =
        new Sighting.Subject(
            request.guest(),
            facts.control(),
            request.outage().os(),
            volumes,
            fileSystems(facts, volumes));
    Sighting before = Sighting.of(session.reading(), subject);
    trial(Trial.Kind.RECORDS, () -> records(volumes.get(0)));
    for (Mode mode : modes) {
      Trial.Kind kind = mode == Mode.STOP ? Trial.Kind.STOP : Trial.Kind.DETACH;
      trial(kind, () -> taken(mode, subject));
    }
    return report(
        facts,
        volumes,
        new Evidence(
            before,
            volumes,
            facts.control().name(),
            request.outage().timeouts(),
            trials,
            listener.all()));
  }

  private QualifyReport report(OutageFacts facts, List<VolumeId> volumes, Evidence evidence) {
    List<QualifyReport.Judged> judged =
        Assumptions.ALL.stream()
            .map(each -> new QualifyReport.Judged(each, each.judge(evidence)))
            .toList();
    boolean refuted = judged.stream().anyMatch(each -> each.verdict().refuted());
    boolean up = status < ExitCode.SERVICE_DOWN && status != ExitCode.INTERRUPTED.value();
    int exit = up && refuted ? ExitCode.FAILED.value() : status;
    return new QualifyReport(
        session.now(),
        facts.control().name(),
        request.guest(),
        volumes,
        session.version(),
        exit,
        otherwise,
        judged,
        witness.timings(),
        troubles);
  }

  private List<VolumeId> volumes(OutageFacts facts) {
    Sources sources = Sources.among(request, facts);
    if (!sources.refusals().isEmpty()) {
      throw new RefusedException(sources.refusals());
    }
    return sources.volumes();
  }

  private void requireRunning(OutageFacts facts) {
    DomainState state = facts.guest().domain().state();
    if (state != DomainState.ACTIVE || facts.guest().os().isEmpty()) {
      throw new RefusedException(
          "%s does not run, so that hardly anything could be seen of it."
              .formatted(request.guest()),
          ShellLine.hint("Start it, and wait until it has booted: ldm start %s", request.guest()));
    }
  }

  private String question(List<VolumeId> volumes) {
    GuestName guest = request.guest();
    String names = volumes.stream().map(VolumeId::toString).collect(Collectors.joining(", "));
    List<String> does = new ArrayList<>();
    if (modes.contains(Mode.STOP)) {
      does.add("%s is stopped, unbound, bound and started.".formatted(guest));
    }
    if (modes.contains(Mode.DETACH)) {
      does.add("Its disks of %s are taken from it while it runs, and given back.".formatted(names));
    }
    does.add("Snapshots of %s are made and removed.".formatted(names));
    does.add(
        "What is assumed of this site, and does not hold, may leave %s down or without its disks: name no guest that anybody needs."
            .formatted(guest));
    return String.join(" ", does);
  }

  /** The types of those that are mounted of the volumes and can be asked, by raw device. */
  private static Map<String, String> fileSystems(OutageFacts facts, List<VolumeId> volumes) {
    Map<String, String> types = new LinkedHashMap<>();
    for (Mount mount : Mounts.toDetach(facts.guest(), volumes)) {
      if (Fsck.TYPES.contains(mount.fsType()) && mount.special().startsWith("/dev/dsk/")) {
        types.put(mount.special().replaceFirst("^/dev/dsk/", "/dev/rdsk/"), mount.fsType());
      }
    }
    return types;
  }

  private interface Trying {
    Trial of() throws InterruptedException;
  }

  /**
   * Tries, unless something has ended all trying; that it does not begin ends nothing else.
   *
   * @throws CvmsnapException when it is the first, and did not begin: nothing was touched
   */
  private void trial(Trial.Kind kind, Trying trying) throws InterruptedException {
    heedSignals();
    if (!ended.isEmpty()) {
      trials.put(kind, Trial.notBegun(ended));
      return;
    }
    try {
      trials.put(kind, trying.of());
    } catch (CvmsnapException e) {
      if (trials.isEmpty()) {
        throw e;
      }
      troubles.add(e.described());
      trials.put(kind, Trial.notBegun(String.valueOf(e.getMessage())));
      if (e.status() >= ExitCode.SERVICE_DOWN) {
        end("the guest is not as it was", e.status());
      } else {
        status = ExitCode.FAILED.value();
      }
    }
  }

  private void end(String why, int exit) {
    ended = why;
    status = exit;
  }

  /** A signal ends all trying, also one that comes between two runs or in one that tidies up. */
  private void heedSignals() {
    Optional<String> signal = session.interrupts().requested();
    if (ended.isEmpty() && signal.isPresent()) {
      troubles.add("interrupted by " + signal.get());
      end(INTERRUPTED, ExitCode.INTERRUPTED.value());
    }
  }

  /** What runs rest on that cannot do without it ends all trying. */
  private Trial records(VolumeId volume) throws InterruptedException {
    OperationReport report = operations().run(new RecordTrial(volume.group()), Confirmation.GIVEN);
    ended(report.result());
    Trial trial = new Trial(report.result());
    Assumptions.missing(trial).filter(why -> ended.isEmpty()).ifPresent(why -> ended = why);
    return trial;
  }

  private VolumeOperations operations() {
    return new VolumeOperations(session, listener, request.outage().noLock());
  }

  private Trial taken(Mode mode, Sighting.Subject subject) throws InterruptedException {
    TakeReport report =
        new Take(session, listener, supervision).run(request.in(mode), Take.Afterwards.NOTHING);
    ended(report.result());
    Sighting after = Sighting.of(session.reading(), subject);
    List<VolumeId> made = report.made().stream().map(SnapshotPair::snapshot).toList();
    Trial trial = asked(new Trial(report.result(), after), made);
    remove(made);
    heedSignals();
    return trial;
  }

  /** With what the snapshots say of themselves, where they can be asked. */
  private Trial asked(Trial trial, List<VolumeId> made) throws InterruptedException {
    heedSignals();
    if (made.isEmpty() || !ended.isEmpty()) {
      return trial;
    }
    try {
      VerifyReport said =
          new Verify(session, listener, request.outage().noLock()).after(made, asking);
      return trial.asked(
          said.snapshots().stream()
              .map(VerifyReport.Verified::proof)
              .reduce(Proof.CLEAN, Proof::worse),
          said.snapshots().stream()
              .map(VerifyReport.Verified::why)
              .filter(why -> !why.isEmpty())
              .distinct()
              .collect(Collectors.joining("; ")));
    } catch (CvmsnapException e) {
      return trial.asked(Proof.UNCHECKED, e.described());
    }
  }

  /** Nothing more is tried on a guest that is not as it was, nor after a signal. */
  private void ended(RunResult result) {
    otherwise |= result.returnedOtherwise();
    if (!result.why().isEmpty()) {
      troubles.add(result.why());
    }
    if (result.serviceDown()) {
      end("the guest is not as it was", result.status());
    } else if (result.ending() == RunResult.Ending.INTERRUPTED) {
      end(INTERRUPTED, result.status());
    } else if (result.status() != 0) {
      status = ExitCode.FAILED.value();
    }
  }

  /** What a run has left that is not finished cannot be removed before it is recovered. */
  private void remove(List<VolumeId> snapshots) throws InterruptedException {
    heedSignals();
    String why = snapshots.isEmpty() ? "" : ended.equals(INTERRUPTED) ? ended : left(snapshots);
    if (!why.isEmpty()) {
      status = status == 0 ? ExitCode.HOUSEKEEPING.value() : status;
      troubles.add(
          "snapshots are left; once nothing is owed any more type cvmsnap remove %s: %s"
              .formatted(
                  snapshots.stream().map(VolumeId::toString).collect(Collectors.joining(" ")),
                  why));
    }
  }

  /** Removes snapshots, and tells why they are still there; empty where they are not. */
  private String left(List<VolumeId> snapshots) throws InterruptedException {
    List<SnapshotRef> refs = snapshots.stream().map(SnapshotRef::to).toList();
    try {
      OperationReport report =
          operations()
              .run(new Ending(SnapshotChecks.End.REMOVE, refs, false, false), Confirmation.GIVEN);
      return report.done() ? "" : report.result().why();
    } catch (CvmsnapException e) {
      return e.described();
    }
  }
}
