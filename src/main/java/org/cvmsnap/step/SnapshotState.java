package org.cvmsnap.step;

import java.util.Optional;
import org.cvmsnap.cluster.SnapshotTarget;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.cluster.VolumeUse;
import org.cvmsnap.cluster.VolumeUsers;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.Vxvm;

/** What a snapshot is at this moment, before something is done to it that cannot be undone. */
record SnapshotState(Site site, Machine control, SnapshotTarget target) {

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

  /** Owes {@code next}, unless it is another volume than the one meant, or in use. */
  Look mayAct(String owed, Invocation next) throws NotLearnedException, InterruptedException {
    if (!vxvm().tags(target.id()).getOrDefault(Tags.RUN, "").equals(target.run())) {
      return Look.blocked("another volume has that name now");
    }
    VolumeUse use = new VolumeUsers(site, control).of(target.id());
    return use.free() ? Look.owed(owed, next) : Look.blocked("it " + use.described());
  }
}
