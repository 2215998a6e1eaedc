package org.cvmsnap.step;

import java.util.List;
import java.util.Map;
import org.cvmsnap.cluster.OpenVolumes;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Subject;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * Whether a command on volumes of a guest that is down is given again. The proof that they are
 * closed was given before the first time, so it is given anew. What VxVM refuses for now is given
 * more often, as long as a switch of the cluster's master may take; else the guest waits in vain.
 *
 * @param set whose sources nobody may have open
 * @param usual how many times the command may be given, whatever VxVM says
 */
record RepeatWhileClosed(Site site, Machine control, List<SnapshotPair> set, int usual) {
  private static final int UNTIL_SWITCHED = 5;

  private int attempts(Acts acts) {
    boolean refusedForNow =
        acts.last().answered() && VxvmCommands.refusedForNow(acts.last().said());
    return refusedForNow ? UNTIL_SWITCHED : usual;
  }

  /** Where the sources are open, as {@link OpenVolumes#of} tells it. */
  Map<VolumeId, List<String>> open() throws NotLearnedException, InterruptedException {
    return new OpenVolumes(site, control).of(set.stream().map(SnapshotPair::source).toList());
  }

  /** What to do after the command has certainly done nothing: whether it may be given again. */
  Look again(String undone, Invocation command, Acts acts) throws InterruptedException {
    if (attempts(acts) == 1) {
      return Look.owed(undone, command);
    }
    try {
      Map<VolumeId, List<String>> open = open();
      return open.isEmpty()
          ? Look.owed(undone, command)
          : Look.blocked(
              undone + ", and a volume was opened meanwhile: " + OpenVolumes.described(open));
    } catch (NotLearnedException e) {
      return Look.blocked(undone + ", and who has the volumes open is not known: " + e.why());
    }
  }

  /** A goal that a command on the set reaches, with as many attempts as there may be. */
  Goal goal(Subject subject, Limits limits, Invocation command, Goal.Looking looking) {
    List<Invocation> commands = List.of(command);
    return new Goal.Parts(
        subject, acts -> limits.attempts(attempts(acts)), commands, commands, looking);
  }
}
