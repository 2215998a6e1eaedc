package org.cvmsnap.step;

import java.util.List;
import java.util.Map;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.Vxvm;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * The volume has no more than {@code left} snapshot mirrors that are not broken off; at most one
 * has to go. VxVM chooses which one, so none may go while any of them is kept by somebody else.
 */
public record RemoveMirror(Machine control, VolumeId volume, Family family, int left)
    implements SiteStep.Preparing {

  @Override
  public Goal goal(Site site, History history) {
    return Goal.of(
        subject(volume.toString()), ONE_COMMAND, List.of(removing()), acts -> look(site));
  }

  private Look look(Site site) throws NotLearnedException, InterruptedException {
    Vxvm vxvm = site.vxvm(control);
    List<Plex> unused = vxvm.layout(volume.group()).unused(volume.name());
    if (unused.size() <= left) {
      return Look.reached();
    }
    Map<String, String> marks = vxvm.plexMarks(volume.group());
    if (unused.stream().anyMatch(plex -> !GroupFacts.ours(marks, plex))) {
      return Look.blocked("one of its snapshot mirrors is kept by somebody else");
    }
    return unused.size() == left + 1
        ? Look.owed("it has " + unused.size() + " snapshot mirrors", removing())
        : Look.blocked("it has more snapshot mirrors than there were: " + unused.size());
  }

  private Invocation removing() {
    return here(
        family == Family.INSTANT
            ? VxvmCommands.removeMirror(volume)
            : VxvmCommands.snapabort(volume));
  }
}
