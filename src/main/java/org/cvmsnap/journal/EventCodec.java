package org.cvmsnap.journal;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Plan;

/** Writes and reads the lines of a journal: one JSON object each, the event's name first. */
final class EventCodec {
  static final String SCHEMA = "cvmsnap.journal/2";

  private final PlanCodec plans;

  EventCodec(StepKinds kinds) {
    this.plans = new PlanCodec(kinds);
  }

  static String line(Event event) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (event instanceof Event.Begun begun) {
      map.put("event", "begun");
      map.put("at", begun.at().toString());
      map.put("schema", SCHEMA);
      map.put("owner", OwnerCodec.encode(begun.owner()));
      map.put("plan", PlanCodec.encode(begun.plan()));
    } else if (event instanceof Event.Intended intended) {
      map.put("event", "intended");
      map.put("at", intended.at().toString());
      map.put("step", intended.step());
    } else if (event instanceof Event.Finished finished) {
      map.put("event", "finished");
      map.put("at", finished.at().toString());
      map.put("step", finished.step());
      map.put("outcome", finished.outcome().word());
      map.put("why", finished.why());
    } else if (event instanceof Event.Repaid repaid) {
      map.put("event", "repaid");
      map.put("at", repaid.at().toString());
      map.put("step", repaid.step());
    } else if (event instanceof Event.Resumed resumed) {
      map.put("event", "resumed");
      map.put("at", resumed.at().toString());
      map.put("owner", OwnerCodec.encode(resumed.owner()));
    } else if (event instanceof Event.Ended ended) {
      map.put("event", "ended");
      map.put("at", ended.at().toString());
      map.put("exit", ended.exit());
    }
    try {
      return JSON.std.asString(map);
    } catch (IOException e) {
      throw new IllegalStateException("no JSON for " + event, e);
    }
  }

  /**
   * The event in a line.
   *
   * @throws IllegalArgumentException when the line is torn, or of a schema that this version does
   *     not know
   */
  Event event(String line) {
    Map<String, Object> map;
    try {
      map = JSON.std.mapFrom(line);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a line of a journal: " + line, e);
    }
    try {
      return event(line, map, Instant.parse(text(map, "at")));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a time in " + line, e);
    }
  }

  private Event event(String line, Map<String, Object> map, Instant at) {
    return switch (text(map, "event")) {
      case "begun" -> new Event.Begun(at, plan(map), OwnerCodec.decode(map(map, "owner")));
      case "intended" -> new Event.Intended(at, number(map, "step"));
      case "finished" ->
          new Event.Finished(
              at,
              number(map, "step"),
              Outcome.valueOf(text(map, "outcome").toUpperCase(Locale.ROOT)),
              text(map, "why"));
      case "repaid" -> new Event.Repaid(at, number(map, "step"));
      case "resumed" -> new Event.Resumed(at, OwnerCodec.decode(map(map, "owner")));
      case "ended" -> new Event.Ended(at, number(map, "exit"));
      default -> throw new IllegalArgumentException("unknown event in " + line);
    };
  }

  private Plan plan(Map<String, Object> map) {
    Map<?, ?> plan = map(map, "plan");
    return switch (text(map, "schema")) {
      case SCHEMA -> plans.decode(plan);
      case FirstSchema.NAME -> plans.decode(FirstSchema.upgraded(plan));
      default -> throw new IllegalArgumentException("unknown schema " + text(map, "schema"));
    };
  }

  private static String text(Map<?, ?> map, String key) {
    if (!(map.get(key) instanceof String text)) {
      throw new IllegalArgumentException("no '" + key + "' in " + map);
    }
    return text;
  }

  private static int number(Map<?, ?> map, String key) {
    if (!(map.get(key) instanceof Number number)) {
      throw new IllegalArgumentException("no '" + key + "' in " + map);
    }
    return number.intValue();
  }

  private static Map<?, ?> map(Map<?, ?> map, String key) {
    if (!(map.get(key) instanceof Map<?, ?> inner)) {
      throw new IllegalArgumentException("no '" + key + "' in " + map);
    }
    return inner;
  }
}
