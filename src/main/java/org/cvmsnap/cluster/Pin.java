package org.cvmsnap.cluster;

import java.util.Map;
import java.util.Optional;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.VolumeId;

/** What an operator has put on a snapshot so that its point in time stays. */
public final class Pin {
  private Pin() {}

  static boolean on(Map<String, String> tags) {
    return tags.containsKey(Tags.PIN);
  }

  /** Why the point in time of a snapshot with these tags is not given up; empty without a pin. */
  public static Optional<Refusal> refusal(VolumeId snapshot, Map<String, String> tags) {
    return on(tags)
        ? Optional.of(
            new Refusal(
                snapshot + " is pinned.",
                "Take the pin away first: cvmsnap unpin " + snapshot + "."))
        : Optional.empty();
  }
}
