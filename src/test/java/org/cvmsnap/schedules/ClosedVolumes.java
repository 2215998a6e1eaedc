package org.cvmsnap.schedules;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.sim.SimTruth;

/** What was on volumes while nobody had them open, and so nobody wrote to them. */
final class ClosedVolumes {
  private final Map<String, String> first = new HashMap<>();
  private final Map<String, String> last = new HashMap<>();

  /** Something is about to happen to the cluster, or has happened. */
  void look(SimTruth truth) {
    for (SimTruth.Volume volume : truth.volumes()) {
      if (volume.openBy().isEmpty()) {
        first.putIfAbsent(volume.name(), volume.data());
        last.put(volume.name(), volume.data());
      }
    }
  }

  Optional<String> first(String volume) {
    return Optional.ofNullable(first.get(volume));
  }

  Optional<String> last(String volume) {
    return Optional.ofNullable(last.get(volume));
  }
}
