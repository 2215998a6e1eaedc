package org.cvmsnap.workflow;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.cluster.SelectionFacts;
import org.cvmsnap.cluster.Survey;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.StepReport;
import org.cvmsnap.error.Contained;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.journal.Doubt;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.Span;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.restore.ReplacePlan;
import org.cvmsnap.plan.restore.SnapshotSelection;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.run.Subject;
import org.cvmsnap.step.BackgroundCopy;
import org.cvmsnap.step.DetachDisk;
import org.cvmsnap.step.Pace;
import org.cvmsnap.step.ReplacesContent;
import org.cvmsnap.step.RestoreVolumes;
import org.cvmsnap.step.TagSnapshot;

/** What restoring and refreshing do alike; what is to be done, either decides for itself. */
public abstract class Replacing
    implements OutageOperation<SelectionFacts, ReplacePlan, ReplaceReport> {
  private static final int PATIENCE = 60;

  private final Session session;
  private final EngineListener listener;
  private final OutageRuns runs;
  private final SnapshotSelection selection;
  private final boolean await;

  /**
   * @param await whether to wait for the copying, which goes on once the guest is back
   */
  Replacing(
      Session session,
      EngineListener listener,
      Optional<Supervision> supervision,
      SnapshotSelection selection,
      boolean await) {
    this.session = session;
    this.listener = listener;
    this.runs = new OutageRuns(session, listener, supervision);
    this.selection = selection;
    this.await = await;
  }

  /** What is overwritten, and what becomes of it, as sentences. */
  abstract String losses(ReplacePlan planned);

  /** The volume of a pair whose content is replaced. */
  abstract VolumeId overwrites(SnapshotPair pair);

  /** The volume of a pair whose content is used. */
  private VolumeId uses(SnapshotPair pair) {
    return overwrites(pair).equals(pair.source()) ? pair.snapshot() : pair.source();
  }

  @Override
  public void requireCertain(ReplacePlan planned, UnfinishedRuns unfinished) {
    unfinished.requireCertain(
        planned.pairs().stream().map(this::uses).toList(),
        planned.pairs().stream().map(this::overwrites).toList());
  }

  /** The command that shows how far the copying is. */
  abstract String see(ReplacePlan planned);

  /**
   * What a run would do; executes nothing.
   *
   * @throws org.cvmsnap.error.CvmsnapException when the run would not begin
   */
  public OutagePreview preview() throws InterruptedException {
    OutageRuns.Previewed<ReplacePlan> previewed = runs.preview(this);
    previewed.planned().warnings().forEach(listener::warn);
    return new OutagePreview(previewed.commands(), previewed.outages());
  }

  /**
   * Restores the volumes, or refreshes the snapshots.
   *
   * @throws org.cvmsnap.error.CvmsnapException when it did not begin, and nothing was touched
   */
  public ReplaceReport run(Confirmation confirmation) throws InterruptedException {
    return runs.run(this, confirmation);
  }

  @Override
  public OutageOptions options() {
    return selection.outage();
  }

  @Override
  public Optional<String> keptDisks(ReplaceReport report) {
    return report.outage().keptDisks();
  }

  @Override
  public SelectionFacts survey() throws InterruptedException {
    return new Survey(session.reading()).points(selection.outage(), selection.snapshots());
  }

  @Override
  public OutageFacts outage(SelectionFacts facts) {
    return facts.outage();
  }

  @Override
  public List<VolumeId> volumes(ReplacePlan planned) {
    return planned.volumes();
  }

  @Override
  public Optional<String> question(ReplacePlan planned) {
    String warnings =
        planned.warnings().isEmpty() ? "" : " Mind: " + String.join(" ", planned.warnings());
    return Optional.of(
        "%s %s %s.%s".formatted(losses(planned), guest(), meanwhile(planned), warnings));
  }

  private String meanwhile(ReplacePlan planned) {
    if (planned.plan().steps().stream().noneMatch(DetachDisk.class::isInstance)) {
      return "goes down meanwhile";
    }
    return options().mode() == Mode.AUTO
        ? "is without these disks meanwhile, or goes down where it does not let go of them"
        : "is without these disks meanwhile";
  }

  /** "2026-03-01T02:02:24Z, 3 h 12 min ago", for a question to the operator. */
  String taken(SnapshotInfo snapshot) {
    String told = snapshot.taken().orElse("a time that is not known");
    try {
      return told + ", " + Span.text(Duration.between(Instant.parse(told), session.now())) + " ago";
    } catch (DateTimeParseException e) {
      return told;
    }
  }

  /** What is kept of volumes that are in different states is of no instant, however clean. */
  @Override
  public Plan plan(ReplacePlan planned) {
    List<VolumeId> kept = planned.safety().stream().map(SnapshotPair::source).toList();
    return session.unfinished().inDoubt(kept)
        ? planned.plan().with(Replacing::unproven)
        : planned.plan();
  }

  private static Step unproven(Step step) {
    if (step instanceof RestoreVolumes restoring) {
      return restoring.ofMixture();
    }
    if (step instanceof TagSnapshot tag) {
      Map<String, String> tags = new LinkedHashMap<>(tag.tags());
      tags.remove(Tags.PROOF);
      return new TagSnapshot(tag.control(), tag.snapshot(), tags);
    }
    return step;
  }

  @Override
  public ReplaceReport run(SelectionFacts facts, ReplacePlan planned, Plan plan)
      throws InterruptedException {
    OutageReport outage = runs.run(options(), facts.outage(), plan);
    List<SnapshotPair> done =
        planned.pairs().stream().filter(pair -> done(planned, outage, pair)).toList();
    new Recovery(session, listener)
        .known(guest(), written(planned, done), id -> gone(facts.outage(), id));
    boolean follow = !done.isEmpty() && !outage.result().serviceDown();
    return new ReplaceReport(
        planned.plan().operation(),
        outage,
        done,
        planned.safety().stream().filter(pair -> kept(outage, pair)).toList(),
        planned.warnings(),
        follow ? copying(planned) : ReplaceReport.Copying.NONE,
        see(planned));
  }

  private static boolean gone(OutageFacts facts, VolumeId volume) {
    return facts
        .group(volume)
        .filter(group -> group.layout().volume(volume.name()).isEmpty())
        .isPresent();
  }

  private static boolean done(ReplacePlan planned, OutageReport outage, SnapshotPair pair) {
    if (outage.result().made()) {
      return true;
    }
    return replacing(planned.plan())
        .filter(step -> step.pairs().contains(pair))
        .anyMatch(step -> reached(outage, step));
  }

  private static Stream<ReplacesContent> replacing(Plan plan) {
    return plan.steps().stream()
        .flatMap(step -> step instanceof ReplacesContent each ? Stream.of(each) : Stream.of());
  }

  /** Whether it was seen to be done, when it was done or by the look that followed a signal. */
  private static boolean reached(OutageReport outage, ReplacesContent step) {
    return outage.result().steps().stream()
        .filter(report -> report.phase() == Phase.OUTAGE)
        .filter(report -> report.step().equals(Optional.of(step)))
        .anyMatch(report -> report.outcome().reached());
  }

  private Doubt.Done written(ReplacePlan planned, List<SnapshotPair> done) {
    Map<VolumeId, VolumeId> volumes = new LinkedHashMap<>();
    done.forEach(pair -> volumes.put(overwrites(pair), pair.snapshot()));
    List<SnapshotInfo> points =
        planned.points().stream().filter(point -> volumes.containsValue(point.id())).toList();
    List<Optional<String>> sets = points.stream().map(SnapshotInfo::set).distinct().toList();
    boolean one = sets.size() == 1 && points.stream().allMatch(point -> point.proof().proven());
    return new Doubt.Done(
        planned.plan().operation(), volumes, one ? sets.get(0) : Optional.empty());
  }

  /** A safety snapshot is kept as soon as anything was begun that it is needed for. */
  private static boolean kept(OutageReport outage, SnapshotPair pair) {
    return outage.result().steps().stream()
        .flatMap(report -> report.step().stream())
        .anyMatch(
            step -> step instanceof TagSnapshot tag && tag.snapshot().equals(pair.snapshot()));
  }

  private ReplaceReport.Copying copying(ReplacePlan planned) throws InterruptedException {
    List<BackgroundCopy> copies =
        replacing(planned.plan()).map(step -> step.copy(session.site())).toList();
    if (await) {
      return awaited(planned, copies);
    }
    try {
      return Contained.work(
          () ->
              progress(copies).isPresent()
                  ? ReplaceReport.Copying.GOES_ON
                  : ReplaceReport.Copying.NONE,
          bug -> ReplaceReport.Copying.NOT_SEEN);
    } catch (NotLearnedException e) {
      return ReplaceReport.Copying.NOT_SEEN;
    }
  }

  private static Optional<String> progress(List<BackgroundCopy> copies)
      throws NotLearnedException, InterruptedException {
    for (BackgroundCopy copy : copies) {
      Optional<String> progress = copy.progress();
      if (progress.isPresent()) {
        return progress;
      }
    }
    return Optional.empty();
  }

  /** Waits outside the run, which has ended: a signal ends the wait, and the copying goes on. */
  private ReplaceReport.Copying awaited(ReplacePlan planned, List<BackgroundCopy> copies) {
    Subject subject =
        new Subject(
            "await-copy",
            planned.pairs().stream()
                .map(pair -> pair.source().name().value())
                .collect(Collectors.joining(",")),
            planned.groups().stream().map(GroupName::value).collect(Collectors.joining(",")));
    listener.began(Phase.AFTER, subject);
    Duration start = session.site().time().elapsed();
    ReplaceReport.Copying copying;
    session.interrupts().open();
    try {
      copying = watch(subject, copies);
    } catch (InterruptedException e) {
      copying = ReplaceReport.Copying.INTERRUPTED;
    } finally {
      session.interrupts().shield();
    }
    Duration took = session.site().time().elapsed().minus(start);
    boolean over = copying == ReplaceReport.Copying.DONE;
    listener.ended(
        new StepReport(
            Optional.empty(),
            subject,
            Phase.AFTER,
            over ? Outcome.CHANGED : Outcome.UNKNOWN,
            took,
            over ? "" : "it goes on",
            false,
            Optional.empty()));
    return copying;
  }

  private ReplaceReport.Copying watch(Subject subject, List<BackgroundCopy> copies)
      throws InterruptedException {
    Duration start = session.site().time().elapsed();
    int blind = 0;
    while (blind < PATIENCE) {
      try {
        Optional<String> progress = progress(copies);
        if (progress.isEmpty()) {
          return ReplaceReport.Copying.DONE;
        }
        blind = 0;
        listener.waiting(subject, progress.get());
      } catch (NotLearnedException e) {
        blind++;
        listener.waiting(subject, e.why());
      }
      session.site().time().sleep(Pace.after(session.site().time().elapsed().minus(start)));
    }
    return ReplaceReport.Copying.NOT_SEEN;
  }
}
