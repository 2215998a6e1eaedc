package org.cvmsnap.model;

/**
 * A volume as VxVM's configuration has it.
 *
 * @param kernelState ENABLED, DETACHED or DISABLED
 * @param state ACTIVE, CLEAN, NEEDSYNC, INVALID, ... (VxVM guide, volume states)
 * @param sectors its length in sectors of 512 bytes
 * @param layered its plexes are built of volumes, so that none can be broken off
 */
public record VolumeRecord(
    VolumeName name, String kernelState, String state, long sectors, boolean layered) {
  public VolumeRecord {
    if (sectors < 0) {
      throw new IllegalArgumentException("volume " + name + " has " + sectors + " sectors");
    }
  }

  /** It is started and consistent: it can be read, bound to a guest, and snapshotted. */
  public boolean enabledAndActive() {
    return kernelState.equals("ENABLED") && state.equals("ACTIVE");
  }

  /** VxVM has given up what it held, as of a snapshot in a cache that had no room. */
  public boolean invalid() {
    return state.equals("INVALID");
  }

  /** The same, of a volume whose plexes are built of volumes. */
  public VolumeRecord onLayers() {
    return new VolumeRecord(name, kernelState, state, sectors, true);
  }
}
