package org.cvmsnap.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.engine.History;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Step;
import org.cvmsnap.run.Subject;
import org.cvmsnap.step.SiteSteps;

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
   * How the snapshot came into being.
   *
   * @throws RefusedException when the journal of its run is not here, or tells nothing
   */
  public Evidence proof(SnapshotRef ref) throws InterruptedException {
    Catalogue catalogue = Catalogue.read(session.reading());
    VolumeId id = session.unfinished().snapshot(catalogue, ref);
    SnapshotFacts facts = catalogue.facts(List.of(id)).get(0);
    RunRecord run = made(facts);
    List<Evidence.Seen> seen =
        run.finished().stream()
            .map(
                event ->
                    new Evidence.Seen(
                        event.at(),
                        subject(run.plan().steps().get(event.step())),
                        event.outcome(),
                        event.why()))
            .toList();
    return new Evidence(facts, run, seen, new Preview(session).of(run.plan()));
  }

  private Subject subject(Step step) {
    return new SiteSteps(session.reading()).of(step, History.NONE).subject();
  }

  private RunRecord made(SnapshotFacts facts) {
    String word = facts.target().run();
    String left =
        "What its tags say is left: " + ShellLine.hint("cvmsnap show %s", facts.id()) + ".";
    try {
      return Optional.of(word)
          .filter(each -> !each.isEmpty())
          .flatMap(this::journal)
          .orElseThrow(
              () ->
                  new RefusedException(
                      word.isEmpty()
                          ? facts.id() + " was not made by cvmsnap."
                          : "There is no journal of run %s here, which made %s."
                              .formatted(word, facts.id()),
                      left + " The journal is on the machine where it was taken."));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          "The journal of run %s is damaged: %s.".formatted(word, e.getMessage()), left);
    }
  }

  private Optional<RunRecord> journal(String run) {
    try {
      return session.journal(new RunId(run));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
