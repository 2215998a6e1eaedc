package org.cvmsnap.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A command that ran on the simulated cluster.
 *
 * @param time when it began, in simulated time
 * @param exit none when nobody got an answer
 * @param took until the answer, or until the caller gave up
 */
public record LogEntry(
    Instant time,
    String host,
    List<String> argv,
    OptionalInt exit,
    Duration took,
    boolean mutates) {
  public LogEntry {
    argv = List.copyOf(argv);
  }

  /** What {@code sim log --json} prints. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("time", time.toString());
    map.put("host", host);
    map.put("argv", argv);
    map.put("exit", exit.isPresent() ? exit.getAsInt() : null);
    map.put("seconds", took.toMillis() / 1000.0);
    map.put("mutates", mutates);
    return map;
  }

  static LogEntry from(ConfigTable doc) {
    LogEntry entry =
        new LogEntry(
            doc.instant("time", Instant.EPOCH),
            doc.text("host"),
            doc.texts("argv"),
            doc.has("exit") ? OptionalInt.of(doc.integer("exit")) : OptionalInt.empty(),
            doc.seconds("seconds", Duration.ZERO),
            doc.flag("mutates", false));
    doc.leave("exit");
    doc.finish();
    return entry;
  }
}
