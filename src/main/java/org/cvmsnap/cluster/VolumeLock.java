package org.cvmsnap.cluster;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.VolumeId;

/**
 * Which run has a volume, as the lock records in its disk group tell on every node.
 *
 * @param dead those of runs whose nodes have left the cluster, oldest first: what they left half
 *     done is seen in the disk group
 * @param held the one after them, of a run that may be alive
 */
public record VolumeLock(VolumeId volume, List<LockRecord> dead, Optional<LockRecord> held) {
  public VolumeLock {
    dead = List.copyOf(dead);
  }

  /** The record that a run makes which goes past the dead. */
  public LockRecord record(String holder) {
    return new LockRecord(
        new VolumeId(volume.group(), LockRecord.name(volume.toString(), dead)), holder);
  }
}
