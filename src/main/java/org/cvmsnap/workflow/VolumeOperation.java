package org.cvmsnap.workflow;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.plan.snapshot.SnapshotSet;
import org.cvmsnap.run.Plan;

/**
 * What is particular to an operation on volumes or snapshots that takes no guest down; the rest is
 * the same for all ({@link VolumeOperations}).
 */
public interface VolumeOperation {
  /**
   * The volumes or snapshots that are meant.
   *
   * @throws org.cvmsnap.error.RefusedException when one is not known
   */
  List<VolumeId> subjects(Catalogue catalogue, UnfinishedRuns unfinished);

  /** All volumes of which no other run may have left one half done. */
  default List<VolumeId> concerned(Catalogue catalogue, List<VolumeId> subjects) {
    return subjects;
  }

  /** Those of them that are gone when it is done. */
  default List<VolumeId> discarded(List<VolumeId> subjects) {
    return List.of();
  }

  /** Those of them that no other run may work on meanwhile. */
  default List<VolumeId> locked(Catalogue catalogue, List<VolumeId> subjects) {
    return concerned(catalogue, subjects);
  }

  /** Those of the locked of which other nodes are told by records in their disk groups. */
  default List<VolumeId> recorded(List<VolumeId> locked) {
    return locked;
  }

  /** The guest that no other run may work on meanwhile; empty where none is concerned. */
  default Optional<GuestName> guest() {
    return Optional.empty();
  }

  /**
   * Decides how it is done.
   *
   * @throws org.cvmsnap.error.RefusedException when something cannot be learned
   */
  Decision<Plan> decide(Situation situation) throws InterruptedException;

  /** What the operator is asked before; empty where nothing is lost. */
  default Optional<String> question(Situation situation) throws InterruptedException {
    return Optional.empty();
  }

  /** What else people should know once it is done, as sentences. */
  default List<String> remarks(Situation situation, Plan plan, RunResult result)
      throws InterruptedException {
    return List.of();
  }

  /** What there is as a run begins, once nobody else may change the subjects. */
  final class Situation {
    private final Session session;
    private final Catalogue catalogue;
    private final List<VolumeId> subjects;
    private Optional<List<SnapshotFacts>> snapshots = Optional.empty();

    Situation(Session session, Catalogue catalogue, List<VolumeId> subjects) {
      this.session = session;
      this.catalogue = catalogue;
      this.subjects = List.copyOf(subjects);
    }

    Session session() {
      return session;
    }

    Catalogue catalogue() {
      return catalogue;
    }

    List<VolumeId> subjects() {
      return subjects;
    }

    /** What is known of those subjects that are snapshots, with who uses them; asked once. */
    List<SnapshotFacts> snapshots() throws InterruptedException {
      if (snapshots.isEmpty()) {
        snapshots = Optional.of(catalogue.facts(subjects));
      }
      return snapshots.get();
    }

    /**
     * What is known of the only subject, a snapshot, without who uses it.
     *
     * @throws RefusedException when it is gone
     */
    SnapshotFacts snapshot() {
      return catalogue.all(subjects).stream()
          .findFirst()
          .orElseThrow(
              () -> new RefusedException(subjects.get(0) + " is gone.", "See cvmsnap list."));
    }

    /** What people should know of the sets that the subjects were in, as sentences. */
    List<String> brokenSets() {
      return SnapshotSet.broken(catalogue.all(subjects), catalogue.all()).stream()
          .map(rest -> "mind: " + rest + " is not a whole set any more")
          .toList();
    }

    /** The id of a run about the first of the subjects. */
    RunId run() {
      return session.id(subjects.get(0));
    }
  }
}
