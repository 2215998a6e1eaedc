package org.cvmsnap.workflow;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.Span;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.plan.snapshot.EndPlanner;
import org.cvmsnap.plan.snapshot.SnapshotChecks;
import org.cvmsnap.plan.snapshot.SnapshotSet;
import org.cvmsnap.run.Plan;

/**
 * Ends snapshots: gives their mirrors back to their sources, makes them volumes of their own, or
 * removes them.
 *
 * @param foreign whether snapshots that cvmsnap did not make are meant as well
 * @param await whether to wait until mirrors that were given back are synchronized
 */
public record Ending(
    SnapshotChecks.End end, List<SnapshotRef> snapshots, boolean foreign, boolean await)
    implements VolumeOperation {
  public Ending {
    snapshots = List.copyOf(snapshots);
  }

  @Override
  public List<VolumeId> subjects(Catalogue catalogue, UnfinishedRuns unfinished) {
    return snapshots.stream().map(ref -> unfinished.snapshot(catalogue, ref)).distinct().toList();
  }

  @Override
  public List<VolumeId> concerned(Catalogue catalogue, List<VolumeId> subjects) {
    return EndPlanner.concerned(catalogue.all(subjects));
  }

  @Override
  public List<VolumeId> discarded(List<VolumeId> subjects) {
    return end == SnapshotChecks.End.REMOVE ? subjects : List.of();
  }

  @Override
  public Decision<Plan> decide(Situation situation) throws InterruptedException {
    List<SnapshotFacts> facts = situation.snapshots();
    Catalogue catalogue = situation.catalogue();
    EndPlanner planner = new EndPlanner(catalogue.control(), situation.run(), foreign);
    return switch (end) {
      case REATTACH ->
          planner.reattach(facts.get(0), await ? mirrorsThen(catalogue, facts.get(0)) : 0);
      case DISSOCIATE -> planner.dissociate(facts.get(0));
      case REMOVE -> planner.remove("remove", facts, catalogue.all());
    };
  }

  /** How many snapshot mirrors the source has once it has those of the snapshot as well. */
  private static int mirrorsThen(Catalogue catalogue, SnapshotFacts snapshot) {
    if (snapshot.target().linked() || snapshot.target().source().isEmpty()) {
      return 0;
    }
    VolumeId source = snapshot.target().source().get();
    long now =
        catalogue.group(source.group()).layout().plexesOf(source.name()).stream()
            .filter(Plex::readyToBreakOff)
            .count();
    return Math.toIntExact(now) + snapshot.plexes().size();
  }

  @Override
  public Optional<String> question(Situation situation) throws InterruptedException {
    List<SnapshotFacts> facts = situation.snapshots();
    List<SnapshotFacts> all = situation.catalogue().all();
    List<String> losses = new ArrayList<>();
    losses.add(loss(facts, situation.session().now()));
    SnapshotSet.lastGood(facts, all)
        .forEach(source -> losses.add("No other good snapshot of " + source + " is left then."));
    SnapshotSet.broken(facts, all)
        .forEach(rest -> losses.add(rest + " of the same instant is not a whole set without it."));
    return Optional.of(String.join(" ", losses));
  }

  private String loss(List<SnapshotFacts> facts, Instant now) {
    String what =
        facts.stream().map(each -> described(each, now)).collect(Collectors.joining(", "));
    if (end == SnapshotChecks.End.REATTACH) {
      return "The mirrors of %s go back to their source; this point in time is lost."
          .formatted(what);
    }
    if (end == SnapshotChecks.End.DISSOCIATE) {
      return what + " becomes a volume of its own; it cannot be given back to its source again.";
    }
    return facts.size() == 1
        ? what + " is removed; this point in time is lost."
        : "%s: %d snapshots are removed; these points in time are lost."
            .formatted(what, facts.size());
  }

  private static String described(SnapshotFacts each, Instant now) {
    return "%s (taken %s%s%s)"
        .formatted(
            each.id(),
            each.info().taken().orElse("at a time unknown"),
            age(each, now).map(age -> ", " + age + " ago").orElse(""),
            each.target().source().map(source -> ", of " + source).orElse(""));
  }

  private static Optional<String> age(SnapshotFacts each, Instant now) {
    try {
      return each.info()
          .taken()
          .map(Instant::parse)
          .map(taken -> Span.text(Duration.between(taken, now)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> remarks(Situation situation, Plan plan, RunResult result) {
    return situation.brokenSets();
  }
}
