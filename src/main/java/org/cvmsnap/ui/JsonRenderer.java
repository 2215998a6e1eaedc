package org.cvmsnap.ui;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.cvmsnap.cluster.Exposure;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.cluster.TopologyView;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.error.ForeignStateException;
import org.cvmsnap.error.NoStateException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.ServiceDownException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.snapshot.Retention;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.workflow.Abort;
import org.cvmsnap.workflow.Evidence;
import org.cvmsnap.workflow.Following;
import org.cvmsnap.workflow.Listing;
import org.cvmsnap.workflow.OperationReport;
import org.cvmsnap.workflow.Prune;
import org.cvmsnap.workflow.PruneReport;
import org.cvmsnap.workflow.Recovery;
import org.cvmsnap.workflow.ReplaceReport;
import org.cvmsnap.workflow.Show;
import org.cvmsnap.workflow.Status;
import org.cvmsnap.workflow.TakeReport;
import org.cvmsnap.workflow.Unaccounted;
import org.cvmsnap.workflow.UnfinishedRun;
import org.cvmsnap.workflow.VerifyReport;
import org.jspecify.annotations.Nullable;

/**
 * Results as one JSON document on stdout, {@code "schema": "cvmsnap.COMMAND/1"}. People still get
 * what they have to know as text on stderr.
 */
public final class JsonRenderer implements Renderer {
  private final PrintStream out;
  private final TextRenderer text;
  private final Program program;
  private final RunJson runs;

  /**
   * @param err where people read; the text's own results are dropped
   */
  public JsonRenderer(PrintStream out, EscapingStream err, Program program) {
    this.out = out;
    this.text =
        new TextRenderer(
            new EscapingStream(
                new PrintStream(
                    PrintStream.nullOutputStream(),
                    false,
                    java.nio.charset.StandardCharsets.UTF_8)),
            err,
            true,
            program);
    this.program = program;
    this.runs = new RunJson(program);
  }

  @Override
  public int take(TakeReport report) {
    int status = text.take(report);
    Map<String, @Nullable Object> map = document("take");
    RunJson.head(map, report.outage());
    map.put("exitCode", status);
    map.put(
        "snapshots",
        report.uncertain()
            ? null
            : report.made().stream().map(pair -> made(report, pair)).toList());
    runs.work(map, report.outage());
    report
        .verified()
        .ifPresent(
            each -> map.put("verified", each.snapshots().stream().map(runs::verified).toList()));
    report.pruned().ifPresent(each -> map.put("pruned", pruned(each)));
    print(map);
    return status;
  }

  private static Map<String, @Nullable Object> made(TakeReport report, SnapshotPair pair) {
    return ordered(
        "name", pair.snapshot().name().value(),
        "group", pair.snapshot().group().value(),
        "source", pair.source().name().value(),
        "kind", report.kind().word(),
        "proof", report.proof(pair.snapshot()).word());
  }

  @Override
  public int point(ReplaceReport report) {
    Map<String, @Nullable Object> map = document(report.operation());
    RunJson.head(map, report.outage());
    map.put("exitCode", report.status());
    map.put(report.operation().equals("restore") ? "restored" : "refreshed", pairs(report.done()));
    map.put("safety", pairs(report.safety()));
    map.put("copying", report.copying().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    map.put("warnings", report.warnings());
    map.put("doubts", report.outage().result().doubts());
    runs.work(map, report.outage());
    print(map);
    return text.point(report);
  }

  private static List<Map<String, @Nullable Object>> pairs(List<SnapshotPair> pairs) {
    return pairs.stream()
        .map(
            pair ->
                ordered(
                    "name", pair.snapshot().name().value(),
                    "group", pair.snapshot().group().value(),
                    "source", pair.source().name().value()))
        .toList();
  }

  @Override
  public int dryRun(List<Invocation> commands) {
    Map<String, @Nullable Object> map = document("plan");
    map.put("commands", commands(commands));
    print(map);
    return ExitCode.DONE.value();
  }

  private static List<?> commands(List<Invocation> commands) {
    return commands.stream()
        .map(each -> ordered("host", each.machine().name(), "argv", each.argv()))
        .toList();
  }

  @Override
  public int snapshots(Listing.Listed listed) {
    Map<String, @Nullable Object> map = document("list");
    map.put(
        "snapshots",
        listed.snapshots().stream()
            .map(each -> SnapshotJson.of(each, listed.told(each) ? each.ours() : null))
            .toList());
    map.put("disabledGroups", listed.disabled().stream().map(Object::toString).toList());
    if (!listed.unknown().isEmpty()) {
      map.put("unknown", listed.unknown());
    }
    print(map);
    return ExitCode.DONE.value();
  }

  @Override
  public int recovered(List<Recovery.Recovered> recovered, Unaccounted left) {
    int status = text.recovered(recovered, left);
    Map<String, @Nullable Object> map = document("recover");
    map.put("exitCode", status);
    map.put(
        "runs",
        recovered.stream()
            .map(
                each ->
                    ordered(
                        "run", each.run().plan().run().value(),
                        "guest", each.run().plan().guest().map(GuestName::value).orElse(null),
                        "about", each.run().plan().about(),
                        "operation", each.run().plan().operation(),
                        "service", each.result().guestDown() || each.leftDown() ? "down" : "up",
                        "snapshotsKept", each.result().made(),
                        "owed", each.owed().stream().map(RunJson::debt).toList(),
                        "debts", each.result().debts().stream().map(RunJson::debt).toList(),
                        "steps", each.result().steps().stream().map(RunJson::step).toList(),
                        "doubts", each.result().doubts(),
                        "left", each.result().leftovers()))
            .toList());
    map.putAll(StatusJson.unaccounted(left));
    print(map);
    return status;
  }

  @Override
  public int status(Status status) {
    Map<String, @Nullable Object> map = document("status");
    map.putAll(StatusJson.owed(status, program));
    map.putAll(StatusJson.unaccounted(status.unaccounted()));
    print(map);
    return text.status(status);
  }

  /** One document is printed in the end, and no lines before. */
  @Override
  public void doing(UnfinishedRun.Doing doing) {}

  @Override
  public int followed(Following.Ended ended) {
    Map<String, @Nullable Object> map = document("follow");
    map.put("run", ended.run().value());
    map.put("exitCode", ended.exit());
    print(map);
    return text.followed(ended);
  }

  @Override
  public int aborted(Abort.Aborted aborted) {
    int status = text.aborted(aborted);
    print(StatusJson.aborted(document("abort"), aborted, status));
    return status;
  }

  @Override
  public int prune(PruneReport report, boolean explain) {
    Map<String, @Nullable Object> map = document("prune");
    map.put("exitCode", report.exit().value());
    map.put("service", "up");
    map.putAll(pruned(report));
    print(map);
    return text.prune(report, false);
  }

  @Override
  public int prunePreview(Prune.Preview preview, boolean explain) {
    Map<String, @Nullable Object> map = document("plan");
    map.put("commands", commands(preview.commands()));
    map.putAll(pruned(preview.report()));
    print(map);
    return ExitCode.DONE.value();
  }

  private static Map<String, @Nullable Object> pruned(PruneReport report) {
    return ordered(
        "sets", report.verdicts().stream().map(JsonRenderer::verdict).toList(),
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

  @Override
  public int details(Show.Details details) {
    SnapshotFacts facts = details.facts();
    Map<String, @Nullable Object> map = document("show");
    map.putAll(SnapshotJson.of(facts.info()));
    map.put("listed", facts.row().flatMap(SnapshotRow::date).map(Object::toString).orElse(null));
    map.put("type", facts.row().flatMap(SnapshotRow::typeWord).orElse(null));
    map.put(
        "plexes",
        facts.plexes().stream()
            .map(
                plex ->
                    ordered("name", plex.name(), "state", plex.state(), "layout", plex.layout()))
            .toList());
    map.put(
        "dco",
        facts
            .dco()
            .map(dco -> ordered("name", dco.name(), "log", dco.logVolume().value()))
            .orElse(null));
    map.put("children", facts.children().stream().map(VolumeId::toString).toList());
    map.put("othersOfSet", details.set().stream().map(VolumeId::toString).toList());
    map.put("pinned", facts.pinned());
    map.put("tags", new TreeMap<>(facts.tags()));
    map.put("openOn", facts.use().openOn());
    map.put("exports", facts.use().exposures().stream().map(JsonRenderer::exposure).toList());
    map.put("unknown", facts.use().unknown());
    map.put(
        "unfinished",
        details.unfinished().stream()
            .map(
                run ->
                    ordered(
                        "run", run.plan().run().value(),
                        "operation", run.plan().operation(),
                        "next", program.recover(run.plan())))
            .toList());
    print(map);
    return ExitCode.DONE.value();
  }

  @Override
  public int evidence(Evidence evidence) {
    Map<String, @Nullable Object> map = document("proof");
    map.putAll(SnapshotJson.of(evidence));
    map.put("commands", commands(evidence.commands()));
    print(map);
    return ExitCode.DONE.value();
  }

  static Map<String, @Nullable Object> exposure(Exposure each) {
    return ordered(
        "node", each.node().name(),
        "service", each.backEnd().service(),
        "volume", each.backEnd().volume(),
        "device", each.backEnd().device(),
        "options", each.backEnd().options(),
        "ldom", each.disk().map(disk -> disk.domain().value()).orElse(null),
        "disk", each.disk().map(VirtualDisk::name).orElse(null),
        "frontEnd", each.disk().flatMap(VirtualDisk::frontEnd).orElse(null));
  }

  @Override
  public int verified(VerifyReport report) {
    Map<String, @Nullable Object> map = document("verify");
    map.put("exitCode", report.exit().value());
    map.put("service", "up");
    map.put("snapshots", report.snapshots().stream().map(runs::verified).toList());
    print(map);
    return text.verified(report);
  }

  @Override
  public int topology(TopologyView view) {
    Map<String, @Nullable Object> map = document("topology");
    map.putAll(TopologyJson.of(view));
    print(map);
    return text.topology(view);
  }

  @Override
  public int operation(OperationReport report) {
    RunResult result = report.result();
    Map<String, @Nullable Object> map = document(report.plan().operation());
    map.put("run", report.plan().run().value());
    map.put("outcome", result.ending().name().toLowerCase(Locale.ROOT));
    map.put("exitCode", report.status());
    map.put("service", "up");
    map.put("subjects", report.subjects().stream().map(VolumeId::toString).toList());
    map.put("remarks", report.remarks());
    map.put("steps", result.steps().stream().map(RunJson::step).toList());
    map.put("error", report.status() == 0 ? null : runs.error(report));
    print(map);
    return text.operation(report);
  }

  @Override
  public int refused(String command, CvmsnapException refused) {
    Map<String, @Nullable Object> map = document(command);
    map.put("outcome", "refused");
    map.put("exitCode", refused.status());
    map.put("service", service(refused));
    map.put(
        "error",
        ordered(
            "message", refused.getMessage(),
            "left", List.of(),
            "next", refused.reasons().stream().map(Refusal::next).toList()));
    print(map);
    return text.refused(command, refused);
  }

  private static String service(CvmsnapException refused) {
    if (refused instanceof ForeignStateException || refused instanceof NoStateException) {
      return "unknown";
    }
    return refused instanceof ServiceDownException ? "down" : "up";
  }

  @Override
  public int interrupted(String command) {
    Map<String, @Nullable Object> map = document(command);
    map.put("outcome", "interrupted");
    map.put("exitCode", ExitCode.INTERRUPTED.value());
    map.put("service", "up");
    print(map);
    return text.interrupted(command);
  }

  private static Map<String, @Nullable Object> document(String command) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("schema", "cvmsnap." + command + "/1");
    return map;
  }

  static Map<String, @Nullable Object> ordered(@Nullable Object... pairs) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return map;
  }

  private void print(Map<String, @Nullable Object> map) {
    try {
      out.println(JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(map));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
