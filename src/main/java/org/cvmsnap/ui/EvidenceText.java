package org.cvmsnap.ui;

import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.workflow.Evidence;

/** How a snapshot came into being, as text for people. */
final class EvidenceText {
  private EvidenceText() {}

  static String of(Evidence evidence) {
    RunRecord run = evidence.run();
    List<String> lines = new ArrayList<>();
    lines.add("%s is %s".formatted(evidence.facts().id(), evidence.facts().info().proof().word()));
    lines.add(
        "%s by run %s on %s, begun %s"
            .formatted(run.plan().operation(), run.plan().run(), run.owner().host(), run.begun()));
    evidence.seen().forEach(seen -> lines.add("  " + seen(seen)));
    lines.add("commands of its plan:");
    evidence.commands().forEach(command -> lines.add("  " + RunSentences.line(command)));
    return String.join("\n", lines) + "\n";
  }

  private static String seen(Evidence.Seen seen) {
    return "%s  %s %s on %s: %s"
        .formatted(
            seen.at(),
            seen.subject().kind(),
            seen.subject().target(),
            seen.subject().host(),
            seen.why().isEmpty() ? seen.outcome().word() : seen.why());
  }
}
