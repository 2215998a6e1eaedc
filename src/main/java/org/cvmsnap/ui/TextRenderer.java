package org.cvmsnap.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.TopologyView;
import org.cvmsnap.config.Configuration;
import org.cvmsnap.config.Value;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.ServiceDownException;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.snapshot.Retention;
import org.cvmsnap.plan.snapshot.SnapshotSet;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.workflow.Abort;
import org.cvmsnap.workflow.CheckReport;
import org.cvmsnap.workflow.DoctorReport;
import org.cvmsnap.workflow.Evidence;
import org.cvmsnap.workflow.Following;
import org.cvmsnap.workflow.Listing;
import org.cvmsnap.workflow.MetricsReport;
import org.cvmsnap.workflow.OperationReport;
import org.cvmsnap.workflow.OutagePreview;
import org.cvmsnap.workflow.OutageReport;
import org.cvmsnap.workflow.Prune;
import org.cvmsnap.workflow.PruneReport;
import org.cvmsnap.workflow.QualifyReport;
import org.cvmsnap.workflow.Recovery;
import org.cvmsnap.workflow.ReplaceReport;
import org.cvmsnap.workflow.RunCourse;
import org.cvmsnap.workflow.RunHistory;
import org.cvmsnap.workflow.Show;
import org.cvmsnap.workflow.Status;
import org.cvmsnap.workflow.TakeReport;
import org.cvmsnap.workflow.Unaccounted;
import org.cvmsnap.workflow.UnfinishedRun;
import org.cvmsnap.workflow.VerifyReport;

/**
 * Results as text for people. What is bad comes before what is good, as both end up in one mail of
 * cron's, whose first line is what is read.
 */
public final class TextRenderer implements Renderer {
  /** The first line of the errors of what concerns no guest. */
  private static final String NO_GUEST = "service: no guest was touched.";

  private final EscapingStream out;
  private final EscapingStream err;
  private final boolean quiet;
  private final Program program;

  public TextRenderer(EscapingStream out, EscapingStream err, boolean quiet, Program program) {
    this.out = out;
    this.err = err;
    this.quiet = quiet;
    this.program = program;
  }

  @Override
  public int take(TakeReport report) {
    int status = report.result().status();
    if (status != 0) {
      failed(report.outage(), RunSentences.kept(report));
    }
    if (report.verified().isPresent() && report.verified().get().exit() != ExitCode.DONE) {
      VerifyReport verified = report.verified().get();
      status = verified.exitAfterwards().value();
      returned(report);
      verified.snapshots().forEach(each -> tell(RunSentences.verified(each)));
      unverified(verified);
    }
    int then = report.pruned().map(each -> each.exit().value()).orElse(0);
    if (status == 0 && then != 0) {
      returned(report);
    }
    report.pruned().ifPresent(this::unpruned);
    if (!report.made().isEmpty() && !(quiet && report.result().status() == 0)) {
      out.println(RunSentences.made(report));
    }
    report.pruned().ifPresent(this::pruned);
    return status == 0 ? then : status;
  }

  private void returned(TakeReport report) {
    tell("service: " + report.guest() + " is " + RunSentences.returned(report.result()) + ".");
  }

  @Override
  public int point(ReplaceReport report) {
    int status = report.status();
    if (status != 0) {
      failed(report.outage(), RunSentences.undone(report));
    }
    report.warnings().forEach(warning -> tell("mind: " + warning));
    if (!report.done().isEmpty() && !(quiet && status == 0)) {
      out.println(RunSentences.done(report) + "; " + RunSentences.away(report.outage()));
      RunSentences.after(report).forEach(out::println);
    }
    return status;
  }

  /**
   * What is said of a run that took a guest down and did not end well.
   *
   * @param undone what it was for, and has not come to
   */
  private void failed(OutageReport report, String undone) {
    RunResult result = report.result();
    service(report.guest().value(), result, report.toType());
    tell(RunSentences.lasted(report));
    happened(result.why());
    result.doubts().forEach(doubt -> tell("DATA: " + doubt));
    leftUndone(result);
    tell(undone);
    if (!result.serviceDown()) {
      tell("next: " + RunSentences.next(result, program.recover(report.run())));
    }
  }

  /** The first line of every error: whether the service is up. */
  private void service(String guest, RunResult result, List<Invocation> toType) {
    if (!result.serviceDown()) {
      tell("service: " + guest + " is " + RunSentences.returned(result) + ".");
      return;
    }
    alarm(RunSentences.service(guest, result));
    tell("next: " + program.recoverGuest(guest));
    if (!toType.isEmpty()) {
      tell("or by hand, in this order:");
      toType.forEach(command -> tell("  " + RunSentences.line(command)));
    }
  }

  private void tell(String text) {
    if (!text.isEmpty()) {
      err.println("cvmsnap: " + text);
    }
  }

  /** Tells that a service is down. */
  private void alarm(String text) {
    err.alarm("cvmsnap: " + text);
  }

  private void happened(String why) {
    tell(why.isEmpty() ? "" : "what happened: " + why);
  }

  private void leftUndone(RunResult result) {
    result.leftovers().forEach(left -> tell("left undone: " + left));
    result.dispensed().forEach(failed -> tell("failed on the way: " + failed));
  }

  @Override
  public int dryRun(List<Invocation> commands) {
    commands.forEach(command -> out.println(RunSentences.line(command)));
    tell(commands.isEmpty() ? "nothing would be changed" : "");
    return ExitCode.DONE.value();
  }

  @Override
  public int dryRun(OutagePreview preview) {
    preview.outages().filter(past -> !quiet).ifPresent(past -> tell(past.described()));
    return dryRun(preview.commands());
  }

  @Override
  public int dryRun(Recovery.Previewed recovery) {
    if (recovery.obstacles().isEmpty()) {
      return dryRun(recovery.commands());
    }
    recovery.commands().forEach(command -> out.println(RunSentences.line(command)));
    recovery.obstacles().forEach(why -> tell("in the way: " + why));
    return ExitCode.REFUSED.value();
  }

  @Override
  public int snapshots(Listing.Listed listed) {
    listed
        .disabled()
        .forEach(
            group ->
                tell(
                    "warning: disk group %s is disabled, so what is in it is not listed; see vxdg list"
                        .formatted(group)));
    listed.unknown().forEach(sentence -> tell("warning: " + sentence));
    boolean all = listed.disabled().isEmpty() && listed.untold().isEmpty();
    boolean none = listed.snapshots().isEmpty();
    if (!none || (!quiet && all)) {
      out.print(none ? none(listed) : new SnapshotTable(listed).text(out.screen().columns()));
    }
    return ExitCode.DONE.value();
  }

  private static String none(Listing.Listed listed) {
    return listed.others() == 0
        ? "no snapshots\n"
        : "no snapshots match; there are %d others\n".formatted(listed.others());
  }

  @Override
  public int evidence(Evidence evidence) {
    out.print(EvidenceText.of(evidence));
    return ExitCode.DONE.value();
  }

  @Override
  public int recovered(List<Recovery.Recovered> recovered, Unaccounted left) {
    int status = 0;
    for (Recovery.Recovered each : recovered) {
      RunResult result = each.result();
      String guest = each.run().plan().about();
      status = Math.max(status, each.status());
      if (result.serviceDown()) {
        service(guest, result, each.toType());
        tell("what happened: " + result.why());
      } else if (each.leftDown()) {
        alarm("service: " + guest + " was not brought up here, and nothing of it was touched.");
        tell("what happened: " + (result.why().isEmpty() ? "it was cut short" : result.why()));
        tell("next: " + program.recoverGuest(guest) + " --from NODE, as before");
        leftUndone(result);
      } else if (!result.doubts().isEmpty() || !result.undone().isEmpty()) {
        boolean ofGuest = each.run().plan().guest().isPresent();
        if (ofGuest) {
          service(guest, result, each.toType());
        } else {
          tell(NO_GUEST);
        }
        if (!ofGuest || !result.doubts().isEmpty()) {
          tell("what happened: " + result.why());
        }
        leftUndone(result);
      }
      result.doubts().forEach(doubt -> tell("DATA: " + doubt));
      if (each.status() != 0 && !result.serviceDown() && !each.leftDown()) {
        tell("next: " + RunSentences.next(result, program.recover(each.run().plan())));
      }
    }
    status = Math.max(status, unaccounted(left));
    for (Recovery.Recovered each : recovered) {
      if (!(quiet && each.status() == 0)) {
        out.println(RunSentences.recovered(each));
      }
    }
    if (recovered.isEmpty() && left.equals(Unaccounted.NOTHING) && !quiet) {
      out.println("nothing is owed");
    }
    return status;
  }

  /** Tells what the journals do not account for. */
  private int unaccounted(Unaccounted left) {
    StatusText.unaccounted(left).forEach(this::tell);
    int known = left.unknown().isEmpty() ? ExitCode.DONE.value() : ExitCode.FAILED.value();
    return left.cases().isEmpty() ? known : ExitCode.FAILED.withServiceDown();
  }

  @Override
  public int status(Status status) {
    status.unfinished().stream().filter(run -> !run.running()).forEach(run -> show(run, status));
    unaccounted(status.unaccounted());
    status.unfinished().stream().filter(UnfinishedRun::running).forEach(run -> show(run, status));
    if (status.unfinished().isEmpty()
        && status.damaged().isEmpty()
        && status.unaccounted().equals(Unaccounted.NOTHING)
        && !quiet) {
      out.println("nothing is owed");
    }
    return status.exit();
  }

  private void show(UnfinishedRun run, Status status) {
    List<String> lines = StatusText.unfinished(run, status.now(), program);
    if (!run.running() && run.record().serviceDown()) {
      out.alarm(lines.get(0));
    } else {
      out.println(lines.get(0));
    }
    lines.subList(1, lines.size()).forEach(out::println);
  }

  @Override
  public void doing(UnfinishedRun.Doing doing) {
    out.println(StatusText.doing(doing));
  }

  @Override
  public int followed(Following.Ended ended) {
    out.println(StatusText.followed(ended));
    return ended.exit();
  }

  @Override
  public int aborted(Abort.Aborted aborted) {
    if (aborted.owed()) {
      alarm("service: " + aborted.guest() + " is NOT as it was.");
      tell("next: " + program.recoverGuest(aborted.guest().value()));
    }
    if (!quiet || aborted.owed()) {
      out.println(StatusText.aborted(aborted));
    }
    return aborted.owed() ? ExitCode.FAILED.withServiceDown() : ExitCode.DONE.value();
  }

  @Override
  public int prune(PruneReport report) {
    int status = report.exit().value();
    if (status != 0) {
      tell(NO_GUEST);
    }
    unpruned(report);
    pruned(report);
    return status;
  }

  private void pruned(PruneReport report) {
    List<String> removed =
        report.removals().stream()
            .filter(each -> each.result().status() == 0)
            .flatMap(each -> each.set().members().stream())
            .map(VolumeId::toString)
            .toList();
    if (!quiet) {
      out.println(removed.isEmpty() ? "pruned nothing" : "pruned " + String.join(", ", removed));
    }
  }

  /** What went wrong where snapshots were to be removed. */
  private void unpruned(PruneReport report) {
    happened(report.problem());
    notRemoved(report);
    tell(
        report.problem().isEmpty() && report.skipped().isEmpty()
            ? ""
            : "next: " + RunSentences.FIND_OUT);
    for (PruneReport.Removal each : report.removals()) {
      if (each.result().status() != 0) {
        notRemoved(each.set(), each.result().why());
        tell("next: " + RunSentences.next(each.result(), program.recover(each.plan())));
      }
    }
  }

  private void notRemoved(PruneReport report) {
    report.skipped().forEach(each -> notRemoved(each.set(), each.why()));
  }

  private void notRemoved(SnapshotSet set, String why) {
    tell("not removed: " + RunSentences.members(set) + ": " + why);
  }

  @Override
  public void explained(PruneReport report) {
    for (Retention.Verdict verdict : report.verdicts()) {
      Optional<PruneReport.Skipped> skipped =
          report.skipped().stream().filter(each -> each.set().equals(verdict.set())).findFirst();
      for (VolumeId member : verdict.set().members()) {
        out.println(
            "%-8s %-20s %s: %s"
                .formatted(
                    verdict.kept() ? "keep" : skipped.isPresent() ? "skip" : "remove",
                    verdict.set().taken().map(Object::toString).orElse("?"),
                    member,
                    skipped
                        .map(each -> verdict.rule() + ", but: " + each.why())
                        .orElse(verdict.rule())));
      }
    }
  }

  @Override
  public int prunePreview(Prune.Preview preview) {
    notRemoved(preview.report());
    return dryRun(preview.commands());
  }

  @Override
  public int details(Show.Details details) {
    out.print(new DetailsText(details, program).text());
    return ExitCode.DONE.value();
  }

  @Override
  public int verified(VerifyReport report) {
    int status = report.exit().value();
    if (status != 0) {
      tell(NO_GUEST);
    }
    unverified(report);
    if (!(quiet && status == 0)) {
      report.snapshots().forEach(each -> out.println(RunSentences.verified(each)));
    }
    return status;
  }

  /** What went wrong where snapshots were asked, and what to type next. */
  private void unverified(VerifyReport report) {
    for (VerifyReport.Verified each : report.snapshots()) {
      happened(each.why().isEmpty() ? "" : each.snapshot() + ": " + each.why());
      each.run()
          .filter(run -> run.status() != 0)
          .ifPresent(
              run -> {
                leftUndone(run.result());
                tell("next: " + RunSentences.next(run.result(), program.recover(run.plan())));
              });
    }
  }

  @Override
  public int runs(List<RunHistory.Entry> entries) {
    RunsText.unread(entries).forEach(this::tell);
    if (!entries.isEmpty() || !quiet) {
      out.print(entries.isEmpty() ? "no runs\n" : RunsText.table(entries, out.screen().columns()));
    }
    return ExitCode.DONE.value();
  }

  @Override
  public int course(RunCourse course) {
    out.print(RunsText.course(course, out.screen().columns()));
    return ExitCode.DONE.value();
  }

  @Override
  public int check(CheckReport report) {
    CheckText.lines(report).forEach(out::println);
    return report.health().status();
  }

  @Override
  public int metrics(MetricsReport report, Optional<Path> file) {
    report.unlearned().forEach(why -> tell("warning: " + why));
    file.ifPresentOrElse(
        path -> MetricsText.write(path, report), () -> out.print(MetricsText.of(report)));
    return report.exit().value();
  }

  @Override
  public int doctor(DoctorReport report) {
    DoctorText.lines(report, quiet).forEach(out::println);
    return DoctorText.exit(report);
  }

  @Override
  public int qualified(QualifyReport report, Optional<ReportFile> file) {
    if (!report.serviceUp()) {
      alarm("service: %s is NOT as it was.".formatted(report.guest()));
      tell("next: " + program.recoverGuest(report.guest().value()));
    } else if (report.status() != 0) {
      tell("service: %s is as it was.".formatted(report.guest()));
    }
    report.troubles().forEach(this::happened);
    String text = QualifyText.of(report);
    out.print(text);
    return file.flatMap(each -> each.write(text))
        .map(
            why -> {
              tell("warning: " + why);
              return report.status() == 0 ? ExitCode.HOUSEKEEPING.value() : report.status();
            })
        .orElse(report.status());
  }

  @Override
  public int topology(TopologyView view) {
    TopologyText topology = new TopologyText(view);
    topology.warnings().forEach(warning -> tell("warning: " + warning));
    out.print(topology.text(out.screen().columns()));
    return ExitCode.DONE.value();
  }

  @Override
  public int operation(OperationReport report) {
    RunResult result = report.result();
    if (report.status() != 0) {
      tell(NO_GUEST);
    }
    report.unseen().ifPresent(this::reason);
    if (!report.done()) {
      happened(result.why());
      leftUndone(result);
      tell(result.leftovers().isEmpty() ? "nothing was changed." : "");
      tell("next: " + RunSentences.next(result, program.recover(report.plan())));
    }
    if (report.done() && !(quiet && report.unseen().isEmpty())) {
      out.println(RunSentences.done(report));
      report.remarks().forEach(out::println);
    }
    return report.status();
  }

  private void reason(Refusal reason) {
    happened(reason.problem());
    tell(reason.next().isEmpty() ? "" : "next: " + reason.next());
  }

  @Override
  public int values(List<Value> values) {
    out.print(ConfigurationText.values(values, out.screen().columns()));
    return 0;
  }

  @Override
  public int valid(Configuration configuration) {
    if (!quiet) {
      out.println(ConfigurationText.valid(configuration));
    }
    return 0;
  }

  @Override
  public int refused(String command, CvmsnapException refused) {
    if (refused instanceof ServiceDownException earlier) {
      alarm(
          (earlier.runs() ? "service: NOT as it was" : "SERVICE DOWN")
              + ": left so by an earlier run; nothing else was touched.");
    } else {
      tell("service: nothing was touched.");
    }
    refused.reasons().forEach(this::reason);
    if (refused.reasons().stream().anyMatch(reason -> !reason.next().isEmpty())) {
      tell(program.where());
    }
    CheckText.unknown(command, String.valueOf(refused.getMessage())).forEach(out::println);
    return CheckText.unknown(command, refused.status());
  }

  @Override
  public int interrupted(String command) {
    tell("service: nothing was touched.");
    tell("what happened: a signal ended it before it began.");
    tell("next: Type the same command again when it suits.");
    CheckText.unknown(command, "a signal ended it").forEach(out::println);
    return CheckText.unknown(command, ExitCode.INTERRUPTED.value());
  }
}
