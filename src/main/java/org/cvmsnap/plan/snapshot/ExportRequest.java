package org.cvmsnap.plan.snapshot;

import java.util.Optional;
import java.util.OptionalInt;
import org.cvmsnap.model.GuestName;

/**
 * How a snapshot is to become a guest's disk.
 *
 * @param disk the disk's name; empty for the snapshot's own
 * @param id the disk's number, N of {@code c0dN}; empty where the manager is to choose it
 * @param service the virtual disk server; empty where it is clear which
 */
public record ExportRequest(
    GuestName guest,
    Optional<String> disk,
    OptionalInt id,
    boolean readOnly,
    Optional<String> service) {}
