package org.cvmsnap.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All that a list says of one snapshot. What nobody knows is empty.
 *
 * @param kind such as {@code break-off}
 * @param taken an instant (UTC) for cvmsnap's own, VxVM's local date for others
 * @param sectors its length, in sectors of 512 bytes
 * @param changed how much differs from the source now, in percent
 * @param synchronizedPercent how much of it is complete, in percent
 * @param guest the guest that was taken down for it; empty for a foreign snapshot
 * @param set the run that made it; empty for a foreign snapshot
 * @param proof how good what is on it is known to be
 * @param comment what the operator says of it
 * @param policy the policy of the configuration that took it
 * @param state all that speaks against using it; empty where nothing does
 */
public record SnapshotInfo(
    VolumeId id,
    Optional<VolumeName> source,
    String kind,
    Optional<String> taken,
    long sectors,
    OptionalDouble changed,
    OptionalDouble synchronizedPercent,
    Optional<String> guest,
    Optional<String> set,
    Proof proof,
    Optional<String> comment,
    Optional<String> policy,
    List<String> state) {
  public SnapshotInfo {
    state = List.copyOf(state);
  }

  /** Whether cvmsnap made it. */
  public boolean ours() {
    return set.isPresent();
  }

  /** This snapshot with one more thing that speaks against using it. */
  public SnapshotInfo with(String trouble) {
    List<String> troubles = new ArrayList<>(state);
    troubles.add(trouble);
    return new SnapshotInfo(
        id,
        source,
        kind,
        taken,
        sectors,
        changed,
        synchronizedPercent,
        guest,
        set,
        proof,
        comment,
        policy,
        troubles);
  }

  /** Whether nothing speaks against using it, and cvmsnap vouches for it. */
  public boolean good() {
    return state.isEmpty() && ours();
  }

  /** How it stands, for people: what somebody else has made is complete, and no more is known. */
  public String standing() {
    return state.isEmpty() ? (ours() ? "good" : "complete") : String.join(", ", state);
  }
}
