package org.cvmsnap.site;

import java.util.List;
import java.util.Set;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;
import org.cvmsnap.vcs.VcsCommands;

/**
 * The configuration of VCS, which has to be open for a persistent freeze. Nothing tells who has
 * opened it, and to close it writes what another has half changed on every system; so what this
 * process has not opened itself is somebody else's (haconf(1M)).
 */
public final class VcsConfiguration {
  private static final Set<String> PROGRAMS = Set.of("haconf", "hagrp", "hares");

  private final Site site;
  private int opened;
  private int closed;
  private boolean closing;

  /** How it was found. */
  public enum State {
    CLOSED,
    OURS,
    THEIRS
  }

  VcsConfiguration(Site site) {
    this.site = site;
  }

  public State look(Machine control) throws NotLearnedException, InterruptedException {
    if (site.vcs(control).configurationOpen()) {
      return opened > closed ? State.OURS : State.THEIRS;
    }
    if (closing) {
      closed++;
      closing = false;
    }
    return State.CLOSED;
  }

  /** Takes notice of a command that is about to run on some node. */
  void acts(List<String> argv) {
    if (!PROGRAMS.contains(argv.get(0))) {
      return;
    }
    if (argv.equals(VcsCommands.open())) {
      opened++;
    }
    closing = argv.equals(VcsCommands.close());
  }
}
