package org.cvmsnap.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.cvmsnap.workflow.CheckReport;
import org.cvmsnap.workflow.Health;

/**
 * How protection stands, as monitoring systems read it (Monitoring Plugins, development
 * guidelines): one line with what matters and, after a bar, what was measured; then a line for each
 * thing that was judged.
 */
public final class CheckText {
  /** The command whose exit status monitoring systems read, however it ends. */
  private static final String COMMAND = "check";

  private CheckText() {}

  /** The exit status of a command that has not come to a result: nobody knows how things stand. */
  public static int unknown(String command, int status) {
    return command.equals(COMMAND) ? Health.UNKNOWN.status() : status;
  }

  /** What such a command prints for a monitoring system; nothing where that is none's. */
  public static List<String> unknown(String command, String why) {
    return command.equals(COMMAND) ? List.of("CVMSNAP UNKNOWN - " + plain(why)) : List.of();
  }

  static List<String> lines(CheckReport report) {
    List<String> lines = new ArrayList<>();
    Health health = report.health();
    String measures =
        report.measures().stream().map(CheckText::measure).collect(Collectors.joining(" "));
    lines.add(
        "CVMSNAP %s - %s%s"
            .formatted(health, summary(report), measures.isEmpty() ? "" : " | " + measures));
    report.findings().stream()
        .sorted((one, other) -> other.health().compareTo(one.health()))
        .forEach(each -> lines.add(each.health() + ": " + phrase(each)));
    return lines;
  }

  /** What makes it what it is. */
  private static String summary(CheckReport report) {
    return report.findings().stream()
        .filter(each -> each.health() == report.health())
        .map(CheckText::phrase)
        .collect(Collectors.joining("; "));
  }

  private static String phrase(CheckReport.Finding finding) {
    return plain(finding.about() + ": " + finding.text());
  }

  /** In one line, and without the bar that numbers follow on. */
  private static String plain(String text) {
    return ControlCharacters.escaped(text).replaceAll("\\s+", " ").replace('|', '/');
  }

  /** Such as {@code 'proven_age_datadg/datavol1'=7200s;93600;180000}. */
  private static String measure(CheckReport.Measure measure) {
    String value = measure.value().isPresent() ? number(measure.value()) + measure.unit() : "U";
    return "'%s'=%s;%s;%s"
        .formatted(
            plain(measure.name()).replaceAll("[='\"]", "_"),
            value,
            number(measure.warning()),
            number(measure.critical()));
  }

  private static String number(OptionalDouble value) {
    if (value.isEmpty()) {
      return "";
    }
    double number = value.getAsDouble();
    return number == Math.rint(number)
        ? Long.toString((long) number)
        : String.format(Locale.ROOT, "%.1f", number);
  }
}
