package org.cvmsnap.ui;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.Span;
import org.cvmsnap.run.Plan;
import org.cvmsnap.workflow.Abort;
import org.cvmsnap.workflow.Following;
import org.cvmsnap.workflow.Unaccounted;
import org.cvmsnap.workflow.UnfinishedRun;

/** What is owed, for people. */
final class StatusText {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm'Z'").withZone(ZoneOffset.UTC);

  private StatusText() {}

  /** A run that is not over: how its guest is, who is at it, and what to type. */
  static List<String> unfinished(UnfinishedRun run, Instant now, Program program) {
    RunRecord record = run.record();
    Plan plan = record.plan();
    List<String> lines = new ArrayList<>();
    lines.add(first(run, now));
    record.doubts().stream()
        .filter(doubt -> !run.running())
        .forEach(doubt -> lines.add("  DATA: " + doubt));
    if (run.running() && !record.debts().isEmpty()) {
      lines.add("  owed meanwhile: " + RunSentences.owed(record.debts()));
    }
    lines.add("  run %s, begun %s".formatted(plan.run(), record.begun()));
    lines.add("  by " + by(run));
    run.seen().forEach(each -> lines.add("  seen: " + each));
    lines.addAll(next(run, program));
    return lines;
  }

  /** How the guest is: "ldom1 is DOWN since 02:14Z (3 min): ldom1 has to be started". */
  private static String first(UnfinishedRun run, Instant now) {
    RunRecord record = run.record();
    String about = record.plan().about();
    String since =
        record
            .awaySince()
            .filter(then -> record.guestDown())
            .map(then -> " since " + since(then, now))
            .orElse("");
    if (run.running()) {
      String state =
          record.serviceDown()
              ? RunSentences.state(record.debts()).replace("DOWN", "down") + since
              : record.plan().guest().map(guest -> " is up").orElse("");
      return about + state + ": " + work(run);
    }
    List<String> owed = new ArrayList<>();
    if (!record.serviceDown()) {
      owed.add("%s of it is not finished".formatted(record.plan().operation()));
    }
    if (!record.debts().isEmpty()) {
      owed.add(RunSentences.owed(record.debts()));
    }
    String state = record.serviceDown() ? RunSentences.state(record.debts()) + since : "";
    return about + state + ": " + String.join(", ", owed);
  }

  /** A time of day, and how long ago that was. */
  private static String since(Instant then, Instant now) {
    Duration ago = Duration.between(then, now);
    boolean today = CLOCK.format(then).compareTo(CLOCK.format(now)) <= 0 && ago.toDays() == 0;
    return "%s (%s)"
        .formatted(
            (today ? CLOCK : DAY).format(then), Span.text(ago.isNegative() ? Duration.ZERO : ago));
  }

  /** What a living process does. */
  private static String work(UnfinishedRun run) {
    String who =
        run.takenUp()
            ? "another process is"
            : "cvmsnap %s is".formatted(run.record().plan().operation());
    return "%s at work on it%s"
        .formatted(
            who,
            run.doing()
                .map(
                    doing ->
                        " (%s since %s; %d step%s to go%s)"
                            .formatted(
                                doing.subject(),
                                doing.since(),
                                doing.left(),
                                doing.left() == 1 ? "" : "s",
                                timeLeft(doing)))
                .orElse(""));
  }

  /** How much longer the guest will be away, where its last runs let expect that. */
  static String timeLeft(UnfinishedRun.Doing doing) {
    return doing.time().map(time -> ", about " + about(time) + " left").orElse("");
  }

  /** A guess is said no better than it is: in minutes, or in tens of seconds. */
  private static String about(Duration time) {
    long unit = time.compareTo(Duration.ofMinutes(2)) < 0 ? 10 : 60;
    return Span.text(Duration.ofSeconds((time.toSeconds() + unit - 1) / unit * unit));
  }

  /** A line on what a run does that is being watched. */
  static String doing(UnfinishedRun.Doing doing) {
    return "%s %s (%d to go)".formatted(doing.since(), doing.subject(), doing.left());
  }

  /** How a run has ended that was watched. */
  static String followed(Following.Ended ended) {
    return "run %s has ended: %s".formatted(ended.run(), exit(ended.exit()));
  }

  private static String exit(int status) {
    return Stream.of(ExitCode.values())
        .filter(each -> each.value() == status)
        .map(each -> "%d, %s".formatted(status, each.meaning()))
        .findFirst()
        .orElseGet(() -> "%d, %s".formatted(status, ExitCode.DOWN_MEANING));
  }

  /** How a process has ended that was asked to bring its guest home. */
  static String aborted(Abort.Aborted aborted) {
    String how =
        aborted.run().isEmpty()
            ? "nothing was touched"
            : aborted.exit().isPresent()
                ? "run %s: %s".formatted(aborted.run().get(), ended(aborted))
                : "run %s is not finished".formatted(aborted.run().get());
    return "%s has given up %s; %s".formatted(aborted.owner(), aborted.guest(), how);
  }

  private static String ended(Abort.Aborted aborted) {
    int status = aborted.exit().getAsInt();
    return aborted.tookOver()
        ? "%d; %s may be up here, and what it had mounted is not known here"
            .formatted(status, aborted.guest())
        : exit(status);
  }

  private static String by(UnfinishedRun run) {
    Owner owner = run.holder().orElse(run.record().owner());
    return switch (run.state()) {
      case RUNNING -> owner.toString();
      case STOPPED -> owner + ", which is stopped";
      case ABANDONED -> owner + ", which is gone";
      case UNKNOWN -> owner + "; whether it lives cannot be learned";
    };
  }

  private static List<String> next(UnfinishedRun run, Program program) {
    Plan plan = run.record().plan();
    List<String> lines = new ArrayList<>();
    lines.add("  next: " + command(run, program));
    if (run.running()) {
      plan.guest().ifPresent(guest -> lines.add("  to stop it: " + program.abort(guest.value())));
    } else if (!run.toType().isEmpty()) {
      lines.add("  or by hand, in this order:");
      run.toType().forEach(each -> lines.add("    " + RunSentences.line(each)));
      if (run.unprovenSnapshots()) {
        lines.add(
            "  (typed first, these cost the run its snapshots: recover keeps what it can prove");
        lines.add("  while the guest is without the volumes, and removes the rest)");
      }
    }
    return lines;
  }

  /** What is to be typed next. */
  static String command(UnfinishedRun run, Program program) {
    return switch (run.state()) {
      case RUNNING -> program.follow(run.record().plan().run());
      case STOPPED -> "kill -CONT " + run.holder().orElse(run.record().owner()).pid();
      case ABANDONED ->
          run.record().onlyInDoubt()
              ? RunSentences.OUT_OF_DOUBT
              : program.recover(run.record().plan());
      case UNKNOWN -> program.recover(run.record().plan());
    };
  }

  /** What the journals do not account for, a line each. */
  static List<String> unaccounted(Unaccounted left) {
    List<String> lines = new ArrayList<>();
    for (Unaccounted.Case each : left.cases()) {
      lines.add(
          "service: "
              + each.about()
                  .map("what is owed to %s is not known."::formatted)
                  .orElse("what is owed is not known."));
      lines.add("what happened: " + each.told().problem());
      lines.add("next: " + each.told().next());
    }
    if (!left.unknown().isEmpty()) {
      lines.add(
          "the journals here name nothing else that is owed; whether others do is not known, as lock records cannot be seen: "
              + left.unknown());
    }
    return lines;
  }
}
