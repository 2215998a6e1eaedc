package org.cvmsnap.workflow;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.run.Plan;

/**
 * What is particular to an operation that takes a guest down; the rest is the same for all ({@link
 * OutageRuns}).
 *
 * @param <F> what has to be known
 * @param <P> what is planned
 * @param <R> how it went
 */
interface OutageOperation<F, P, R> {
  /** What the operator says of how the guest is taken down. */
  OutageOptions options();

  default GuestName guest() {
    return options().guest();
  }

  /** The same, but the guest lets go of its volumes in that way. */
  default OutageOperation<F, P, R> in(Mode mode) {
    return this;
  }

  /**
   * Learns what has to be known; it only looks.
   *
   * @throws org.cvmsnap.error.BusyException when a run on another node has the guest
   * @throws org.cvmsnap.error.RefusedException when something cannot be learned
   */
  F survey() throws InterruptedException;

  /** The part of what was learned that every outage has to know. */
  OutageFacts outage(F facts);

  Decision<P> decide(F facts, RunId run) throws InterruptedException;

  /** The volumes that no other run may work on meanwhile. */
  List<VolumeId> volumes(P planned);

  /**
   * Requires that what it uses is not in doubt, and that it takes away nothing that leads out of a
   * doubt.
   *
   * @throws org.cvmsnap.error.RefusedException when what it uses is in doubt, or it would take away
   *     what leads out of a doubt
   */
  default void requireCertain(P planned, UnfinishedRuns unfinished) {}

  /** What the operator is asked before; empty where nothing is lost. */
  default Optional<String> question(P planned) {
    return Optional.empty();
  }

  /** What the operator should know before, in sentences. */
  default List<String> warnings(P planned) {
    return List.of();
  }

  /** Why nothing has come of it, where that is a disk that the guest has not let go of. */
  default Optional<String> keptDisks(R report) {
    return Optional.empty();
  }

  /** The plan in it. */
  Plan plan(P planned);

  /**
   * Runs what is planned, of a guest and volumes that this process has locked, and reports.
   *
   * @param plan the same with the locking of the volumes for other nodes
   */
  R run(F facts, P planned, Plan plan) throws InterruptedException;
}
