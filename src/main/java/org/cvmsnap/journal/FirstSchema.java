package org.cvmsnap.journal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plans as the first schema of journals wrote them, in which steps on snapshots named the disk
 * group once and volumes by their names alone.
 */
final class FirstSchema {
  static final String NAME = "cvmsnap.journal/1";

  private FirstSchema() {}

  /**
   * The same plan in the form of the present schema.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Map<String, Object> upgraded(Map<?, ?> plan) {
    Map<String, Object> upgraded = copy(plan);
    upgraded.put("steps", list(plan, "steps").stream().map(step -> step(map(step))).toList());
    return upgraded;
  }

  private static Map<String, Object> step(Map<?, ?> step) {
    Map<String, Object> upgraded = copy(step);
    switch (String.valueOf(step.get("kind"))) {
      case "make-snapshots" -> {
        Map<?, ?> making = map(step.get("making"));
        Object group = upgraded.remove("group");
        upgraded.remove("making");
        upgraded.put("storage", making);
        Object of = "links".equals(making.get("kind")) ? making.get("group") : group;
        upgraded.put("set", pairs(step, "set", group, of));
      }
      case "restore-volumes", "refresh-snapshots" -> {
        Object group = upgraded.remove("group");
        upgraded.put("pairs", pairs(step, "pairs", group, group));
        if (step.containsKey("safety")) {
          upgraded.put("safety", pairs(step, "safety", group, group));
        }
      }
      case "tag-snapshot", "retag-snapshot" -> {
        upgraded.remove("source"); // it is among the tags
        upgraded.put("snapshot", id(upgraded.remove("group"), upgraded.remove("name")));
      }
      case "make-cache" -> upgraded.put("volume", id(upgraded.remove("group"), step.get("volume")));
      default -> {}
    }
    return upgraded;
  }

  private static List<Object> pairs(
      Map<?, ?> step, String key, @Nullable Object sources, @Nullable Object snapshots) {
    return list(step, key).stream()
        .<Object>map(
            pair ->
                Map.of(
                    "source", id(sources, map(pair).get("source")),
                    "snapshot", id(snapshots, map(pair).get("snapshot"))))
        .toList();
  }

  private static Map<String, Object> id(@Nullable Object group, @Nullable Object name) {
    return Map.of("group", String.valueOf(group), "name", String.valueOf(name));
  }

  private static Map<String, Object> copy(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), value));
    return copy;
  }

  private static Map<?, ?> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException("not as expected: " + value);
  }

  private static List<?> list(Map<?, ?> map, String key) {
    if (map.get(key) instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException("no '" + key + "' in " + map);
  }
}
