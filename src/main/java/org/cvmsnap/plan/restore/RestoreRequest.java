package org.cvmsnap.plan.restore;

import java.util.Optional;

/**
 * What the operator asks of {@code restore}.
 *
 * @param safety whether what the volumes hold now is kept in snapshots
 * @param name the template of these snapshots' names; empty for the usual one
 */
public record RestoreRequest(SnapshotSelection point, boolean safety, Optional<String> name) {}
