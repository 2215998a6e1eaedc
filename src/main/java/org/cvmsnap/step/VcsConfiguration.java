package org.cvmsnap.step;

import java.util.List;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.vcs.VcsCommands;

/**
 * The configuration of VCS, which has to be open for a persistent freeze. Nothing tells who has
 * opened it, and to close it writes what another has half changed on every system; so what this
 * process has not opened itself is somebody else's (haconf(1M)).
 */
final class VcsConfiguration {
  private final Site site;
  private boolean opened;
  private boolean closing;

  /** How it was found. */
  enum State {
    CLOSED,
    OURS,
    THEIRS
  }

  VcsConfiguration(Site site) {
    this.site = site;
  }

  State look(Machine control) throws NotLearnedException, InterruptedException {
    if (site.vcs(control).configurationOpen()) {
      return opened ? State.OURS : State.THEIRS;
    }
    if (closing) {
      opened = false;
      closing = false;
    }
    return State.CLOSED;
  }

  /** Runs a command of a freeze, and remembers what it means for the configuration. */
  Attempt act(Machine control, List<String> argv) throws InterruptedException {
    if (argv.equals(VcsCommands.open())) {
      opened = true;
    }
    closing = argv.equals(VcsCommands.close());
    return site.act(new Invocation(control, argv), FreezeGoal.LIMIT);
  }
}
