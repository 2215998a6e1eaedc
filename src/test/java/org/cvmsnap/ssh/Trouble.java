package org.cvmsnap.ssh;

import java.util.Locale;

/** What becomes of a connection while a command is under way over it. */
enum Trouble {
  /** The machine's link is down from when the command has arrived; the command runs. */
  CUT,
  /** As {@link #CUT}, for as long as cvmsnap runs. */
  LOST,
  /** All of the machine's sshd is stopped when the command has arrived; it runs afterwards. */
  STOP,
  /** The command runs, and then its connection is dropped. */
  DROP;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
