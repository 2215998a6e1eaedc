package org.cvmsnap.plan.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.PlacedFileSystem;
import org.cvmsnap.model.PlacedFileSystem.Where;
import org.cvmsnap.model.RunId;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.AskSnapshot;
import org.cvmsnap.step.LendSnapshot;
import org.cvmsnap.step.MountSnapshot;
import org.cvmsnap.step.TagProof;

/** Decides how a snapshot is asked how clean it is, or refuses. */
public final class VerifyPlanner {
  private final ExportPlanner.Facts facts;
  private final RunId run;
  private final List<PlacedFileSystem> fileSystems;

  public VerifyPlanner(ExportPlanner.Facts facts, RunId run) {
    this.facts = facts;
    this.run = run;
    this.fileSystems = Tags.fileSystems(facts.snapshot().tags());
  }

  /**
   * How snapshots are to be asked.
   *
   * @param helper the guest in which slices are asked, as ssh reaches it; empty for none
   * @param service the virtual disk server; empty where it is clear which
   * @param full whether the structure of file systems is read as well
   * @param mount whether those that are clean are mounted for a moment, to read only
   */
  public record Request(
      Optional<Machine> helper, Optional<String> service, boolean full, boolean mount) {}

  /**
   * Why a snapshot cannot be asked, whatever is done; empty where it can.
   *
   * @param askable the types of file systems that can be
   */
  public static Optional<String> unaskable(SnapshotFacts snapshot, Set<String> askable) {
    List<PlacedFileSystem> on = Tags.fileSystems(snapshot.tags());
    if (on.isEmpty()) {
      return Optional.of("its tags do not tell what file systems are on it");
    }
    if (on.stream().anyMatch(each -> each.where() == Where.LAYER)) {
      return Optional.of(
          "not all that is on it is a file system of its own: " + PlacedFileSystem.word(on));
    }
    return on.stream()
        .filter(each -> !askable.contains(each.type()))
        .map(each -> "no check that only reads is known for " + each.type())
        .findFirst();
  }

  /** Whether it has to be a disk of a guest for that. */
  private boolean sliced() {
    return fileSystems.stream().anyMatch(each -> each.where() == Where.SLICE);
  }

  /** All that is on the snapshot is asked, and it is marked with what that has proven. */
  public Decision<Plan> verify(Request request) {
    if (!sliced()) {
      List<Refusal> refusals = new ArrayList<>(new ExportPlanner(facts, run).unreadable());
      if (request.mount()) {
        refusals.add(
            new Refusal(
                "%s is a file system itself, which only a control domain could mount, and none is to read what a guest has made."
                    .formatted(facts.snapshot().id()),
                "Do without --mount; --full reads all of its structure."));
      }
      return Decision.of(refusals, () -> plan(List.of(), request));
    }
    if (request.helper().isEmpty()) {
      return Decision.of(
          List.of(
              new Refusal(
                  "%s is a disk with a label, and only a guest that has it as a disk sees the file systems on it."
                      .formatted(facts.snapshot().id()),
                  "Name a guest domain on this node that has neither its source nor another snapshot of that: --on LDOM.")),
          () -> plan(List.of(), request));
    }
    GuestName guest = new GuestName(request.helper().get().name());
    Decision<LendSnapshot> lending = new ExportPlanner(facts, run).lend(guest, request.service());
    return Decision.of(lending.refusals(), () -> plan(List.of(lending.orThrow()), request));
  }

  private Plan plan(List<LendSnapshot> lending, Request request) {
    List<Step> steps = new ArrayList<>(lending);
    for (PlacedFileSystem each : fileSystems) {
      Optional<AskSnapshot.Reader> reader =
          lending.stream()
              .filter(any -> each.where() == Where.SLICE)
              .map(lent -> new AskSnapshot.Reader(request.helper().orElseThrow(), lent.id()))
              .findFirst();
      steps.add(
          new AskSnapshot(facts.control(), facts.snapshot().id(), each, reader, request.full()));
      if (request.mount()) {
        reader.ifPresent(
            in -> steps.add(new MountSnapshot(facts.control(), facts.snapshot().id(), each, in)));
      }
    }
    steps.add(
        new TagProof(
            facts.control(),
            facts.snapshot().id(),
            fileSystems,
            Optional.ofNullable(facts.snapshot().tags().get(Tags.PROOF))));
    return Plan.ofVolumes(run, "verify", EndPlanner.concerned(List.of(facts.snapshot())), steps);
  }
}
