package org.cvmsnap.step;

import java.time.Duration;

/** What binding and unbinding have in common. */
final class Bound {
  /**
   * How long either may take: ldm answers nobody while the hypervisor scrubs the memory of a
   * domain, which has been seen to take 7 minutes for 500 GB (Oracle VM Server administration
   * guide, migration).
   */
  static final Duration LIMIT = Duration.ofMinutes(15);

  private Bound() {}
}
