package org.cvmsnap.step;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.SnapshotType;
import org.cvmsnap.model.VxTask;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.Vxvm;

/**
 * The copying that goes on behind volumes that were restored, or snapshots that were refreshed, and
 * does not keep anybody from using them.
 */
public final class BackgroundCopy {
  private final Site site;
  private final Machine control;
  private final List<SnapshotPair> pairs;
  private final Kind kind;

  enum Kind {
    RESTORE,
    SNAPBACK,
    REFRESH
  }

  BackgroundCopy(Site site, Machine control, List<SnapshotPair> pairs, Kind kind) {
    this.site = site;
    this.control = control;
    this.pairs = List.copyOf(pairs);
    this.kind = kind;
  }

  /** How far it is, for people; empty once it is over. */
  public Optional<String> progress() throws NotLearnedException, InterruptedException {
    Vxvm vxvm = site.vxvm(control);
    for (SnapshotPair pair : pairs) {
      if (copies(vxvm, pair)) {
        return Optional.of(described(vxvm, pair));
      }
    }
    return Optional.empty();
  }

  private boolean copies(Vxvm vxvm, SnapshotPair pair)
      throws NotLearnedException, InterruptedException {
    return switch (kind) {
      case RESTORE -> vxvm.restoring(pair.source()).orElse(false);
      case SNAPBACK ->
          vxvm.layout(pair.source().group()).plexesOf(pair.source().name()).stream()
              .anyMatch(Plex::gettingReady);
      case REFRESH ->
          unsynchronized(RestoredVolumes.row(vxvm.snapshots(SnapshotPair.group(pairs)), pair));
    };
  }

  /** Space-optimized snapshots never are synchronized, nor need to be. */
  private static boolean unsynchronized(SnapshotRow row) {
    return !row.isA(SnapshotType.SPACE_OPTIMIZED)
        && row.synced().filter(amount -> !amount.all()).isPresent();
  }

  private String described(Vxvm vxvm, SnapshotPair pair) throws InterruptedException {
    String name = (kind == Kind.REFRESH ? pair.snapshot() : pair.source()).name().value();
    try {
      return vxvm.tasks().stream()
          .filter(
              task -> task.mentions(pair.source().name()) || task.mentions(pair.snapshot().name()))
          .map(VxTask::percent)
          .findFirst()
          .map(percent -> "%s is copied to %.0f %%".formatted(name, percent))
          .orElse(name + " is being copied");
    } catch (NotLearnedException e) {
      return name + " is being copied";
    }
  }
}
