package org.cvmsnap.ui;

import static org.cvmsnap.ui.JsonDocument.ordered;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.cvmsnap.workflow.CheckReport;
import org.cvmsnap.workflow.Health;
import org.cvmsnap.workflow.MetricsReport;
import org.jspecify.annotations.Nullable;

/** What monitoring systems are told, for other programs. */
final class WatchJson {
  private WatchJson() {}

  static Map<String, @Nullable Object> of(CheckReport report) {
    return ordered(
        "health", word(report.health()),
        "findings",
            report.findings().stream()
                .map(
                    each ->
                        ordered(
                            "health", word(each.health()),
                            "about", each.about(),
                            "text", each.text()))
                .toList(),
        "measures",
            report.measures().stream()
                .map(
                    each ->
                        ordered(
                            "name", each.name(),
                            "value", number(each.value()),
                            "unit", each.unit(),
                            "warning", number(each.warning()),
                            "critical", number(each.critical())))
                .toList());
  }

  private static String word(Health health) {
    return health.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Double number(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  static List<Map<String, @Nullable Object>> samples(MetricsReport report) {
    return report.families().stream()
        .flatMap(
            family ->
                family.samples().stream()
                    .map(
                        sample ->
                            ordered(
                                "name", family.name(),
                                "labels", sample.labels(),
                                "value", sample.value())))
        .toList();
  }
}
