package org.cvmsnap.workflow;

import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.SelectionFacts;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.plan.restore.ReplacePlan;
import org.cvmsnap.plan.restore.RestorePlanner;

/** Makes volumes of a guest what their snapshots are, while it is down, and brings it back. */
public final class Restore extends Replacing {
  private final Session session;
  private final EngineListener listener;
  private final Optional<Supervision> supervision;
  private final RestorePlanner.Request request;
  private final boolean await;

  public Restore(
      Session session,
      EngineListener listener,
      Optional<Supervision> supervision,
      RestorePlanner.Request request,
      boolean await) {
    super(session, listener, supervision, request.point(), await);
    this.session = session;
    this.listener = listener;
    this.supervision = supervision;
    this.request = request;
    this.await = await;
  }

  @Override
  public Restore in(Mode mode) {
    return new Restore(
        session,
        listener,
        supervision,
        new RestorePlanner.Request(request.point().in(mode), request.safety(), request.name()),
        await);
  }

  @Override
  public Decision<ReplacePlan> decide(SelectionFacts facts, RunId run) {
    return new RestorePlanner(request, facts, session.version()).decide(run, session.now());
  }

  @Override
  VolumeId overwrites(SnapshotPair pair) {
    return pair.source();
  }

  @Override
  String see(ReplacePlan planned) {
    VolumeId source = planned.pairs().get(0).source();
    String see =
        planned.family() == Family.INSTANT
            ? "vxtask list, or restore= in vxprint -g %s -m %s"
            : "vxtask list, or vxprint -g %s -ht %s";
    return ShellLine.hint(see, source.group(), source.name());
  }

  @Override
  String losses(ReplacePlan planned) {
    String volumes =
        planned.points().stream().map(this::overwritten).collect(Collectors.joining(" "));
    String safety =
        planned.safety().isEmpty()
            ? "What is there now is LOST."
            : "What is there now is kept in " + SnapshotPair.snapshots(planned.safety()) + ".";
    return volumes + " " + safety;
  }

  private String overwritten(SnapshotInfo snapshot) {
    String changed =
        snapshot.changed().isPresent()
            ? "; %.1f %% of it has changed since".formatted(snapshot.changed().getAsDouble())
            : "";
    return "%s is overwritten with what it was at %s (%s)%s.%s"
        .formatted(
            snapshot.source().map(VolumeName::value).orElse("?"),
            taken(snapshot),
            snapshot.id(),
            changed,
            doubt(snapshot));
  }

  private static String doubt(SnapshotInfo snapshot) {
    return switch (snapshot.proof()) {
      case CLEAN, CLEAN_BEFORE -> "";
      case UNCHECKED ->
          " That is UNCHECKED: nobody has seen that the file systems on it are clean.";
      case DIRTY -> " That is DIRTY: what is on it has to be checked before it can be used.";
    };
  }
}
