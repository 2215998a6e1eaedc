package org.cvmsnap.step;

import java.util.Optional;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.plan.StepSpec;

/** How VxVM lists the link between a volume and a mirror that is a volume by itself. */
final class Link {
  private Link() {}

  /** The row of the link; empty where there is none. */
  static Optional<SnapshotRow> of(Site site, StepSpec.LinkMirror spec)
      throws NotLearnedException, InterruptedException {
    return site.vxvm(spec.control()).snapshots(spec.source().group()).stream()
        .filter(SnapshotRow::linkedMirror)
        .filter(row -> row.name().equals(spec.mirror().name().value()))
        .filter(row -> row.parent().equals(Optional.of(spec.source().name().value())))
        .findFirst();
  }
}
