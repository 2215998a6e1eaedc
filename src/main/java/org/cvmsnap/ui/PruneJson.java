package org.cvmsnap.ui;

import static org.cvmsnap.ui.JsonDocument.ordered;

import java.util.Map;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.snapshot.Retention;
import org.cvmsnap.workflow.PruneReport;
import org.jspecify.annotations.Nullable;

/** What the JSON documents tell of a retention policy. */
final class PruneJson {
  private PruneJson() {}

  static Map<String, @Nullable Object> of(PruneReport report) {
    return ordered(
        "sets", report.verdicts().stream().map(PruneJson::verdict).toList(),
        "removed",
            report.removals().stream()
                .map(
                    each ->
                        ordered(
                            "set", each.set().run(),
                            "run", each.plan().run().value(),
                            "exitCode", each.result().status(),
                            "error", each.result().why().isEmpty() ? null : each.result().why()))
                .toList(),
        "skipped",
            report.skipped().stream()
                .map(each -> ordered("set", each.set().run(), "why", each.why()))
                .toList(),
        "error", report.problem().isEmpty() ? null : report.problem());
  }

  private static Map<String, @Nullable Object> verdict(Retention.Verdict verdict) {
    return ordered(
        "set", verdict.set().run(),
        "taken", verdict.set().taken().map(Object::toString).orElse(null),
        "snapshots", verdict.set().members().stream().map(VolumeId::toString).toList(),
        "kept", verdict.kept(),
        "rule", verdict.rule());
  }
}
