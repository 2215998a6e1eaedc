package org.cvmsnap.workflow;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.PointFacts;
import org.cvmsnap.cluster.Survey;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.PointDecision;
import org.cvmsnap.plan.PointRequest;
import org.cvmsnap.plan.RefreshPlanner;
import org.cvmsnap.run.Invocation;

/** Makes snapshots show their volumes anew, while the guest is down, and brings it back. */
public final class Refresh {
  private final Session session;
  private final GuestRuns runs;
  private final PointRuns points;

  public Refresh(Session session, EngineListener listener, Optional<Terms> terms) {
    this.session = session;
    this.runs = new GuestRuns(session, listener, terms);
    this.points = new PointRuns(session, listener, terms);
  }

  /**
   * The mutating commands that a run would execute, in order; executes none.
   *
   * @throws org.cvmsnap.error.CvmsnapException when the run would not begin
   */
  public List<Invocation> preview(PointRequest request) throws InterruptedException {
    runs.requireNothingOwed(request.outage().guest());
    return new Preview(session.site()).of(decide(request, survey(request)).plan());
  }

  /**
   * Refreshes the snapshots.
   *
   * @param await whether to wait for the copying, which goes on once the guest is back
   * @throws org.cvmsnap.error.CvmsnapException when it did not begin, and nothing was touched
   */
  public PointReport run(PointRequest request, boolean await, Confirmation confirmation)
      throws InterruptedException {
    GuestName guest = request.outage().guest();
    try (Claims claims = new Claims(session)) {
      runs.claim(guest, claims);
      PointFacts facts = runs.unlocked(guest, () -> survey(request));
      PointDecision.Planned planned = decide(request, facts);
      claims.volumes(PointRuns.concerned(planned));
      if (runs.finishEarlier(PointRuns.concerned(planned))) {
        facts = survey(request);
        planned = decide(request, facts);
      }
      confirmation.confirm(question(guest, planned));
      return points.run(
          guest,
          facts.outage(),
          planned,
          await,
          "vxtask list, or vxsnap -g %s list".formatted(planned.group()));
    }
  }

  private PointFacts survey(PointRequest request) throws InterruptedException {
    return new Survey(session.site()).points(request.outage(), request.snapshots());
  }

  private PointDecision.Planned decide(PointRequest request, PointFacts facts) {
    RunId run = RunId.of(session.now(), request.outage().guest(), session.marks().get());
    return PointRuns.planned(new RefreshPlanner(request, facts, session.version()).decide(run));
  }

  private String question(GuestName guest, PointDecision.Planned planned) {
    String snapshots =
        planned.points().stream()
            .map(
                each ->
                    "%s shows %s as it is now; as it was at %s is LOST."
                        .formatted(
                            each.id(),
                            each.source().map(VolumeName::value).orElse("?"),
                            points.taken(each)))
            .collect(Collectors.joining(" "));
    String warnings =
        planned.warnings().isEmpty() ? "" : " Mind: " + String.join(" ", planned.warnings());
    return "%s %s goes down meanwhile.%s".formatted(snapshots, guest, warnings);
  }
}
