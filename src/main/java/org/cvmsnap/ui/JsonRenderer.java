package org.cvmsnap.ui;

import static org.cvmsnap.ui.JsonDocument.ordered;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.cvmsnap.cluster.TopologyView;
import org.cvmsnap.config.Configuration;
import org.cvmsnap.config.Value;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.BusyException;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.error.ForeignStateException;
import org.cvmsnap.error.NoStateException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.ServiceDownException;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.workflow.Abort;
import org.cvmsnap.workflow.CheckReport;
import org.cvmsnap.workflow.DoctorReport;
import org.cvmsnap.workflow.Evidence;
import org.cvmsnap.workflow.Following;
import org.cvmsnap.workflow.Health;
import org.cvmsnap.workflow.Listing;
import org.cvmsnap.workflow.MetricsReport;
import org.cvmsnap.workflow.OperationReport;
import org.cvmsnap.workflow.OutagePreview;
import org.cvmsnap.workflow.Prune;
import org.cvmsnap.workflow.PruneReport;
import org.cvmsnap.workflow.QualifyReport;
import org.cvmsnap.workflow.Recovery;
import org.cvmsnap.workflow.ReplaceReport;
import org.cvmsnap.workflow.RunCourse;
import org.cvmsnap.workflow.RunHistory;
import org.cvmsnap.workflow.Service;
import org.cvmsnap.workflow.Show;
import org.cvmsnap.workflow.Status;
import org.cvmsnap.workflow.TakeReport;
import org.cvmsnap.workflow.Unaccounted;
import org.cvmsnap.workflow.UnfinishedRun;
import org.cvmsnap.workflow.VerifyReport;

/**
 * Results as one JSON document on stdout, {@code "schema": "cvmsnap.COMMAND/1"}. People still get
 * what they have to know as text on stderr.
 */
public final class JsonRenderer implements Renderer {
  /** The commands that are about a guest. */
  private static final Set<String> OF_A_GUEST = Set.of("take", "restore", "refresh");

  private final PrintStream out;
  private final TextRenderer text;
  private final Program program;
  private final Supplier<Service> service;
  private final RunJson runs;

  /**
   * @param err where people read; the text's own results are dropped
   * @param service what the journals on this machine say
   */
  public JsonRenderer(
      PrintStream out, EscapingStream err, Program program, Supplier<Service> service) {
    this.out = out;
    this.text = new TextRenderer(EscapingStream.nowhere(), err, true, program);
    this.program = program;
    this.service = service;
    this.runs = new RunJson(program);
  }

  @Override
  public int take(TakeReport report) {
    int status = text.take(report);
    JsonDocument document = RunJson.document("take", status, report.outage());
    document.put(
        "snapshots",
        report.uncertain()
            ? null
            : report.made().stream().map(pair -> SnapshotJson.made(report, pair)).toList());
    runs.work(document, report.outage());
    report
        .verified()
        .ifPresent(
            each ->
                document.put("verified", each.snapshots().stream().map(runs::verified).toList()));
    report.pruned().ifPresent(each -> document.put("pruned", PruneJson.of(each)));
    document.print(out);
    return status;
  }

  @Override
  public int point(ReplaceReport report) {
    JsonDocument document = RunJson.document(report.operation(), report.status(), report.outage());
    document.put(
        report.operation().equals("restore") ? "restored" : "refreshed",
        SnapshotJson.pairs(report.done()));
    document.put("safety", SnapshotJson.pairs(report.safety()));
    document.put("copying", report.copying().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    document.put("warnings", report.warnings());
    document.put("doubts", report.outage().result().doubts());
    runs.work(document, report.outage());
    document.print(out);
    return text.point(report);
  }

  @Override
  public int dryRun(List<Invocation> commands) {
    plan(ExitCode.DONE, commands).print(out);
    return ExitCode.DONE.value();
  }

  @Override
  public int dryRun(OutagePreview preview) {
    plan(ExitCode.DONE, preview.commands())
        .put("outages", preview.outages().map(RunsJson::outages).orElse(null))
        .print(out);
    return ExitCode.DONE.value();
  }

  @Override
  public int dryRun(Recovery.Previewed recovery) {
    if (recovery.obstacles().isEmpty()) {
      return dryRun(recovery.commands());
    }
    plan(ExitCode.REFUSED, recovery.commands()).put("obstacles", recovery.obstacles()).print(out);
    return ExitCode.REFUSED.value();
  }

  private JsonDocument plan(ExitCode exit, List<Invocation> commands) {
    return document("plan", exit.value()).put("commands", commands(commands));
  }

  private static List<?> commands(List<Invocation> commands) {
    return commands.stream()
        .map(each -> ordered("host", each.machine().name(), "argv", each.argv()))
        .toList();
  }

  @Override
  public int snapshots(Listing.Listed listed) {
    JsonDocument document = document("list", ExitCode.DONE.value());
    document.put("snapshots", SnapshotJson.of(listed));
    document.put("disabledGroups", listed.disabled().stream().map(Object::toString).toList());
    if (!listed.unknown().isEmpty()) {
      document.put("unknown", listed.unknown());
    }
    document.print(out);
    return ExitCode.DONE.value();
  }

  @Override
  public int recovered(List<Recovery.Recovered> recovered, Unaccounted left) {
    int status = text.recovered(recovered, left);
    document("recover", status, service(recovered, left))
        .put("runs", recovered.stream().map(RecoveryJson::of).toList())
        .putAll(StatusJson.unaccounted(left))
        .print(out);
    return status;
  }

  private Service service(List<Recovery.Recovered> recovered, Unaccounted left) {
    if (recovered.stream().anyMatch(RecoveryJson::down)) {
      return Service.DOWN;
    }
    return left.cases().isEmpty() ? service.get() : Service.UNKNOWN;
  }

  @Override
  public int status(Status status) {
    JsonDocument document = document("status", status.exit(), status.service());
    if (status.exit() != ExitCode.FAILED.value()) {
      document.put("outcome", "succeeded"); // what is owed was asked, and is told
    }
    document.putAll(StatusJson.owed(status, program));
    document.putAll(StatusJson.unaccounted(status.unaccounted()));
    document.print(out);
    return text.status(status);
  }

  /** One document is printed in the end, and no lines before. */
  @Override
  public void doing(UnfinishedRun.Doing doing) {}

  @Override
  public int followed(Following.Ended ended) {
    document("follow", ended.exit()).put("run", ended.run().value()).print(out);
    return text.followed(ended);
  }

  @Override
  public int aborted(Abort.Aborted aborted) {
    int status = text.aborted(aborted);
    document("abort", status, Service.owed(aborted.owed()))
        .putAll(StatusJson.aborted(aborted))
        .print(out);
    return status;
  }

  @Override
  public void explained(PruneReport report) {
    // the document tells it of each set
  }

  @Override
  public int prune(PruneReport report) {
    document("prune", report.exit().value()).putAll(PruneJson.of(report)).print(out);
    return text.prune(report);
  }

  @Override
  public int prunePreview(Prune.Preview preview) {
    plan(ExitCode.DONE, preview.commands()).putAll(PruneJson.of(preview.report())).print(out);
    return ExitCode.DONE.value();
  }

  @Override
  public int details(Show.Details details) {
    document("show", ExitCode.DONE.value())
        .putAll(SnapshotJson.of(details))
        .put(
            "unfinished",
            details.unfinished().stream()
                .map(
                    run ->
                        ordered(
                            "run", run.plan().run().value(),
                            "operation", run.plan().operation(),
                            "next", program.recover(run.plan())))
                .toList())
        .print(out);
    return ExitCode.DONE.value();
  }

  @Override
  public int evidence(Evidence evidence) {
    document("proof", ExitCode.DONE.value())
        .putAll(SnapshotJson.of(evidence))
        .put("commands", commands(evidence.commands()))
        .print(out);
    return ExitCode.DONE.value();
  }

  @Override
  public int verified(VerifyReport report) {
    document("verify", report.exit().value())
        .put("snapshots", report.snapshots().stream().map(runs::verified).toList())
        .print(out);
    return text.verified(report);
  }

  @Override
  public int runs(List<RunHistory.Entry> entries) {
    document("runs", ExitCode.DONE.value())
        .put("runs", entries.stream().map(RunsJson::entry).toList())
        .print(out);
    return text.runs(entries);
  }

  @Override
  public int course(RunCourse course) {
    document("run", ExitCode.DONE.value()).putAll(RunsJson.course(course)).print(out);
    return ExitCode.DONE.value();
  }

  @Override
  public int check(CheckReport report) {
    document("check", report.health().status())
        .put("outcome", report.health() == Health.UNKNOWN ? "failed" : "succeeded")
        .putAll(WatchJson.of(report))
        .print(out);
    return report.health().status();
  }

  @Override
  public int metrics(MetricsReport report, Optional<Path> file) {
    int status = text.metrics(report, file);
    document("metrics", status)
        .put("file", file.map(Path::toString).orElse(null))
        .put("samples", WatchJson.samples(report))
        .put("unlearned", report.unlearned())
        .print(out);
    return status;
  }

  @Override
  public int doctor(DoctorReport report) {
    JsonDocument document = document("doctor", DoctorText.exit(report));
    boolean learned = report.verdict() != DoctorReport.Verdict.UNKNOWN;
    document.put("outcome", learned ? "succeeded" : "failed");
    document.putAll(DoctorText.json(report)).print(out);
    return DoctorText.exit(report);
  }

  @Override
  public int qualified(QualifyReport report, Optional<ReportFile> file) {
    int status = text.qualified(report, file);
    document("qualify", status).putAll(QualifyText.json(report)).print(out);
    return status;
  }

  @Override
  public int topology(TopologyView view) {
    int status = text.topology(view);
    document("topology", status).putAll(TopologyJson.of(view)).print(out);
    return status;
  }

  @Override
  public int operation(OperationReport report) {
    RunResult result = report.result();
    document(report.plan().operation(), report.status())
        .put("run", report.plan().run().value())
        .put("subjects", report.subjects().stream().map(VolumeId::toString).toList())
        .put("remarks", report.remarks())
        .put("steps", result.steps().stream().map(RunJson::step).toList())
        .put("error", report.status() == 0 ? null : runs.error(report))
        .print(out);
    return text.operation(report);
  }

  @Override
  public int values(List<Value> values) {
    document("config", 0).put("values", Rows.values(values)).print(out);
    return 0;
  }

  @Override
  public int valid(Configuration configuration) {
    document("config", 0)
        .put("file", configuration.file().map(Object::toString).orElse(""))
        .put("policies", List.copyOf(configuration.policies().keySet()))
        .put("guests", List.copyOf(configuration.guests().keySet()))
        .put("nodes", List.copyOf(configuration.nodes().keySet()))
        .print(out);
    return 0;
  }

  @Override
  public int refused(String command, CvmsnapException refused) {
    int status = CheckText.unknown(command, refused.status());
    document(command, status, service(command, refused))
        .error(refused.getMessage(), refused.reasons().stream().map(Refusal::next).toList())
        .print(out);
    return text.refused(command, refused);
  }

  /** What is refused to a guest finds it as it was, where the refusal does not say otherwise. */
  private Service service(String command, CvmsnapException refused) {
    if (refused instanceof ForeignStateException
        || refused instanceof NoStateException
        || refused instanceof BusyException
        || refused instanceof UsageException) {
      return Service.UNKNOWN;
    }
    if (refused instanceof ServiceDownException) {
      return Service.DOWN;
    }
    return OF_A_GUEST.contains(command) ? Service.UP : service.get();
  }

  @Override
  public int interrupted(String command) {
    int status = CheckText.unknown(command, ExitCode.INTERRUPTED.value());
    document(command, status).put("outcome", "interrupted").print(out);
    return text.interrupted(command);
  }

  /** A document that is about no guest of its own: what the journals here say of the service. */
  private JsonDocument document(String form, int status) {
    return document(form, status, service.get());
  }

  private static JsonDocument document(String form, int status, Service service) {
    return new JsonDocument(form, status, service);
  }
}
