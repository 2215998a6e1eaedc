package org.cvmsnap.cluster;

import java.util.Optional;
import java.util.Set;
import org.cvmsnap.model.VolumeId;

/**
 * What has to be known before volumes are fenced.
 *
 * @param master the node that changes shared disk groups; empty where nobody tells
 * @param readable the volumes of which VxVM says whether one node alone may open them
 */
public record FenceFacts(Optional<String> master, Set<VolumeId> readable) {
  /** Where nothing is to be fenced. */
  public static final FenceFacts NONE = new FenceFacts(Optional.empty(), Set.of());

  public FenceFacts {
    readable = Set.copyOf(readable);
  }
}
