package org.cvmsnap.plan.take;

import java.util.List;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.AttachMirror;
import org.cvmsnap.step.SnapshotStorage;

/** A third mirror, attached for it where there is none, is broken off. */
public record BreakOff() implements Kind {
  @Override
  public String word() {
    return "break-off";
  }

  @Override
  public List<String> sized(GroupLayout layout, List<VolumeId> volumes) {
    return List.of();
  }

  @Override
  public List<Step> preparation(KindContext context, RunId run) {
    return context.set().stream()
        .map(SnapshotPair::source)
        .filter(source -> !context.hasMirror(source))
        .<Step>map(source -> new AttachMirror(context.control(), source, context.family()))
        .toList();
  }

  @Override
  public SnapshotStorage storage(KindContext context) {
    return new SnapshotStorage.Mirrors(context.family());
  }

  @Override
  public void check(KindChecks checks) {
    checks.notLayered();
  }

  @Override
  public long needed(KindContext context, List<VolumeId> sources) {
    return context.copies(sources.stream().filter(source -> !context.hasMirror(source)).toList());
  }
}
