package org.cvmsnap.cluster;

import java.util.Optional;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeRecord;

/**
 * A volume, or a snapshot, and who has it.
 *
 * @param snapshot what is known of it as a snapshot; empty where it is none
 * @param source what it is a snapshot of, where that is known
 * @param use who has it open, and whose disk it is; what is unknown are the names of nodes that did
 *     not say whether it is open there
 * @param contest empty where it has one owner at most
 */
public record VolumeView(
    VolumeId id,
    VolumeRecord volume,
    Optional<SnapshotInfo> snapshot,
    Optional<VolumeId> source,
    VolumeUse use,
    Optional<OwnerConflict> contest) {}
