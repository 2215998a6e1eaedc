package org.cvmsnap.sim;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cvmsnap.sim.command.Work;
import org.jspecify.annotations.Nullable;

/**
 * Something that will happen by itself.
 *
 * @param sequence orders what is due at the same moment
 * @param host the node; for a command, where it runs
 * @param domain whose life changes, empty for a command
 * @param life the event is void when the domain has begun another life
 * @param argv the command, empty for a domain
 * @param work the command under way; {@code null} once it was saved and loaded, when it is read
 *     from its words again
 */
record ScheduledEvent(
    Instant at,
    long sequence,
    Kind kind,
    String host,
    String domain,
    long life,
    List<String> argv,
    @Nullable Work work) {

  static final Comparator<ScheduledEvent> ORDER =
      Comparator.comparing(ScheduledEvent::at).thenComparingLong(ScheduledEvent::sequence);

  /** What happens. */
  enum Kind {
    KERNEL_UP,
    LOGIN_UP,
    MULTI_USER,
    DOWN,
    /** The agents of VCS see what has become of a domain. */
    MONITOR,
    COMMAND_START,
    COMMAND_END
  }

  static ScheduledEvent from(ConfigTable doc) {
    ScheduledEvent due =
        new ScheduledEvent(
            doc.instant("at", Instant.EPOCH),
            doc.number("sequence"),
            doc.choice("kind", Kind.class, Kind.DOWN),
            doc.text("host"),
            doc.text("domain"),
            doc.number("life"),
            doc.texts("argv"),
            null);
    doc.finish();
    return due;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("at", at.toString());
    map.put("sequence", sequence);
    map.put("kind", CommandWords.of(kind));
    map.put("host", host);
    map.put("domain", domain);
    map.put("life", life);
    map.put("argv", argv);
    return map;
  }
}
