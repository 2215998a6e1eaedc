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
  private final EscapingStream out;
  private final Diagnostics people;
  private final boolean quiet;
  private final Program program;

  public TextRenderer(EscapingStream out, EscapingStream err, boolean quiet, Program program) {
    this.out = out;
    this.people = new Diagnostics(err, program);
    this.quiet = quiet;
    this.program = program;
  }

  @Override
  public int take(TakeReport report) {
    int status = report.result().status();
    if (status != 0) {
      people.failed(report.outage(), RunSentences.kept(report));
    }
    if (report.verified().isPresent() && report.verified().get().exit() != ExitCode.DONE) {
      VerifyReport verified = report.verified().get();
      status = verified.exitAfterwards().value();
      people.returned(report.guest().value(), report.result());
      verified.snapshots().forEach(each -> people.tell(VerifyText.of(each)));
      VerifyText.problems(verified, people);
    }
    int then = report.pruned().map(each -> each.exit().value()).orElse(0);
    if (status == 0 && then != 0) {
      people.returned(report.guest().value(), report.result());
    }
    report.pruned().ifPresent(each -> PruneText.problems(each, people));
    if (!report.made().isEmpty() && !(quiet && report.result().status() == 0)) {
      out.println(RunSentences.made(report));
    }
    report.pruned().ifPresent(this::pruned);
    return status == 0 ? then : status;
  }

  @Override
  public int point(ReplaceReport report) {
    int status = report.status();
    if (status != 0) {
      people.failed(report.outage(), RunSentences.undone(report));
    }
    report.warnings().forEach(warning -> people.tell("mind: " + warning));
    if (!report.done().isEmpty() && !(quiet && status == 0)) {
      out.println(RunSentences.done(report) + "; " + RunSentences.away(report.outage()));
      RunSentences.after(report).forEach(out::println);
    }
    return status;
  }

  @Override
  public int dryRun(List<Invocation> commands) {
    commands.forEach(command -> out.println(RunSentences.line(command)));
    people.tell(commands.isEmpty() ? "nothing would be changed" : "");
    return ExitCode.DONE.value();
  }

  @Override
  public int dryRun(OutagePreview preview) {
    preview.outages().filter(past -> !quiet).ifPresent(past -> people.tell(past.described()));
    return dryRun(preview.commands());
  }

  @Override
  public int dryRun(Recovery.Previewed recovery) {
    if (recovery.obstacles().isEmpty()) {
      return dryRun(recovery.commands());
    }
    recovery.commands().forEach(command -> out.println(RunSentences.line(command)));
    recovery.obstacles().forEach(why -> people.tell("in the way: " + why));
    return ExitCode.REFUSED.value();
  }

  @Override
  public int snapshots(Listing.Listed listed) {
    listed
        .disabled()
        .forEach(
            group ->
                people.warn(
                    "disk group %s is disabled, so what is in it is not listed; see vxdg list"
                        .formatted(group)));
    listed.unknown().forEach(people::warn);
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
      status = Math.max(status, each.status());
      RecoveryText.problems(each, people, program);
    }
    status = Math.max(status, unaccounted(left));
    for (Recovery.Recovered each : recovered) {
      if (!(quiet && each.status() == 0)) {
        out.println(RecoveryText.of(each));
      }
    }
    if (recovered.isEmpty() && left.equals(Unaccounted.NOTHING) && !quiet) {
      out.println("nothing is owed");
    }
    return status;
  }

  /** Tells what the journals do not account for. */
  private int unaccounted(Unaccounted left) {
    StatusText.unaccounted(left).forEach(people::tell);
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
      people.notAsItWas(aborted.guest());
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
      people.noGuest();
    }
    PruneText.problems(report, people);
    pruned(report);
    return status;
  }

  private void pruned(PruneReport report) {
    if (!quiet) {
      out.println(PruneText.removed(report));
    }
  }

  @Override
  public void explained(PruneReport report) {
    PruneText.explained(report).forEach(out::println);
  }

  @Override
  public int prunePreview(Prune.Preview preview) {
    PruneText.skipped(preview.report(), people);
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
      people.noGuest();
    }
    VerifyText.problems(report, people);
    if (!(quiet && status == 0)) {
      report.snapshots().forEach(each -> out.println(VerifyText.of(each)));
    }
    return status;
  }

  @Override
  public int runs(List<RunHistory.Entry> entries) {
    RunsText.unread(entries).forEach(people::tell);
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
    report.unlearned().forEach(people::warn);
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
      people.notAsItWas(report.guest());
    } else if (report.status() != 0) {
      String how = report.otherwise() ? RunSentences.OTHERWISE : "as it was";
      people.tell("service: %s is %s.".formatted(report.guest(), how));
    }
    report.troubles().forEach(people::happened);
    String text = QualifyText.of(report);
    out.print(text);
    return file.flatMap(each -> each.write(text))
        .map(
            why -> {
              people.warn(why);
              return report.status() == 0 ? ExitCode.HOUSEKEEPING.value() : report.status();
            })
        .orElse(report.status());
  }

  @Override
  public int topology(TopologyView view) {
    TopologyText topology = new TopologyText(view);
    topology.warnings().forEach(people::warn);
    out.print(topology.text(out.screen().columns()));
    return ExitCode.DONE.value();
  }

  @Override
  public int operation(OperationReport report) {
    RunResult result = report.result();
    if (report.status() != 0) {
      people.noGuest();
    }
    report.unseen().ifPresent(people::reason);
    if (!report.done()) {
      people.happened(result.why());
      people.leftUndone(result);
      result.remains().forEach(each -> people.tell("changed: " + each));
      boolean untouched = result.leftovers().isEmpty() && result.remains().isEmpty();
      people.tell(untouched ? "nothing was changed." : "");
      people.next(result, report.plan());
    }
    if (report.done() && !(quiet && report.unseen().isEmpty())) {
      out.println(RunSentences.done(report));
      report.remarks().forEach(out::println);
    }
    return report.status();
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
    people.refused(refused);
    CheckText.unknown(command, String.valueOf(refused.getMessage())).forEach(out::println);
    return CheckText.unknown(command, refused.status());
  }

  @Override
  public int interrupted(String command) {
    people.tell("service: nothing was touched.");
    people.tell("what happened: a signal ended it before it began.");
    people.next("Type the same command again when it suits.");
    CheckText.unknown(command, "a signal ended it").forEach(out::println);
    return CheckText.unknown(command, ExitCode.INTERRUPTED.value());
  }
}
