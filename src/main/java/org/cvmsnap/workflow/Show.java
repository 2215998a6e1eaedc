package org.cvmsnap.workflow;

import java.util.List;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeId;

/** Tells everything that is known of one snapshot. A node that does not answer is told as such. */
public final class Show {
  private final Session session;

  /**
   * Everything that is known of one snapshot.
   *
   * @param set the other snapshots of its set
   * @param unfinished the runs on this machine that concern it and have not ended
   */
  public record Details(SnapshotFacts facts, List<VolumeId> set, List<RunRecord> unfinished) {
    public Details {
      set = List.copyOf(set);
      unfinished = List.copyOf(unfinished);
    }
  }

  public Show(Session session) {
    this.session = session;
  }

  /**
   * Looks at the snapshot, on all nodes.
   *
   * @throws org.cvmsnap.error.RefusedException when there is none of that name, or several
   */
  public Details run(SnapshotRef ref) throws InterruptedException {
    Catalogue catalogue = Catalogue.read(session.reading());
    VolumeId id = session.unfinished().snapshot(catalogue, ref);
    SnapshotFacts facts = catalogue.facts(List.of(id)).get(0);
    List<VolumeId> set =
        catalogue.all().stream()
            .filter(each -> each.info().ours())
            .filter(each -> each.target().run().equals(facts.target().run()))
            .map(SnapshotFacts::id)
            .filter(each -> !each.equals(id))
            .toList();
    return new Details(facts, set, session.unfinished().concerning(List.of(id)));
  }
}
