package org.cvmsnap.model;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What VxVM says of a volume besides its layout; empty is what it did not say.
 *
 * @param instant prepared for instant snapshots
 * @param fastResync changes are followed, so that resynchronization copies only these
 * @param open on the node that was asked; nothing is said of other nodes
 */
public record VolumeAttributes(
    VolumeName name,
    Optional<Boolean> instant,
    Optional<Boolean> fastResync,
    Optional<Boolean> open) {
  /** By the names of their volumes; the first of one that is named twice. */
  public static Map<VolumeName, VolumeAttributes> byName(Collection<VolumeAttributes> all) {
    return all.stream()
        .collect(Collectors.toMap(VolumeAttributes::name, each -> each, (one, other) -> one));
  }
}
