package org.cvmsnap.plan.take;

import java.util.List;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.SnapshotStorage;
import org.cvmsnap.step.WaitSync;

/**
 * A volume of the same size, which is filled while both are used.
 *
 * @param waitSync whether the run waits for that, once the guest is back
 */
public record FullSized(boolean waitSync) implements Kind {
  @Override
  public String word() {
    return "full";
  }

  @Override
  public List<Step> preparation(KindContext context, RunId run) {
    return context.volumes(run);
  }

  @Override
  public SnapshotStorage storage(KindContext context) {
    return new SnapshotStorage.Volumes();
  }

  @Override
  public List<Step> after(KindContext context) {
    return waitSync
        ? context.set().stream()
            .<Step>map(pair -> new WaitSync(context.control(), pair.snapshot()))
            .toList()
        : List.of();
  }

  @Override
  public void check(KindChecks checks) {
    checks.prepared(word());
    checks.regionsKnown();
  }

  @Override
  public long needed(KindContext context, List<VolumeId> sources) {
    return context.copies(sources);
  }
}
