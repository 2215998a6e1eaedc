package org.cvmsnap.schedules;

import org.cvmsnap.engine.Steps;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.journal.LogStore;

/** A way to build cvmsnap wrongly. */
interface Weakening {
  Weakening NONE = new Weakening() {};

  /** What it is tried on. */
  default Variant variant() {
    return Variant.TAKE_ONE;
  }

  /** Whether only the damage of a journal can show it. */
  default boolean ofDamage() {
    return false;
  }

  /** Whether only what others do to the guest can show it. */
  default boolean ofMeddling() {
    return false;
  }

  default Steps steps(Steps steps) {
    return steps;
  }

  default Hosts hosts(Hosts hosts) {
    return hosts;
  }

  default LogStore logs(LogStore logs) {
    return logs;
  }
}
