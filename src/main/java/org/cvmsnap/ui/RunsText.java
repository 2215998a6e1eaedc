package org.cvmsnap.ui;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.Span;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Phase;
import org.cvmsnap.workflow.PastRun;
import org.cvmsnap.workflow.RunCourse;
import org.cvmsnap.workflow.RunHistory;

/** Runs of the past, for people. */
final class RunsText {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  /** The fewest columns that a bar can have that tells anything. */
  private static final int SHORTEST = 10;

  private static final int LONGEST = 60;

  private RunsText() {}

  /** A line for each run. */
  static String table(List<RunHistory.Entry> entries, int width) {
    List<Tree> rows = new ArrayList<>();
    rows.add(new Tree("BEGUN", "ABOUT", "OPERATION", "AWAY", "RUN", "ENDED"));
    entries.forEach(entry -> rows.add(row(entry)));
    return Tree.text(rows, width);
  }

  private static Tree row(RunHistory.Entry entry) {
    if (entry instanceof RunHistory.Unread unread) {
      return new Tree(
          "?",
          unread.journal().about().orElse("?"),
          "?",
          "?",
          unread.journal().name(),
          "its journal cannot be read: " + unread.journal().why());
    }
    PastRun run = ((RunHistory.Read) entry).run();
    return new Tree(
        SECOND.format(run.begun()),
        run.about(),
        run.operation(),
        away(run),
        run.run().value(),
        ending(run));
  }

  private static String away(PastRun run) {
    if (run.back().isPresent()) {
      return lasted(run);
    }
    return run.awaySince().isPresent() ? "still away" : "-";
  }

  private static String lasted(PastRun run) {
    return run.away().map(Span::text).orElse("?");
  }

  /** How it ended: "succeeded", "failed (5)", "abandoned: ldom1 has to be started". */
  private static String ending(PastRun run) {
    String code =
        run.exit().isPresent() && run.exit().getAsInt() != 0
            ? " (" + run.exit().getAsInt() + ")"
            : "";
    return run.outcome()
        + code
        + (run.owed().isEmpty() ? "" : ": " + String.join(", ", run.owed()));
  }

  /** What happened in one run. */
  static String course(RunCourse course, int width) {
    PastRun run = course.run();
    StringBuilder text = new StringBuilder();
    line(text, "%s of %s, run %s on %s", run.operation(), run.about(), run.run(), course.host());
    line(
        text,
        "begun %s, %s%s",
        SECOND.format(run.begun()),
        ending(run),
        run.ended().map(ended -> " at " + SECOND.format(ended)).orElse(""));
    happened(course, width).forEach(each -> line(text, "%s", each));
    text.append(bars(course, width));
    if (!course.made().isEmpty()) {
      line(text, "made %s", SnapshotPair.snapshots(course.made()));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private record Line(Instant at, String shown) {}

  /** A line for each thing that happened, by when it was over. */
  private static List<String> happened(RunCourse course, int width) {
    return Stream.concat(
            course.acts().stream().map(act -> new Line(act.ended(), shown(act, width))),
            course.remarks().stream()
                .map(
                    remark ->
                        new Line(
                            remark.at(),
                            "%s  mind: %s".formatted(CLOCK.format(remark.at()), remark.text()))))
        .sorted(Comparator.comparing(Line::at))
        .map(Line::shown)
        .toList();
  }

  /** What was not reached is told in full, on as many lines as that takes. */
  private static String shown(RunCourse.Act act, int width) {
    String took = act.outcome().isPresent() ? Quantities.secondsText(act.took()) : "?";
    String line =
        "%s  %-7s  %8s  %s on %s: %s"
            .formatted(
                CLOCK.format(act.ended()),
                act.phase().word(),
                took,
                act.subject(),
                act.subject().host(),
                how(act));
    return act.outcome().filter(Outcome::reached).isPresent() ? Fitting.cut(line, width) : line;
  }

  private static String how(RunCourse.Act act) {
    List<String> parts = new ArrayList<>();
    parts.add(act.outcome().map(Outcome::word).orElse("cut short"));
    if (!act.why().isEmpty()) {
      parts.add(act.why());
    }
    act.paid().map(Debt::kind).ifPresent(kind -> parts.add("paid what was owed (" + kind + ")"));
    act.incurred().map(Debt::kind).ifPresent(kind -> parts.add("owed from then on (" + kind + ")"));
    return String.join("; ", parts);
  }

  /** The outage, a bar for each act in it: # until it turns back, + on the way home. */
  private static String bars(RunCourse course, int width) {
    Optional<Instant> from = course.run().awaySince();
    if (from.isEmpty()) {
      return "";
    }
    List<RunCourse.Act> acts =
        course.acts().stream()
            .filter(act -> act.phase() == Phase.OUTAGE || act.phase() == Phase.RETURN)
            .filter(act -> act.ended().isAfter(from.get()))
            .toList();
    Instant last =
        acts.stream().map(RunCourse.Act::ended).max(Comparator.naturalOrder()).orElse(from.get());
    Instant to = course.run().back().orElse(last);
    List<String> labels =
        acts.stream().map(act -> act.phase().word() + " " + act.subject()).toList();
    int room = width - 1 - longest(labels) - " 9999.9 s".length() - 2;
    if (acts.isEmpty() || room < SHORTEST) {
      return outage(course.run(), from.get(), to);
    }
    Scale scale = new Scale(from.get(), to, Math.min(room, LONGEST));
    StringBuilder text = new StringBuilder(outage(course.run(), from.get(), to));
    for (int i = 0; i < acts.size(); i++) {
      line(
          text,
          "  %-" + longest(labels) + "s %-" + scale.columns() + "s %8s",
          labels.get(i),
          scale.bar(acts.get(i)),
          Quantities.secondsText(acts.get(i).took()));
    }
    return text.toString();
  }

  private static int longest(List<String> labels) {
    return labels.stream().mapToInt(String::length).max().orElse(0);
  }

  private static String outage(PastRun run, Instant from, Instant to) {
    String how = run.mode().orElse(Mode.STOP).absence();
    return run.back().isPresent()
        ? "%s was %s for %s, from %s to %s\n"
            .formatted(run.about(), how, lasted(run), CLOCK.format(from), CLOCK.format(to))
        : "%s is %s since %s\n".formatted(run.about(), how, SECOND.format(from));
  }

  /** The columns that times of an outage have. */
  private record Scale(Instant from, Instant to, int columns) {
    String bar(RunCourse.Act act) {
      int begin = Math.min(column(act.begun()), columns - 1);
      int end = Math.max(begin + 1, column(act.ended()));
      String mark = act.phase() == Phase.OUTAGE ? "#" : "+";
      return " ".repeat(begin) + mark.repeat(Math.min(end, columns) - begin);
    }

    private int column(Instant at) {
      double whole = Math.max(1, Duration.between(from, to).toMillis());
      double share = Duration.between(from, at).toMillis() / whole;
      return (int) Math.round(Math.max(0, Math.min(1, share)) * columns);
    }
  }

  /** The runs that cannot be read, for standard error. */
  static List<String> unread(List<RunHistory.Entry> entries) {
    return entries.stream()
        .filter(RunHistory.Unread.class::isInstance)
        .map(entry -> ((RunHistory.Unread) entry).journal())
        .map(
            journal ->
                "warning: the journal of run %s cannot be read: %s"
                    .formatted(journal.name(), journal.why()))
        .toList();
  }
}
