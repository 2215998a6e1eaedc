package org.cvmsnap.ssh;

/**
 * What goes wrong in a run, and when.
 *
 * @param moment the command at whose arrival it happens
 * @param machine where it happens
 */
record InjectedFault(FaultKind kind, ArrivedCommand moment, String machine, End end) {
  /** When it ends: the link is up again, or the sshd goes on. */
  enum End {
    /** 10 s after cvmsnap has given an answer up. */
    SOON,
    /** When its journal says that a step was not reached. */
    STEP_FAILED,
    /** When the run has ended. */
    AT_THE_END
  }

  static InjectedFault at(ArrivedCommand moment, FaultKind kind) {
    End end = kind == FaultKind.LOST ? End.AT_THE_END : End.SOON;
    return new InjectedFault(kind, moment, moment.machine(), end);
  }
}
