package org.cvmsnap.cluster;

import java.util.Optional;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.VolumeId;

/**
 * A snapshot that something is to be done to, with what tells it from a later one of that name.
 *
 * @param source what it is a snapshot of, where that is known
 * @param linked whether it was a linked volume before, and is one again once it is reattached
 * @param run the run in its tags; empty text for a snapshot that is not cvmsnap's
 */
public record SnapshotTarget(
    VolumeId id, Optional<VolumeId> source, Family family, boolean linked, String run) {}
