package org.cvmsnap.workflow;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.SelectionFacts;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.restore.RefreshPlanner;
import org.cvmsnap.plan.restore.ReplacePlan;
import org.cvmsnap.plan.restore.SnapshotSelection;
import org.cvmsnap.run.Invocation;

/** Makes snapshots show their volumes anew, while the guest is down, and brings it back. */
public final class Refresh {
  private final Session session;
  private final OutageRuns runs;
  private final Replacing replacing;

  public Refresh(Session session, EngineListener listener, Optional<Supervision> terms) {
    this.session = session;
    this.runs = new OutageRuns(session, listener, terms);
    this.replacing = new Replacing(session, listener, runs);
  }

  /**
   * The mutating commands that a run would execute, in order; executes none.
   *
   * @throws org.cvmsnap.error.CvmsnapException when the run would not begin
   */
  public List<Invocation> preview(SnapshotSelection request) throws InterruptedException {
    return runs.preview(runs.planned(operation(request, false)).plan());
  }

  /**
   * Refreshes the snapshots.
   *
   * @param await whether to wait for the copying, which goes on once the guest is back
   * @throws org.cvmsnap.error.CvmsnapException when it did not begin, and nothing was touched
   */
  public ReplaceReport run(SnapshotSelection request, boolean await, Confirmation confirmation)
      throws InterruptedException {
    return runs.run(operation(request, await), confirmation);
  }

  private OutageOperation<SelectionFacts, ReplacePlan, ReplaceReport> operation(
      SnapshotSelection request, boolean await) {
    return replacing.operation(
        request,
        (facts, run) -> new RefreshPlanner(request, facts, session.version()).decide(run),
        planned -> question(request.outage().guest(), planned),
        planned -> "vxtask list, or vxsnap -g %s list".formatted(planned.group()),
        await);
  }

  private String question(GuestName guest, ReplacePlan planned) {
    String snapshots =
        planned.points().stream()
            .map(
                each ->
                    "%s shows %s as it is now; as it was at %s is LOST."
                        .formatted(
                            each.id(),
                            each.source().map(VolumeName::value).orElse("?"),
                            replacing.taken(each)))
            .collect(Collectors.joining(" "));
    String warnings =
        planned.warnings().isEmpty() ? "" : " Mind: " + String.join(" ", planned.warnings());
    return "%s %s goes down meanwhile.%s".formatted(snapshots, guest, warnings);
  }
}
