package org.cvmsnap.ssh;

/**
 * What goes wrong in a run, and when.
 *
 * @param moment the command at whose arrival it happens
 * @param victim the machine that it happens to
 */
record Strike(Trouble trouble, Arrival moment, String victim, Relief relief) {
  /** When the link is there again, or the sshd goes on. */
  enum Relief {
    /** 10 s after cvmsnap has given an answer up. */
    SOON,
    /** When its journal says that a step was not reached. */
    STEP_FAILED,
    /** When the run has ended. */
    AT_THE_END
  }

  static Strike at(Arrival moment, Trouble trouble) {
    Relief relief = trouble == Trouble.LOST ? Relief.AT_THE_END : Relief.SOON;
    return new Strike(trouble, moment, moment.machine(), relief);
  }
}
