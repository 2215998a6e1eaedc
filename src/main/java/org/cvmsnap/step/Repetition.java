package org.cvmsnap.step;

import java.util.List;
import java.util.Map;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * Whether a command on volumes of a guest that is down is given again. The proof that they are
 * closed was given before the first time, so it is given anew. What VxVM refuses for now is given
 * more often, as long as a switch of the cluster's master may take; else the guest waits in vain.
 */
final class Repetition {
  private static final int UNTIL_SWITCHED = 5;

  private final Openness openness;
  private final List<VolumeId> sources;
  private final int usual;
  private boolean refusedForNow;

  /**
   * @param group of the sources, which nobody may have open
   * @param usual how many times the command may be given, whatever VxVM says
   */
  Repetition(Site site, Machine control, GroupName group, List<SnapshotPair> pairs, int usual) {
    this.openness = new Openness(site, control);
    this.sources = pairs.stream().map(pair -> new VolumeId(group, pair.source())).toList();
    this.usual = usual;
  }

  /** Takes notice of what was said. */
  Attempt after(Attempt attempt) {
    refusedForNow = attempt.answered() && VxvmCommands.refusedForNow(attempt.said());
    return attempt;
  }

  int attempts() {
    return refusedForNow ? UNTIL_SWITCHED : usual;
  }

  /** Where the sources are open, as {@link Openness#of} tells it. */
  Map<VolumeId, List<String>> open() throws NotLearnedException, InterruptedException {
    return openness.of(sources);
  }

  /** That the command has certainly done nothing, and whether it may be given again. */
  Look again(String undone) throws InterruptedException {
    if (attempts() == 1) {
      return Look.owed(undone);
    }
    try {
      Map<VolumeId, List<String>> open = open();
      return open.isEmpty()
          ? Look.owed(undone)
          : Look.blocked(undone + ", and a volume was opened meanwhile: " + Openness.told(open));
    } catch (NotLearnedException e) {
      return Look.blocked(undone + ", and who has the volumes open is not known: " + e.why());
    }
  }
}
