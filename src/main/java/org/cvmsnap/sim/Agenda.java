package org.cvmsnap.sim;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.cvmsnap.sim.command.Work;
import org.jspecify.annotations.Nullable;

/** What will happen by itself, soonest first. */
final class Agenda {
  private final PriorityQueue<Due> queue = new PriorityQueue<>(Due.ORDER);
  private long sequence;

  void domain(Instant at, Due.Kind kind, Domain domain) {
    queue.add(
        new Due(at, sequence++, kind, domain.node, domain.name, domain.life, List.of(), null));
  }

  void command(Instant at, Due.Kind kind, String host, List<String> argv, @Nullable Work work) {
    queue.add(new Due(at, sequence++, kind, host, "", 0, List.copyOf(argv), work));
  }

  void monitor(Instant at) {
    queue.add(new Due(at, sequence++, Due.Kind.MONITOR, "", "", 0, List.of(), null));
  }

  /** Takes out the first event that is due by {@code limit}; none is {@code null}. */
  @Nullable Due next(Instant limit) {
    Due first = queue.peek();
    return first == null || first.at().isAfter(limit) ? null : queue.poll();
  }

  void read(List<Doc> docs) {
    docs.forEach(doc -> queue.add(Due.from(doc)));
    sequence = queue.stream().mapToLong(Due::sequence).max().orElse(-1) + 1;
  }

  List<Map<String, Object>> toList() {
    return queue.stream().sorted(Due.ORDER).map(Due::toMap).toList();
  }
}
