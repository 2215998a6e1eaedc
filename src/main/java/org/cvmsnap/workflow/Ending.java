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
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.SnapshotChecks;
import org.cvmsnap.plan.SnapshotEnds;
import org.cvmsnap.plan.SnapshotSets;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Plan;

/**
 * Ends snapshots: gives their mirrors back to their sources, makes them volumes of their own, or
 * removes them.
 */
public final class Ending {
  private final Session session;
  private final VolumeRuns runs;
  private final Recovery recovery;

  public Ending(Session session, EngineListener listener) {
    this.session = session;
    this.runs = new VolumeRuns(session, listener);
    this.recovery = new Recovery(session, listener);
  }

  /**
   * What is asked for.
   *
   * @param foreign whether snapshots that cvmsnap did not make are meant as well
   * @param await whether to wait until mirrors that were given back are synchronized
   */
  public record Request(
      SnapshotChecks.End end, List<SnapshotRef> snapshots, boolean foreign, boolean await) {
    public Request {
      snapshots = List.copyOf(snapshots);
    }
  }

  /**
   * The mutating commands that a run would execute, in order; executes none.
   *
   * @throws org.cvmsnap.error.CvmsnapException when the run would not begin
   */
  public List<Invocation> preview(Request request) throws InterruptedException {
    Catalogue catalogue = Catalogue.read(session.site());
    List<VolumeId> ids = ids(catalogue, request);
    List<SnapshotFacts> facts = catalogue.facts(ids);
    recovery.requireDone(SnapshotEnds.concerned(facts));
    return runs.preview(plan(catalogue, request, facts));
  }

  /**
   * Ends the snapshots.
   *
   * @throws org.cvmsnap.error.CvmsnapException when it did not begin, and nothing was touched
   */
  public OperationReport run(Request request, Confirmation confirmation)
      throws InterruptedException {
    Catalogue first = Catalogue.read(session.site());
    List<VolumeId> ids = ids(first, request);
    try (Claims claims = new Claims(session)) {
      List<VolumeId> concerned =
          SnapshotEnds.concerned(
              first.all().stream().filter(each -> ids.contains(each.id())).toList());
      claims.volumes(concerned);
      recovery.requireDone(concerned);
      // Once more, now that nobody else may change them.
      Catalogue catalogue = Catalogue.read(session.site());
      List<SnapshotFacts> facts = catalogue.facts(ids(catalogue, request));
      Plan plan = plan(catalogue, request, facts);
      if (request.end() != SnapshotChecks.End.DISSOCIATE) {
        confirmation.confirm(question(request, facts, catalogue.all()));
      }
      List<String> broken =
          SnapshotSets.broken(facts, catalogue.all()).stream()
              .map(rest -> "mind: " + rest + " is not a whole set any more")
              .toList();
      RunResult result = runs.run(plan);
      return new OperationReport(plan, ids, result, result.status() == 0 ? broken : List.of());
    }
  }

  private List<VolumeId> ids(Catalogue catalogue, Request request) {
    return request.snapshots().stream()
        .map(ref -> recovery.snapshot(catalogue, ref))
        .distinct()
        .toList();
  }

  private Plan plan(Catalogue catalogue, Request request, List<SnapshotFacts> facts) {
    List<Refusal> refusals = new ArrayList<>();
    facts.forEach(
        each -> refusals.addAll(SnapshotChecks.refusals(each, request.end(), request.foreign())));
    if (!refusals.isEmpty()) {
      throw new RefusedException(refusals);
    }
    SnapshotFacts one = facts.get(0);
    SnapshotEnds ends = new SnapshotEnds(catalogue.control(), runs.id(one.id()));
    return switch (request.end()) {
      case REATTACH -> ends.reattach(one, request.await() ? mirrorsThen(catalogue, one) : 0);
      case DISSOCIATE -> ends.dissociate(one);
      case REMOVE -> ends.remove("remove", facts, catalogue.all());
    };
  }

  /** How many snapshot mirrors the source has once it has those of the snapshot as well. */
  private static int mirrorsThen(Catalogue catalogue, SnapshotFacts snapshot) {
    VolumeId source = snapshot.target().source().orElseThrow();
    long now =
        catalogue.group(source.group()).layout().plexesOf(source.name()).stream()
            .filter(Plex::readyToBreakOff)
            .count();
    return snapshot.target().linked() ? 0 : Math.toIntExact(now) + snapshot.plexes().size();
  }

  private String question(Request request, List<SnapshotFacts> facts, List<SnapshotFacts> all) {
    List<String> losses = new ArrayList<>();
    losses.add(loss(request, facts));
    SnapshotSets.lastGood(facts, all)
        .forEach(source -> losses.add("No other good snapshot of " + source + " is left then."));
    SnapshotSets.broken(facts, all)
        .forEach(rest -> losses.add(rest + " of the same instant is not a whole set without it."));
    return String.join(" ", losses);
  }

  private String loss(Request request, List<SnapshotFacts> facts) {
    String what = facts.stream().map(this::told).collect(Collectors.joining(", "));
    return switch (request.end()) {
      case REATTACH ->
          "The mirrors of %s go back to their source; this point in time is lost.".formatted(what);
      case DISSOCIATE -> what + " becomes a volume of its own.";
      case REMOVE ->
          facts.size() == 1
              ? what + " is removed; this point in time is lost."
              : "%s: %d snapshots are removed; these points in time are lost."
                  .formatted(what, facts.size());
    };
  }

  private String told(SnapshotFacts each) {
    String of = each.target().source().map(source -> ", of " + source).orElse("");
    return each.id()
        + " ("
        + "taken "
        + each.info().taken().orElse("at a time unknown")
        + age(each).map(age -> ", " + age + " ago").orElse("")
        + of
        + ")";
  }

  private Optional<String> age(SnapshotFacts each) {
    try {
      return each.info()
          .taken()
          .map(Instant::parse)
          .map(taken -> Duration.between(taken, session.now()))
          .map(Ending::told);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static String told(Duration age) {
    if (age.toDays() >= 2) {
      return age.toDays() + " days";
    }
    if (age.toHours() >= 2) {
      return age.toHours() + " hours";
    }
    return age.toMinutes() == 1 ? "a minute" : age.toMinutes() + " minutes";
  }
}
