package org.cvmsnap.qualification;

import java.util.List;
import java.util.Map;
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.model.VolumeId;

/**
 * All that was seen.
 *
 * @param before the guest, before anything was done
 * @param volumes that were tried
 * @param control the name of the node that has it
 * @param timeouts how long the guest may take for its own steps
 * @param waits what the engine has waited for, in order
 */
public record Evidence(
    Sighting before,
    List<VolumeId> volumes,
    String control,
    Timeouts timeouts,
    Map<Trial.Kind, Trial> trials,
    List<Waits.Wait> waits) {
  public Evidence {
    volumes = List.copyOf(volumes);
    trials = Map.copyOf(trials);
    waits = List.copyOf(waits);
  }

  /** What came of a trial. */
  Trial trial(Trial.Kind kind) {
    return trials.getOrDefault(kind, Trial.notBegun("it was not wanted"));
  }
}
