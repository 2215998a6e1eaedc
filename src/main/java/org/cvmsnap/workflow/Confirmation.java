package org.cvmsnap.workflow;

import org.cvmsnap.error.RefusedException;

/** Asks the operator before something is done that cannot be undone. */
public interface Confirmation {
  /** For what needs no consent: the operator gave it beforehand. */
  Confirmation GIVEN = what -> {};

  /**
   * Returns where the operator consents.
   *
   * @param what would be done and what would be lost, as a sentence
   * @throws RefusedException where nobody can be asked, or the answer is no
   */
  void confirm(String what) throws InterruptedException;
}
