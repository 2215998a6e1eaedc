package org.cvmsnap.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.cvmsnap.config.Configuration;
import org.cvmsnap.config.Value;

/** What a configuration says, as text for people. */
final class ConfigurationText {
  private ConfigurationText() {}

  /**
   * A table of values, with those first that somebody has said.
   *
   * @param width how long a line may be
   */
  static String values(List<Value> values, int width) {
    List<Tree> rows = new ArrayList<>();
    rows.add(new Tree("KEY", "VALUE", "FROM"));
    values.stream()
        .sorted(Comparator.comparing(ConfigurationText::usual))
        .forEach(each -> rows.add(new Tree(each.key(), shown(each.value()), each.from())));
    return Tree.text(rows, width);
  }

  private static boolean usual(Value value) {
    return value.from().equals(Value.USUAL);
  }

  private static String shown(String value) {
    return value.isEmpty() ? "-" : value;
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
