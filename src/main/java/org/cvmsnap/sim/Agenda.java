package org.cvmsnap.sim;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.cvmsnap.sim.command.Work;
import org.jspecify.annotations.Nullable;

/** What will happen by itself, soonest first. */
final class Agenda {
  private final PriorityQueue<ScheduledEvent> queue = new PriorityQueue<>(ScheduledEvent.ORDER);
  private long sequence;

  void domain(Instant at, ScheduledEvent.Kind kind, Domain domain) {
    queue.add(
        new ScheduledEvent(
            at, sequence++, kind, domain.node, domain.name, domain.os.life, List.of(), null));
  }

  void command(
      Instant at, ScheduledEvent.Kind kind, String host, List<String> argv, @Nullable Work work) {
    queue.add(new ScheduledEvent(at, sequence++, kind, host, "", 0, List.copyOf(argv), work));
  }

  void monitor(Instant at) {
    queue.add(
        new ScheduledEvent(
            at, sequence++, ScheduledEvent.Kind.MONITOR, "", "", 0, List.of(), null));
  }

  /** Takes out the first event that is due by {@code limit}; none is {@code null}. */
  @Nullable ScheduledEvent next(Instant limit) {
    ScheduledEvent first = queue.peek();
    return first == null || first.at().isAfter(limit) ? null : queue.poll();
  }

  void read(List<ConfigTable> docs) {
    docs.forEach(doc -> queue.add(ScheduledEvent.from(doc)));
    sequence = queue.stream().mapToLong(ScheduledEvent::sequence).max().orElse(-1) + 1;
  }

  List<Map<String, Object>> toList() {
    return queue.stream().sorted(ScheduledEvent.ORDER).map(ScheduledEvent::toMap).toList();
  }
}
