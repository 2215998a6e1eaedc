package org.cvmsnap.ssh;

import java.util.Locale;

/** What goes wrong while a command is under way. */
enum FaultKind {
  /** The machine's link is down from when the command has arrived; the command runs. */
  CUT,
  /** The machine's link is down in the same way, for as long as cvmsnap runs. */
  LOST,
  /** All of the machine's sshd is stopped when the command has arrived; it runs afterwards. */
  STOP,
  /** The command runs, and then its connection is dropped. */
  DROP,
  /** The process of cvmsnap is killed with SIGKILL when the command has arrived; it runs. */
  KILL;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
