package org.cvmsnap.model;

import java.util.Optional;

/**
 * A copy of a volume's data, or of a part of it.
 *
 * @param volume empty when it is dissociated
 * @param kernelState ENABLED, DETACHED or DISABLED
 * @param state ACTIVE, SNAPATT, SNAPDONE, ... (VxVM guide, plex states)
 * @param layout CONCAT, STRIPE, ...
 */
public record Plex(
    String name, Optional<VolumeName> volume, String kernelState, String state, String layout) {
  /** A complete mirror that waits to be broken off. */
  public boolean readyToBreakOff() {
    return state.equals("SNAPDONE");
  }

  /** A mirror that is being filled, or resynchronized, to be broken off later. */
  public boolean gettingReady() {
    return state.equals("SNAPATT") || state.equals("SNAPTMP");
  }
}
