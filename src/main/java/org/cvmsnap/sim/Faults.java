package org.cvmsnap.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The faults that a cluster has been given, and how often each was seen and fired. */
final class Faults {
  private final List<Armed> armed = new ArrayList<>();

  void add(Fault fault) {
    armed.add(new Armed(fault));
  }

  void clear() {
    armed.clear();
  }

  List<Fault.Progress> progress() {
    return armed.stream().map(one -> new Fault.Progress(one.fault, one.seen, one.fired)).toList();
  }

  /** Counts a command with every fault that it matches; the first that is due hits it. */
  Optional<Fault> strike(String host, List<String> words) {
    if (armed.isEmpty()) {
      return Optional.empty();
    }
    String text = String.join(" ", words);
    Optional<Fault> hit = Optional.empty();
    for (Armed one : armed) {
      if (one.matches(host, text) && one.due() && hit.isEmpty()) {
        one.fired++;
        hit = Optional.of(one.fault);
      }
    }
    return hit;
  }

  void read(List<ConfigTable> docs) {
    for (ConfigTable doc : docs) {
      Armed one = new Armed(Fault.from(doc));
      one.seen = doc.integer("seen", 0);
      one.fired = doc.integer("fired", 0);
      doc.finish();
      armed.add(one);
    }
  }

  List<Map<String, Object>> toList() {
    return armed.stream().map(Armed::toMap).toList();
  }

  private static final class Armed {
    final Fault fault;
    final Pattern pattern;
    int seen;
    int fired;

    Armed(Fault fault) {
      this.fault = fault;
      this.pattern = fault.pattern();
    }

    boolean matches(String host, String text) {
      return (fault.host().isEmpty() || fault.host().equals(host))
          && pattern.matcher(text).matches();
    }

    boolean due() {
      seen++;
      return seen >= fault.nth() && (fault.times() == 0 || fired < fault.times());
    }

    Map<String, Object> toMap() {
      Map<String, Object> map = fault.toMap();
      map.put("seen", seen);
      map.put("fired", fired);
      return map;
    }
  }
}
