package org.cvmsnap.step;

import java.util.List;
import java.util.Map;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Plex;
import org.cvmsnap.plan.Family;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.Marks;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.Vxvm;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * One snapshot mirror less. VxVM chooses which one goes, so none may go while any of them is kept
 * by somebody else.
 */
final class RemoveMirrorGoal extends OneCommandGoal {
  private final Site site;
  private final StepSpec.RemoveMirror spec;

  RemoveMirrorGoal(Site site, StepSpec.RemoveMirror spec) {
    super(site);
    this.site = site;
    this.spec = spec;
  }

  @Override
  public Subject subject() {
    return new Subject("remove-mirror", spec.volume().toString(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    Vxvm vxvm = site.vxvm(spec.control());
    List<Plex> unused =
        vxvm.layout(spec.volume().group()).plexesOf(spec.volume().name()).stream()
            .filter(plex -> plex.readyToBreakOff() || plex.gettingReady())
            .toList();
    if (unused.size() <= spec.left()) {
      return Look.reached();
    }
    Map<String, String> marks = vxvm.plexMarks(spec.volume().group());
    if (unused.stream().anyMatch(plex -> !Marks.ours(marks, plex))) {
      return Look.blocked("one of its snapshot mirrors is kept by somebody else");
    }
    return unused.size() == spec.left() + 1
        ? Look.owed("it has " + unused.size() + " snapshot mirrors")
        : Look.blocked("it has more snapshot mirrors than there were: " + unused.size());
  }

  @Override
  Invocation command() {
    return new Invocation(
        spec.control(),
        spec.family() == Family.INSTANT
            ? VxvmCommands.removeMirror(spec.volume())
            : VxvmCommands.snapabort(spec.volume()));
  }
}
