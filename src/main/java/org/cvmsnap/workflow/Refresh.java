package org.cvmsnap.workflow;

import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.SelectionFacts;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.plan.restore.RefreshPlanner;
import org.cvmsnap.plan.restore.ReplacePlan;
import org.cvmsnap.plan.restore.SnapshotSelection;

/** Makes snapshots show their volumes anew, while the guest is down, and brings it back. */
public final class Refresh extends Replacing {
  private final Session session;
  private final EngineListener listener;
  private final Optional<Supervision> supervision;
  private final SnapshotSelection request;
  private final boolean await;

  public Refresh(
      Session session,
      EngineListener listener,
      Optional<Supervision> supervision,
      SnapshotSelection request,
      boolean await) {
    super(session, listener, supervision, request, await);
    this.session = session;
    this.listener = listener;
    this.supervision = supervision;
    this.request = request;
    this.await = await;
  }

  @Override
  public Refresh in(Mode mode) {
    return new Refresh(session, listener, supervision, request.in(mode), await);
  }

  @Override
  public Decision<ReplacePlan> decide(SelectionFacts facts, RunId run) {
    return new RefreshPlanner(request, facts, session.version()).decide(run);
  }

  @Override
  VolumeId overwrites(SnapshotPair pair) {
    return pair.snapshot();
  }

  @Override
  String see(ReplacePlan planned) {
    return planned.groups().stream()
        .map("vxsnap -g %s list"::formatted)
        .collect(Collectors.joining(", ", "vxtask list, or ", ""));
  }

  @Override
  String losses(ReplacePlan planned) {
    return planned.points().stream()
        .map(
            each ->
                "%s shows %s as it is now; as it was at %s is LOST."
                    .formatted(
                        each.id(), each.source().map(VolumeName::value).orElse("?"), taken(each)))
        .collect(Collectors.joining(" "));
  }
}
