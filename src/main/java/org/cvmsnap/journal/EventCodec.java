package org.cvmsnap.journal;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.cvmsnap.run.Kinds;

/** Writes and reads the lines of a journal: one JSON object each, the event's name first. */
final class EventCodec {
  static final String SCHEMA = "cvmsnap.journal/3";

  /** The one before, which knew fewer kinds of steps and fewer of their keys. */
  private static final String SECOND = "cvmsnap.journal/2";

  private static final String EVENT = "event";
  private static final String OUTCOME = "outcome";
  private static final String PLAN = "plan";

  private final PlanCodec plans;

  EventCodec(Journals.StepKinds kinds) {
    this.plans = new PlanCodec(kinds);
  }

  /** The first event of a journal, with the plan still to be written or read. */
  record Head(Instant at, String schema, Owner owner) {}

  static String line(Event event) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(EVENT, Kinds.word(event.getClass()));
    if (event instanceof Event.Begun begun) {
      map.putAll(RecordCodec.write(new Head(begun.at(), SCHEMA, begun.owner())));
      map.put(PLAN, PlanCodec.encode(begun.plan()));
    } else {
      map.putAll(RecordCodec.write((Record) event));
      map.computeIfPresent(OUTCOME, (key, name) -> name.toString().toLowerCase(Locale.ROOT));
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
      map = new LinkedHashMap<>();
      if (!(JSON.std.anyFrom(line) instanceof Map<?, ?> read)) {
        throw new IllegalArgumentException("not a line of a journal: " + line);
      }
      read.forEach((key, value) -> map.put((String) key, value));
    } catch (IOException e) {
      throw new IllegalArgumentException("not a line of a journal: " + line, e);
    }
    Class<?> kind =
        Stream.of(Event.class.getPermittedSubclasses())
            .filter(each -> Kinds.word(each).equals(map.get(EVENT)))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("unknown event in " + line));
    if (kind == Event.Begun.class) {
      return begun(map);
    }
    map.computeIfPresent(OUTCOME, (key, word) -> word.toString().toUpperCase(Locale.ROOT));
    return (Event) RecordCodec.read(kind, map, EVENT);
  }

  private Event.Begun begun(Map<String, Object> map) {
    Head head = RecordCodec.read(Head.class, map, EVENT, PLAN);
    if (!(map.get(PLAN) instanceof Map<?, ?> plan)) {
      throw new IllegalArgumentException("no '" + PLAN + "' in " + map);
    }
    return switch (head.schema()) {
      case SCHEMA, SECOND -> new Event.Begun(head.at(), plans.decode(plan), head.owner());
      case FirstSchema.NAME ->
          new Event.Begun(head.at(), plans.decode(FirstSchema.upgraded(plan)), head.owner());
      default -> throw new IllegalArgumentException("unknown schema " + head.schema());
    };
  }
}
