package org.cvmsnap.ui;

import static org.cvmsnap.ui.JsonDocument.ordered;

import java.util.Map;
import java.util.OptionalDouble;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.workflow.Evidence;
import org.jspecify.annotations.Nullable;

/** What the JSON documents tell of snapshots. */
final class SnapshotJson {
  private SnapshotJson() {}

  static Map<String, @Nullable Object> of(SnapshotInfo each) {
    return of(each, each.ours());
  }

  /**
   * The keys of one snapshot.
   *
   * @param ours null where it is not known
   */
  static Map<String, @Nullable Object> of(SnapshotInfo each, @Nullable Boolean ours) {
    return ordered(
        "name", each.id().name().value(),
        "group", each.id().group().value(),
        "source", each.source().map(Object::toString).orElse(null),
        "kind", each.kind(),
        "taken", each.taken().orElse(null),
        "bytes", each.sectors() * 512,
        "changedPercent", number(each.changed()),
        "synchronizedPercent", number(each.synchronizedPercent()),
        "guest", each.guest().orElse(null),
        "set", each.set().orElse(null),
        "proof", each.proof().word(),
        "ours", ours,
        "good", each.good(),
        "troubles", each.state());
  }

  private static @Nullable Double number(OptionalDouble value) {
    return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
  }

  /** How a snapshot came into being, but for the commands. */
  static Map<String, @Nullable Object> of(Evidence evidence) {
    SnapshotInfo info = evidence.facts().info();
    RunRecord run = evidence.run();
    return ordered(
        "name", info.id().name().value(),
        "group", info.id().group().value(),
        "proof", info.proof().word(),
        "run", run.plan().run().value(),
        "operation", run.plan().operation(),
        "host", run.owner().host(),
        "begun", run.begun().toString(),
        "seen", evidence.seen().stream().map(SnapshotJson::seen).toList());
  }

  private static Map<String, @Nullable Object> seen(Evidence.Seen seen) {
    return ordered(
        "at", seen.at().toString(),
        "kind", seen.subject().kind(),
        "target", seen.subject().target(),
        "host", seen.subject().host(),
        "outcome", seen.outcome().word(),
        "why", seen.why().isEmpty() ? null : seen.why());
  }
}
