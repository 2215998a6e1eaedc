package org.cvmsnap.workflow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.cluster.OpenVolumes;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.snapshot.EndPlanner;
import org.cvmsnap.plan.snapshot.Retention;
import org.cvmsnap.plan.snapshot.SnapshotChecks;
import org.cvmsnap.plan.snapshot.SnapshotSet;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Plan;
import org.cvmsnap.site.Site;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the snapshot sets that no rule of a retention policy keeps, each in a run of its own. */
public final class Prune {
  private static final Logger logger = LoggerFactory.getLogger(Prune.class);

  /** How far clocks may be apart where ages are told in hours at the least. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofHours(1);

  private final Session session;
  private final EngineListener listener;
  private final VolumeOperations runs;
  private final UnfinishedRuns unfinished;

  /**
   * @param noLock whether no records are made that tell other nodes of the runs
   */
  public Prune(Session session, EngineListener listener, boolean noLock) {
    this.session = session;
    this.listener = listener;
    this.runs = new VolumeOperations(session, listener, noLock);
    this.unfinished = session.unfinished();
  }

  /**
   * What is asked for.
   *
   * @param volumes whose snapshots; empty for those of a guest
   * @param guest whose snapshots; empty for those of volumes
   * @param own the run that has just taken a set, if one has
   * @param policy the policy of the configuration whose sets these are; empty for those that no
   *     policy took
   */
  public record Request(
      List<SnapshotRef> volumes,
      Optional<GuestName> guest,
      Retention retention,
      Optional<String> own,
      Optional<String> policy) {
    public Request {
      volumes = List.copyOf(volumes);
      if (volumes.isEmpty() == guest.isEmpty()) {
        throw new IllegalArgumentException("name volumes, or a guest with --ldom");
      }
    }
  }

  /** What a run would do. */
  public record Preview(PruneReport report, List<Invocation> commands) {}

  /**
   * The sets, what becomes of each, and which of them cannot go.
   *
   * @param facts with who uses them, of all snapshots that no rule keeps
   */
  private record Decision(
      Catalogue catalogue,
      List<Retention.Verdict> verdicts,
      Map<VolumeId, SnapshotFacts> facts,
      List<SnapshotSet> going,
      List<PruneReport.Skipped> skipped) {}

  private static List<SnapshotFacts> of(SnapshotSet set, Map<VolumeId, SnapshotFacts> facts) {
    return set.members().stream()
        .flatMap(member -> Optional.ofNullable(facts.get(member)).stream())
        .toList();
  }

  /**
   * What a run would do; executes nothing.
   *
   * @throws CvmsnapException when the run would not begin
   */
  public Preview preview(Request request) throws InterruptedException {
    Decision decision = decide(request, List.of());
    if (!decision.going().isEmpty()) {
      StatePlace.require(session);
    }
    requireClock(request, decision);
    return preview(decision);
  }

  /** The commands that would remove what no rule keeps once a set has been taken. */
  List<Invocation> previewAfter(SnapshotSet taken, Retention retention)
      throws InterruptedException {
    Request request = request(taken.sources(), retention, taken.run(), taken.policy());
    return preview(decide(request, List.of(taken))).commands();
  }

  private Preview preview(Decision decision) throws InterruptedException {
    List<Invocation> commands = new ArrayList<>();
    Map<VolumeId, SnapshotFacts> left = new LinkedHashMap<>();
    decision.catalogue().all().forEach(each -> left.put(each.id(), each));
    for (SnapshotSet set : decision.going()) {
      List<SnapshotFacts> facts = of(set, decision.facts());
      VolumeLocks locks = runs.locks(decision.catalogue(), concerned(set));
      commands.addAll(runs.preview(locks.around(plan(decision.catalogue(), facts, left.values()))));
      set.members().forEach(left::remove);
    }
    return new Preview(
        new PruneReport(decision.verdicts(), List.of(), decision.skipped(), ""), commands);
  }

  private static Request request(
      Collection<VolumeId> volumes, Retention retention, String own, Optional<String> policy) {
    return new Request(
        volumes.stream().map(SnapshotRef::to).toList(),
        Optional.empty(),
        retention,
        Optional.of(own),
        policy);
  }

  /**
   * Applies the policy to volumes of which a good set has just been taken. That it could not be
   * applied is told in the report.
   */
  PruneReport after(
      Collection<VolumeId> volumes, Retention retention, RunId own, Optional<String> policy)
      throws InterruptedException {
    try {
      return run(
          request(volumes, retention, own.value(), policy), decided -> {}, Confirmation.GIVEN);
    } catch (CvmsnapException e) {
      return new PruneReport(List.of(), List.of(), List.of(), described(e.reasons()));
    }
  }

  /**
   * Applies the policy.
   *
   * @param decided told what becomes of each set, before anybody is asked
   * @throws CvmsnapException when it did not begin, and nothing was touched
   */
  public PruneReport run(Request request, Consumer<PruneReport> decided, Confirmation confirmation)
      throws InterruptedException {
    Decision decision = decide(request, List.of());
    decided.accept(new PruneReport(decision.verdicts(), List.of(), decision.skipped(), ""));
    if (request.own().isEmpty()) {
      runs.warnUnlocked(); // a take that has done without has told of it
    }
    requireClock(request, decision);
    if (!decision.going().isEmpty()) {
      confirmation.confirm(question(decision.going()));
    }
    List<PruneReport.Removal> removals = new ArrayList<>();
    List<PruneReport.Skipped> skipped = new ArrayList<>(decision.skipped());
    for (SnapshotSet set : decision.going()) {
      try {
        PruneReport.Removal removal =
            remove(
                set, removals.stream().map(each -> each.plan().run()).collect(Collectors.toSet()));
        removals.add(removal);
        if (removal.result().ending() == RunResult.Ending.INTERRUPTED) {
          break;
        }
      } catch (CvmsnapException e) {
        skipped.add(new PruneReport.Skipped(set, described(e.reasons())));
      }
    }
    return new PruneReport(decision.verdicts(), removals, skipped, "");
  }

  /**
   * A rule that goes by ages removes everything once a clock is far ahead.
   *
   * @throws RefusedException where the clock that cvmsnap goes by is not that of the nodes; one
   *     that does not answer tells nothing
   */
  private void requireClock(Request request, Decision decision) throws InterruptedException {
    if (decision.going().isEmpty() || request.retention().within().isEmpty()) {
      return;
    }
    Site site = session.reading();
    for (Machine node : nodes(site, decision.catalogue().control())) {
      try {
        ClockAhead ahead = ClockAhead.of(site, node);
        if (ahead.isMoreThan(CLOCK_TOLERANCE)) {
          throw new RefusedException(
              "The clock of %s is %s the one that cvmsnap goes by, so how old snapshots are is not known, and none is removed by their age."
                  .formatted(node.name(), ahead.described()),
              "Let one time service set all clocks: svcs ntp; ntpq -p; date -u, on %s and where cvmsnap is typed."
                  .formatted(node.name()));
        }
      } catch (NotLearnedException e) {
        logger.info("the clock of {} is not known", node.name(), e);
      }
    }
  }

  private static List<Machine> nodes(Site site, Machine control) throws InterruptedException {
    try {
      return new OpenVolumes(site, control).nodes();
    } catch (NotLearnedException e) {
      logger.warn("the nodes whose clocks could be compared are not known", e);
      return List.of(control);
    }
  }

  private static String question(List<SnapshotSet> going) {
    return "%d snapshots are removed (%s); these points in time are lost."
        .formatted(
            going.stream().mapToInt(set -> set.members().size()).sum(),
            going.stream()
                .flatMap(set -> set.members().stream())
                .map(VolumeId::toString)
                .collect(Collectors.joining(", ")));
  }

  /**
   * Removes one set, after another look at it that nobody can come in between.
   *
   * @param before the runs that removed sets before: one that is half done does not keep this set
   *     from going
   */
  private PruneReport.Removal remove(SnapshotSet set, Set<RunId> before)
      throws InterruptedException {
    try (HeldLocks locks = new HeldLocks(session)) {
      List<VolumeId> concerned = concerned(set);
      locks.volumes(concerned);
      unfinished.requireDone(concerned, before, List.of());
      Catalogue catalogue = Catalogue.read(session.reading());
      VolumeLocks recorded = runs.locks(catalogue, concerned);
      List<SnapshotFacts> facts = catalogue.facts(set.members());
      if (facts.size() != set.members().size() || facts.stream().anyMatch(SnapshotFacts::pinned)) {
        throw new RefusedException("It was changed by somebody else meanwhile.", "");
      }
      Plan plan = recorded.around(plan(catalogue, facts, catalogue.all()));
      return new PruneReport.Removal(set, plan, runs.run(plan));
    }
  }

  private static List<VolumeId> concerned(SnapshotSet set) {
    Set<VolumeId> concerned = new TreeSet<>(set.sources());
    concerned.addAll(set.members());
    return List.copyOf(concerned);
  }

  private static List<Refusal> refusals(List<SnapshotFacts> facts) {
    return facts.stream()
        .flatMap(each -> SnapshotChecks.refusals(each, SnapshotChecks.End.REMOVE, false).stream())
        .toList();
  }

  private static String described(List<Refusal> refusals) {
    return refusals.stream().map(Refusal::problem).collect(Collectors.joining(" "));
  }

  private Plan plan(
      Catalogue catalogue, List<SnapshotFacts> facts, Collection<SnapshotFacts> others) {
    return new EndPlanner(catalogue.control(), session.id(facts.get(0).id()), false)
        .remove("prune", facts, others)
        .orThrow();
  }

  private Decision decide(Request request, List<SnapshotSet> coming) throws InterruptedException {
    Catalogue catalogue = Catalogue.read(session.reading());
    List<SnapshotSet> sets = new ArrayList<>(SnapshotSet.of(snapshots(catalogue, request)));
    sets.addAll(coming);
    Set<VolumeId> named =
        request.guest().isPresent()
            ? sets.stream().flatMap(set -> set.sources().stream()).collect(Collectors.toSet())
            : request.volumes().stream().map(catalogue::volume).collect(Collectors.toSet());
    Retention.Present present =
        new Retention.Present(session.now(), request.own(), request.policy());
    sets.stream()
        .filter(present::future)
        .forEach(
            set ->
                listener.warn(
                    "The snapshots of run %s say that they were taken later than now: no rule counts them, and they are kept."
                        .formatted(set.run())));
    List<Retention.Verdict> verdicts =
        request.retention().decide(sets, named::contains, present).stream()
            .filter(verdict -> verdict.set().sources().stream().anyMatch(named::contains))
            .filter(verdict -> !coming.contains(verdict.set()))
            .toList();
    List<SnapshotSet> wanted =
        verdicts.stream().filter(each -> !each.kept()).map(Retention.Verdict::set).toList();
    List<VolumeId> members = wanted.stream().flatMap(set -> set.members().stream()).toList();
    Map<VolumeId, SnapshotFacts> facts =
        catalogue.facts(members).stream()
            .collect(Collectors.toMap(SnapshotFacts::id, each -> each));
    List<SnapshotSet> going = new ArrayList<>();
    List<PruneReport.Skipped> skipped = new ArrayList<>();
    for (SnapshotSet set : wanted) {
      List<Refusal> refusals = refusals(of(set, facts));
      if (refusals.isEmpty()) {
        going.add(set);
      } else {
        skipped.add(new PruneReport.Skipped(set, described(refusals)));
      }
    }
    return new Decision(catalogue, verdicts, facts, going, skipped);
  }

  private List<SnapshotFacts> snapshots(Catalogue catalogue, Request request)
      throws InterruptedException {
    if (request.guest().isEmpty()) {
      return catalogue.all();
    }
    String guest = request.guest().get().value();
    List<SnapshotFacts> all =
        catalogue.all().stream().filter(each -> guest.equals(each.tags().get(Tags.GUEST))).toList();
    if (all.isEmpty() && !catalogue.disabled().isEmpty()) {
      throw new RefusedException(
          "No snapshot for %s can be seen: disk group %s is disabled."
              .formatted(
                  guest,
                  catalogue.disabled().stream()
                      .map(String::valueOf)
                      .collect(Collectors.joining(", "))),
          "Find out why it is disabled: vxdg list, vxdisk list.");
    }
    if (all.isEmpty()) {
      KnownGuests.require(
          session.reading(),
          catalogue.control(),
          guest,
          catalogue.all().stream()
              .flatMap(each -> Optional.ofNullable(each.tags().get(Tags.GUEST)).stream())
              .toList());
    }
    return all;
  }
}
