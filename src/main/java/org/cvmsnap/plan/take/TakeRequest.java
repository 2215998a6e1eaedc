package org.cvmsnap.plan.take;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.SnapshotComment;
import org.cvmsnap.model.SnapshotRef;

/**
 * What the operator asks of {@code take}.
 *
 * @param outage how the guest is taken down and brought back
 * @param volumes of the guest, of whichever disk groups; empty for all of its data volumes
 * @param name the template of the snapshots' names; empty for the usual one
 * @param kind what kind of snapshots
 * @param comment what the operator says of them
 * @param policy the policy of the configuration that they are taken by
 * @param safety whether they keep what is about to be overwritten: they are then made whatever the
 *     file systems say, and say it
 */
public record TakeRequest(
    OutageOptions outage,
    List<SnapshotRef> volumes,
    Optional<String> name,
    Kind kind,
    Optional<SnapshotComment> comment,
    Optional<String> policy,
    boolean safety) {
  public TakeRequest {
    volumes = List.copyOf(volumes);
    if (volumes.stream().distinct().count() != volumes.size()) {
      throw new IllegalArgumentException("each volume once");
    }
  }

  public TakeRequest(
      OutageOptions outage, List<SnapshotRef> volumes, Optional<String> name, Kind kind) {
    this(outage, volumes, name, kind, Optional.empty(), Optional.empty(), false);
  }

  /** The same, but the guest lets go of its volumes in that way. */
  public TakeRequest in(Mode mode) {
    return new TakeRequest(outage.in(mode), volumes, name, kind, comment, policy, safety);
  }

  /** The guest that is taken down. */
  public GuestName guest() {
    return outage.guest();
  }
}
