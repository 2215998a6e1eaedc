package org.cvmsnap.schedules;

import org.cvmsnap.engine.Steps;
import org.cvmsnap.journal.LogStore;

/** A way to build cvmsnap wrongly. */
interface Breakage {
  Breakage NONE = new Breakage() {};

  default Steps steps(Steps steps) {
    return steps;
  }

  default LogStore logs(LogStore logs) {
    return logs;
  }
}
