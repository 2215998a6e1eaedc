package org.cvmsnap.schedules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an operator gets for each fault at each point, gathered from outcomes. */
final class FaultTable {
  private static final List<String> ORDER =
      List.of(
          "survey",
          "attach-mirror",
          "unmount",
          "stop-domain",
          "unbind-domain",
          "prove-closed",
          "make-snapshots",
          "discard-snapshots",
          "bind-domain",
          "start-domain",
          "mount",
          "tag-snapshot",
          "report");

  private static final Map<String, String> EFFECTS = new LinkedHashMap<>();

  static {
    EFFECTS.put("fail", "fails");
    EFFECTS.put("fail-late", "fails, but it happened");
    EFFECTS.put("hang", "no answer");
    EFFECTS.put("hang-late", "no answer, happens later");
    EFFECTS.put("silent", "exit 0, nothing happened");
    EFFECTS.put("garbage", "unreadable output");
    EFFECTS.put("signal", "SIGTERM");
    EFFECTS.put("crash-before", "killed before");
    EFFECTS.put("crash-during", "killed during");
    EFFECTS.put("crash-after", "killed after");
  }

  private static final Map<String, String> WRITES =
      Map.of(
          "fails", "this write fails",
          "full", "the disk is full from here on",
          "crash-before", "killed before",
          "crash-after", "killed after");

  private final Map<String, Map<String, Set<String>>> cells = new LinkedHashMap<>();

  /** May be called by several threads. */
  synchronized void add(Trial.Outcome outcome) {
    Schedule.Blow blow = outcome.schedule().blows().get(0);
    if (Effects.BY_HAND.contains(blow.effect())) {
      return;
    }
    cells
        .computeIfAbsent(row(outcome.first(), blow), key -> new LinkedHashMap<>())
        .computeIfAbsent(blow.effect(), key -> new TreeSet<>())
        .add(result(outcome));
  }

  private static String row(Process process, Schedule.Blow blow) {
    int index = blow.point().index();
    if (blow.point().journal()) {
      return process.wroteDuring(index) + "|journal";
    }
    TrappedHosts.Ran ran = process.ran().get(index - 1);
    return ran.during() + (ran.command().mutates() ? "|act" : "|look");
  }

  /** The exit status, or that the process died and what its recovery then made of it. */
  private static String result(Trial.Outcome outcome) {
    Process first = outcome.first();
    if (!first.crashed()) {
      return String.valueOf(first.exit());
    }
    Process recovery = outcome.processes().get(1);
    if (recovery.exit() >= 100) {
      return String.valueOf(recovery.exit());
    }
    return outcome.kept() ? "kept" : outcome.begun() ? "undone" : "nothing";
  }

  /** The page, as it is kept in the documentation. */
  synchronized String page() {
    StringBuilder page = new StringBuilder(HEAD);
    page.append(table("## Looks: commands that only read", "|look", List.copyOf(EFFECTS.keySet())));
    page.append(
        table("## Acts: commands that change something", "|act", List.copyOf(EFFECTS.keySet())));
    page.append(
        table(
            "## Writes to the journal",
            "|journal",
            List.of("fails", "full", "crash-before", "crash-after")));
    return page.toString();
  }

  private String table(String title, String suffix, List<String> effects) {
    StringBuilder table = new StringBuilder("\n" + title + "\n\n| at |");
    effects.forEach(
        effect ->
            table
                .append(' ')
                .append(suffix.equals("|journal") ? WRITES.get(effect) : EFFECTS.get(effect))
                .append(" |"));
    table.append("\n|---|").append("---|".repeat(effects.size())).append('\n');
    Stream<String> rows =
        cells.keySet().stream()
            .filter(row -> row.endsWith(suffix))
            .sorted(java.util.Comparator.comparingInt(row -> place(row)));
    rows.forEach(
        row -> {
          table.append("| ").append(row, 0, row.indexOf('|')).append(" |");
          Map<String, Set<String>> cell = cells.getOrDefault(row, Map.of());
          effects.forEach(
              effect ->
                  table
                      .append(' ')
                      .append(
                          cell.getOrDefault(effect, Set.of()).stream()
                              .collect(Collectors.joining(", ")))
                      .append(" |"));
          table.append('\n');
        });
    return table.toString();
  }

  private static int place(String row) {
    int place = ORDER.indexOf(row.substring(0, row.indexOf('|')));
    return place < 0 ? ORDER.size() : place;
  }

  private static final String HEAD =
      """
      # Faults

      What the operator gets when one thing goes wrong in `cvmsnap take`, at each point of the run and
      for each way in which it can go wrong. Gathered by the test suite from every such schedule on the
      simulated cluster: one volume and two, with a mirror and without, instant and traditional
      snapshots, guests that are active, bound and inactive. Do not edit: `scripts/update-faults`.

      | in a cell | service | what it means | what `cvmsnap recover` does |
      |---|---|---|---|
      | 0 | up | The snapshots are made and marked; the fault was survived. | nothing |
      | 3 | up | Refused; nothing was touched. | nothing |
      | 5 | up | The guest is back as it was; nothing is left of the snapshots. | nothing, or ends the journal if that could not be written |
      | 6 | up | As 5, or the snapshots were complete before the signal came and are kept. | nothing |
      | 7 | up | The snapshots are made; a mark is missing, or the journal could not be written to its end. | sets the mark, ends the journal |
      | 105, 106 | **down** | Something is owed to the guest, and the journal says what. | brings the guest back |
      | nothing | up | The process was killed before it touched anything. | ends the journal |
      | undone | down until recovered | The process was killed. | brings the guest back, and clears the snapshots away |
      | kept | down until recovered | The process was killed when the snapshots were proven complete. | brings the guest back, and marks the snapshots |

      Several values in a cell are several commands of that step, or several kinds of run. In every one
      of these cases the truth of the simulated cluster was compared with the guarantee: the guest
      exactly as it was or the debt in the journal, no snapshot of an open volume, never two owners,
      nothing forced, no part of a set listed as good, nothing left behind.
      """;
}
