package org.cvmsnap.workflow;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.SelectionFacts;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.restore.ReplacePlan;
import org.cvmsnap.plan.restore.RestorePlanner;
import org.cvmsnap.run.Invocation;

/** Makes volumes of a guest what their snapshots are, while it is down, and brings it back. */
public final class Restore {
  private final Session session;
  private final OutageRuns runs;
  private final Replacing replacing;

  public Restore(Session session, EngineListener listener, Optional<Supervision> terms) {
    this.session = session;
    this.runs = new OutageRuns(session, listener, terms);
    this.replacing = new Replacing(session, listener, runs);
  }

  /**
   * The mutating commands that a run would execute, in order; executes none.
   *
   * @throws org.cvmsnap.error.CvmsnapException when the run would not begin
   */
  public List<Invocation> preview(RestorePlanner.Request request) throws InterruptedException {
    return runs.preview(runs.planned(operation(request, false)).plan());
  }

  /**
   * Restores the volumes.
   *
   * @param await whether to wait for the copying, which goes on once the guest is back
   * @throws org.cvmsnap.error.CvmsnapException when it did not begin, and nothing was touched
   */
  public ReplaceReport run(RestorePlanner.Request request, boolean await, Confirmation confirmation)
      throws InterruptedException {
    return runs.run(operation(request, await), confirmation);
  }

  private OutageOperation<SelectionFacts, ReplacePlan, ReplaceReport> operation(
      RestorePlanner.Request request, boolean await) {
    return replacing.operation(
        request.point(),
        (facts, run) ->
            new RestorePlanner(request, facts, session.version()).decide(run, session.now()),
        planned -> question(request.point().outage().guest(), planned),
        Restore::see,
        await);
  }

  private static String see(ReplacePlan planned) {
    String source = planned.pairs().get(0).source().name().value();
    return planned.family() == Family.INSTANT
        ? "vxtask list, or restore= in vxprint -g %s -m %s".formatted(planned.group(), source)
        : "vxtask list, or vxprint -g %s -ht %s".formatted(planned.group(), source);
  }

  private String question(GuestName guest, ReplacePlan planned) {
    String volumes =
        planned.points().stream().map(this::overwritten).collect(Collectors.joining(" "));
    String safety =
        planned.safety().isEmpty()
            ? "What is there now is LOST."
            : "What is there now is kept in " + SnapshotPair.snapshots(planned.safety()) + ".";
    String gone =
        planned.family() == Family.TRADITIONAL
            ? " The snapshots become mirrors of their volumes, and are gone."
            : "";
    String warnings =
        planned.warnings().isEmpty() ? "" : " Mind: " + String.join(" ", planned.warnings());
    return "%s %s%s %s goes down meanwhile.%s".formatted(volumes, safety, gone, guest, warnings);
  }

  private String overwritten(SnapshotInfo snapshot) {
    String changed =
        snapshot.changed().isPresent()
            ? "; %.1f %% of it has changed since".formatted(snapshot.changed().getAsDouble())
            : "";
    return "%s is overwritten with what it was at %s (%s)%s."
        .formatted(
            snapshot.source().map(VolumeName::value).orElse("?"),
            replacing.taken(snapshot),
            snapshot.id(),
            changed);
  }
}
