package org.cvmsnap.step;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.plan.SnapshotTarget;
import org.cvmsnap.plan.SnapshotUse;
import org.cvmsnap.plan.Tags;
import org.cvmsnap.vxvm.Vxvm;

/** What a snapshot is at this moment, before something is done to it that cannot be undone. */
final class Standing {
  private final Site site;
  private final Machine control;
  private final SnapshotTarget target;

  Standing(Site site, Machine control, SnapshotTarget target) {
    this.site = site;
    this.control = control;
    this.target = target;
  }

  private Vxvm vxvm() {
    return site.vxvm(control);
  }

  /** Whether there is a volume of that name, whatever it is. */
  boolean there() throws NotLearnedException, InterruptedException {
    return vxvm().layout(target.id().group()).volume(target.id().name()).isPresent();
  }

  /** VxVM's own entry, where it has one as a snapshot. */
  Optional<SnapshotRow> row() throws NotLearnedException, InterruptedException {
    return vxvm().snapshots(target.id().group()).stream()
        .filter(row -> row.name().equals(target.id().name().value()))
        .filter(row -> row.snapType().isPresent() && row.parent().isPresent())
        .findFirst();
  }

  /**
   * Whether VxVM lists it as tied to its source, where it is a traditional one; empty where VxVM
   * prints no such list.
   */
  Optional<Boolean> tied() throws InterruptedException {
    try {
      return Optional.of(vxvm().tied(target.id().group()).contains(target.id().name()));
    } catch (NotLearnedException e) {
      return Optional.empty();
    }
  }

  /** {@code owed}, unless it is another volume than the one that was meant, or in use. */
  Look mayAct(String owed) throws NotLearnedException, InterruptedException {
    Map<String, String> tags =
        vxvm().tags(target.id().group()).getOrDefault(target.id().name(), Map.of());
    if (!tags.getOrDefault(Tags.RUN, "").equals(target.run())) {
      return Look.blocked("another volume has that name now");
    }
    SnapshotUse use = new Usage(site, control).of(List.of(target.id())).values().iterator().next();
    return use.free() ? Look.owed(owed) : Look.blocked("it " + use.told());
  }
}
