package org.cvmsnap.run;

import java.util.List;
import org.cvmsnap.model.VolumeId;

/**
 * What a step changes for good, which no other step brings back: from its first act on the run
 * cannot be undone, and has to say so while nobody knows what came of it.
 *
 * @param volumes whose content it changes
 * @param unknown what is said while nobody knows whether it was done, or when it was done in part;
 *     sentences without a full stop
 * @param missing what is said when it was certainly not done, while others like it were
 */
public record Overwrite(List<VolumeId> volumes, List<String> unknown, List<String> missing) {
  public Overwrite {
    volumes = List.copyOf(volumes);
    unknown = List.copyOf(unknown);
    missing = List.copyOf(missing);
  }
}
