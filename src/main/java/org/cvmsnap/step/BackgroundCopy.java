package org.cvmsnap.step;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.SnapshotType;
import org.cvmsnap.model.VxTask;
import org.cvmsnap.plan.Family;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.vxvm.Vxvm;

/**
 * The copying that goes on behind volumes that were restored, or snapshots that were refreshed, and
 * does not keep anybody from using them.
 */
public final class BackgroundCopy {
  private final Site site;
  private final Machine control;
  private final GroupName group;
  private final List<SnapshotPair> pairs;
  private final Kind kind;

  private enum Kind {
    RESTORE,
    SNAPBACK,
    REFRESH
  }

  private BackgroundCopy(
      Site site, Machine control, GroupName group, List<SnapshotPair> pairs, Kind kind) {
    this.site = site;
    this.control = control;
    this.group = group;
    this.pairs = pairs;
    this.kind = kind;
  }

  /** What the step sets going; empty for a step that copies nothing. */
  public static Optional<BackgroundCopy> of(StepSpec spec, Site site) {
    if (spec instanceof StepSpec.RestoreVolumes step) {
      Kind kind = step.family() == Family.INSTANT ? Kind.RESTORE : Kind.SNAPBACK;
      return Optional.of(
          new BackgroundCopy(site, step.control(), step.group(), step.pairs(), kind));
    }
    return spec instanceof StepSpec.RefreshSnapshots step
        ? Optional.of(
            new BackgroundCopy(site, step.control(), step.group(), step.pairs(), Kind.REFRESH))
        : Optional.empty();
  }

  /** How far it is, for people; empty once it is over. */
  public Optional<String> progress() throws NotLearnedException, InterruptedException {
    Vxvm vxvm = site.vxvm(control);
    for (SnapshotPair pair : pairs) {
      if (copies(vxvm, pair)) {
        return Optional.of(told(vxvm, pair));
      }
    }
    return Optional.empty();
  }

  private boolean copies(Vxvm vxvm, SnapshotPair pair)
      throws NotLearnedException, InterruptedException {
    return switch (kind) {
      case RESTORE -> Restored.restoring(vxvm, group, pair.source());
      case SNAPBACK -> gettingReady(vxvm.layout(group), pair);
      case REFRESH -> unsynchronized(Restored.row(vxvm.snapshots(group), group, pair));
    };
  }

  private static boolean gettingReady(GroupLayout layout, SnapshotPair pair) {
    return layout.plexesOf(pair.source()).stream().anyMatch(Plex::gettingReady);
  }

  /** Space-optimized snapshots never are synchronized, nor need to be. */
  private static boolean unsynchronized(SnapshotRow row) {
    return !row.isA(SnapshotType.SPACE_OPTIMIZED)
        && row.synced().filter(amount -> !amount.all()).isPresent();
  }

  private String told(Vxvm vxvm, SnapshotPair pair) throws InterruptedException {
    String name = (kind == Kind.REFRESH ? pair.snapshot() : pair.source()).value();
    try {
      return vxvm.tasks().stream()
          .filter(task -> task.mentions(pair.source()) || task.mentions(pair.snapshot()))
          .map(VxTask::percent)
          .findFirst()
          .map(percent -> "%s is copied to %.0f %%".formatted(name, percent))
          .orElse(name + " is being copied");
    } catch (NotLearnedException e) {
      return name + " is being copied";
    }
  }
}
