package org.cvmsnap.workflow;

import java.util.List;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.VolumeId;

/**
 * Everything that is known of one snapshot.
 *
 * @param set the other snapshots of its set
 * @param unfinished the runs on this machine that concern it and have not ended
 */
public record SnapshotDetails(SnapshotFacts facts, List<VolumeId> set, List<RunRecord> unfinished) {
  public SnapshotDetails {
    set = List.copyOf(set);
    unfinished = List.copyOf(unfinished);
  }
}
