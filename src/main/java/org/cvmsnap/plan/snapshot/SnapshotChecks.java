package org.cvmsnap.plan.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.BadLog;
import org.cvmsnap.cluster.Pin;
import org.cvmsnap.cluster.Restoring;
import org.cvmsnap.cluster.SameLength;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.VolumeId;

/**
 * What speaks against ending a snapshot: against giving its mirrors back, cutting it off, or
 * removing it. What is unknown speaks against.
 */
public final class SnapshotChecks {
  private final SnapshotFacts facts;
  private final List<Refusal> refusals = new ArrayList<>();

  private SnapshotChecks(SnapshotFacts facts) {
    this.facts = facts;
  }

  /** What is to become of a snapshot. */
  public enum End {
    REATTACH,
    DISSOCIATE,
    REMOVE
  }

  /**
   * The reasons not to; none where it may be done.
   *
   * @param foreign whether the operator named it knowing that cvmsnap did not make it
   */
  public static List<Refusal> refusals(SnapshotFacts facts, End end, boolean foreign) {
    SnapshotChecks checks = new SnapshotChecks(facts);
    checks.mark(foreign);
    checks.tied(end, foreign);
    checks.pin(end);
    checks.refusals.addAll(facts.use().refusals(facts.id()));
    facts.restoring().map(Restoring::refusal).ifPresent(checks.refusals::add);
    checks.hierarchy();
    if (facts.mirror()) {
      checks.mirror(end);
      return List.copyOf(checks.refusals);
    }
    checks.synchronization();
    switch (end) {
      case REATTACH -> checks.reattach();
      case DISSOCIATE -> checks.dissociate();
      case REMOVE -> {}
    }
    return List.copyOf(checks.refusals);
  }

  private void refuse(String problem, String next) {
    refusals.add(new Refusal(problem, next));
  }

  private VolumeId id() {
    return facts.id();
  }

  private void mark(boolean foreign) {
    if (!facts.info().ours() && !foreign) {
      refuse(
          id() + " does not carry cvmsnap's mark: somebody else made it.",
          "If it is that one that you mean, add --foreign.");
    }
  }

  /** A pin protects the point in time, which a snapshot that is cut off keeps. */
  private void pin(End end) {
    if (end != End.DISSOCIATE) {
      Pin.refusal(id(), facts.tags()).ifPresent(refusals::add);
    }
  }

  private void hierarchy() {
    if (!facts.children().isEmpty()) {
      refuse(
          "%s has snapshots of its own: %s."
              .formatted(
                  id(),
                  facts.children().stream()
                      .map(VolumeId::toString)
                      .collect(Collectors.joining(", "))),
          "Remove or reattach these first.");
    }
  }

  private void mirror(End end) {
    if (end != End.REMOVE) {
      refuse(
          id() + " is a mirror of its source, and no snapshot any more.",
          "Leave it, or remove it: cvmsnap remove " + id() + ".");
    }
  }

  private void synchronization() {
    boolean incomplete =
        facts.row().flatMap(row -> row.synced()).filter(synced -> !synced.all()).isPresent();
    if (incomplete && !facts.spaceOptimized()) {
      refuse(
          "%s is not synchronized yet (%.1f %%)."
              .formatted(id(), facts.info().synchronizedPercent().orElse(0)),
          "Wait for it: vxsnap -g %1$s syncwait %2$s; or start it: vxsnap -g %1$s -b syncstart %2$s."
              .formatted(id().group(), id().name()));
    }
  }

  private void reattach() {
    if (facts.spaceOptimized()) {
      refuse(
          id() + " is space-optimized: it has no mirrors that could be given back.",
          "Remove it instead: cvmsnap remove " + id() + ".");
      return;
    }
    if (facts.sourceRecord().isEmpty()) {
      refuse(
          "The volume that %s is a snapshot of is not known, or gone.".formatted(id()),
          "See: vxsnap -g " + id().group() + " list.");
    }
    facts
        .sourceRecord()
        .filter(source -> !source.enabledAndActive())
        .ifPresent(
            source ->
                refuse(
                    "Its source %s is %s/%s and has to be ENABLED/ACTIVE."
                        .formatted(source.name(), source.kernelState(), source.state()),
                    "Start it or wait for its resynchronization: vxtask list."));
    facts
        .sourceRecord()
        .flatMap(
            source ->
                SameLength.refusal(
                    id(),
                    facts.info().sectors(),
                    facts.target().source().orElseThrow(),
                    source.sectors()))
        .ifPresent(refusals::add);
    if (facts.info().state().contains("BADLOG")) {
      refusals.add(BadLog.refusal(id()));
    }
    if (facts.info().state().contains("its source is BADLOG")) {
      refusals.add(BadLog.refusal(facts.target().source().orElseThrow()));
    }
    if (facts.info().state().stream().anyMatch(state -> state.endsWith("INVALID"))) {
      refuse(id() + " is INVALID.", "Remove it instead: cvmsnap remove " + id() + ".");
    }
  }

  private void dissociate() {
    if (facts.spaceOptimized()) {
      refuse(
          id() + " is space-optimized: without its source it has no content.",
          "Take a full-sized snapshot where an independent volume is wanted.");
    }
  }

  /** Whoever has cut a snapshot off may use it as a volume of its own. */
  private void tied(End end, boolean foreign) {
    if (!facts.associated() && !(end == End.REMOVE && foreign)) {
      refuse(
          "%s is not tied to its source any more: VxVM does not list it as a snapshot, and somebody may use it as a volume."
              .formatted(id()),
          "If so, let cvmsnap forget it: cvmsnap forget %1$s. If nobody needs it: cvmsnap remove --foreign %1$s."
              .formatted(id()));
    }
  }
}
