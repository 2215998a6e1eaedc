package org.cvmsnap.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cvmsnap.config.Configuration;
import org.cvmsnap.config.Value;

/** What a configuration says, as text for people. */
final class ConfigurationText {
  private ConfigurationText() {}

  /** A table of values, with those first that somebody has said. */
  static List<String> values(List<Value> values) {
    List<Value> ordered = new ArrayList<>(values);
    ordered.sort((one, other) -> Boolean.compare(usual(one), usual(other)));
    int key = widest(ordered, "KEY", Value::key);
    int value = widest(ordered, "VALUE", each -> each.value());
    String form = "%-" + key + "s  %-" + value + "s  %s";
    List<String> lines = new ArrayList<>();
    lines.add(form.formatted("KEY", "VALUE", "FROM"));
    ordered.forEach(
        each -> lines.add(form.formatted(each.key(), shown(each.value()), each.from())));
    return lines;
  }

  private static boolean usual(Value value) {
    return value.from().equals(Value.USUAL);
  }

  private static String shown(String value) {
    return value.isEmpty() ? "-" : value;
  }

  private static int widest(List<Value> values, String title, Function<Value, String> column) {
    return values.stream().map(column).mapToInt(String::length).reduce(title.length(), Math::max);
  }

  static String valid(Configuration configuration) {
    return "%s: nothing is wrong with it; %s, %s, %s"
        .formatted(
            configuration.file().map(Object::toString).orElse(""),
            named("policies", configuration.policies().keySet()),
            named("guests", configuration.guests().keySet()),
            named("nodes", configuration.nodes().keySet()));
  }

  private static String named(String what, Set<String> names) {
    return names.isEmpty()
        ? "no " + what
        : what.toLowerCase(Locale.ROOT) + " " + names.stream().collect(Collectors.joining(", "));
  }
}
