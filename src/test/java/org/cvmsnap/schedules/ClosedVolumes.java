package org.cvmsnap.schedules;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.sim.SimTruth;

/** What was on volumes while nobody had them open, and so nobody wrote to them. */
final class ClosedVolumes {
  private final Map<String, String> first = new HashMap<>();
  private final Map<String, String> last = new HashMap<>();
  private final Set<String> kept = new HashSet<>();

  /** Something is about to happen to the cluster, or has happened. */
  void look(SimTruth truth) {
    for (SimTruth.Volume volume : truth.volumes()) {
      if (volume.openBy().isEmpty() && !kept.contains(volume.name())) {
        first.putIfAbsent(volume.name(), volume.data());
        last.put(volume.name(), volume.data());
      }
    }
  }

  /** What becomes of these from now on is other people's doing. */
  void keep(Set<String> volumes) {
    kept.addAll(volumes);
  }

  boolean kept(String volume) {
    return kept.contains(volume);
  }

  Optional<String> first(String volume) {
    return Optional.ofNullable(first.get(volume));
  }

  Optional<String> last(String volume) {
    return Optional.ofNullable(last.get(volume));
  }
}
