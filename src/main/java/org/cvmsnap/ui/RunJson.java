package org.cvmsnap.ui;

import static org.cvmsnap.ui.JsonDocument.ordered;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.engine.StepReport;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.run.Debt;
import org.cvmsnap.workflow.OperationReport;
import org.cvmsnap.workflow.OutageReport;
import org.cvmsnap.workflow.Service;
import org.cvmsnap.workflow.VerifyReport;
import org.jspecify.annotations.Nullable;

/** What the JSON documents tell of runs. */
final class RunJson {
  private final Program program;

  /**
   * @param program what is typed to recover a run
   */
  RunJson(Program program) {
    this.program = program;
  }

  /** A document on a run that took a guest down, with what it begins with. */
  static JsonDocument document(String form, int status, OutageReport report) {
    RunResult result = report.result();
    return new JsonDocument(form, status, Service.owed(result.guestDown()))
        .put("run", report.run().value())
        .put("guest", guest(report))
        .put("mode", report.mode().word())
        .put("outage", result.outage().map(RunJson::outage).orElse(null));
  }

  /** The tail of such a document. */
  void work(JsonDocument document, OutageReport report) {
    RunResult result = report.result();
    document
        .put("steps", result.steps().stream().map(RunJson::step).toList())
        .put("debts", result.debts().stream().map(RunJson::debt).toList())
        .put("error", result.status() == 0 ? null : error(report));
  }

  private static Map<String, @Nullable Object> guest(OutageReport report) {
    return ordered(
        "ldom", report.guest().value(),
        "before", report.before().word(),
        "after", report.after().map(DomainState::word).orElse("unknown"));
  }

  private static Map<String, @Nullable Object> outage(RunResult.Outage outage) {
    return ordered(
        "start", outage.start().toString(),
        "end", outage.end().map(Object::toString).orElse(null),
        "seconds", Quantities.seconds(outage.lasted()));
  }

  static Map<String, @Nullable Object> step(StepReport step) {
    return ordered(
        "kind", step.subject().kind(),
        "target", step.subject().target(),
        "host", step.subject().host(),
        "outcome", step.outcome().word(),
        "seconds", Quantities.seconds(step.took()),
        "phase", step.phase().word(),
        "why", step.why().isEmpty() ? null : step.why());
  }

  static Map<String, @Nullable Object> debt(Debt debt) {
    return ordered(
        "kind",
        debt.kind(),
        "guest",
        debt.guest().map(GuestName::value).orElse(null),
        "owed",
        debt.owed());
  }

  private Map<String, @Nullable Object> error(OutageReport report) {
    RunResult result = report.result();
    List<String> next = new ArrayList<>();
    if (result.serviceDown()) {
      next.add(program.recoverGuest(report.guest().value()));
      report.toType().forEach(each -> next.add(each.machine().name() + "# " + each.typed()));
    } else {
      next.add(RunSentences.next(result, program.recover(report.run())));
    }
    return ordered("message", result.why(), "left", result.undone(), "next", next);
  }

  /** What a snapshot has said of how clean it is. */
  Map<String, @Nullable Object> verified(VerifyReport.Verified each) {
    return ordered(
        "name", each.snapshot().name().value(),
        "group", each.snapshot().group().value(),
        "proof", each.proof().word(),
        "answered", each.answered(),
        "fileSystems",
            each.said().stream()
                .map(
                    said ->
                        ordered(
                            "where", said.fileSystem().place(),
                            "type", said.fileSystem().type(),
                            "proof", said.proof().word(),
                            "said", said.says()))
                .toList(),
        "run", each.run().map(run -> run.plan().run().value()).orElse(null),
        "steps",
            each.run().stream()
                .flatMap(run -> run.result().steps().stream())
                .map(RunJson::step)
                .toList(),
        "why", each.why().isEmpty() ? null : each.why(),
        "error", each.run().filter(run -> run.status() != 0).map(this::error).orElse(null));
  }

  Map<String, @Nullable Object> error(OperationReport report) {
    RunResult result = report.result();
    String recover = program.recover(report.plan());
    return ordered(
        "message", report.unseen().map(Refusal::problem).orElse(result.why()),
        "left", Stream.concat(result.undone().stream(), result.remains().stream()).toList(),
        "next",
            List.of(report.unseen().map(Refusal::next).orElse(RunSentences.next(result, recover))));
  }
}
