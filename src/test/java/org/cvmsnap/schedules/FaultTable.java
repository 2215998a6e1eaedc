package org.cvmsnap.schedules;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What an operator gets for each fault at each point, gathered from outcomes. */
final class FaultTable {
  private static final List<String> ORDER =
      List.of(
          "survey",
          "attach-mirror",
          "freeze-group",
          "prove-frozen",
          "unmount",
          "stop-domain",
          "unbind-domain",
          "prove-closed",
          "make-snapshots",
          "restore-volumes",
          "settle-restore",
          "refresh-snapshots",
          "settle-refresh",
          "bind-domain",
          "start-domain",
          "mount",
          "unfreeze-group",
          "discard-snapshots",
          "tag-snapshot",
          "retag-snapshot",
          "report");

  private static final Map<String, String> EFFECTS = new LinkedHashMap<>();

  static {
    EFFECTS.put("fail", "fails");
    EFFECTS.put("fail-late", "fails, but it happened");
    EFFECTS.put("hang", "no answer");
    EFFECTS.put("hang-late", "no answer, happens 20 s later");
    EFFECTS.put("hang-later", "no answer, happens 90 s later");
    EFFECTS.put("hang-latest", "no answer, happens 400 s later");
    EFFECTS.put("silent", "exit 0, nothing happened");
    EFFECTS.put("garbage", "unreadable output");
    EFFECTS.put("refused", "no connection");
    EFFECTS.put("cut", "connection cut before");
    EFFECTS.put("cut-late", "connection cut after");
    EFFECTS.put("lost", "machine lost from here on");
    EFFECTS.put("signal", "SIGTERM");
    EFFECTS.put("crash-before", "killed before");
    EFFECTS.put("crash-during", "killed during");
    EFFECTS.put("crash-after", "killed after");
  }

  private static final Map<String, String> AT_WRITES = new LinkedHashMap<>();

  static {
    AT_WRITES.put("fails", "this write fails");
    AT_WRITES.put("fails-late", "it fails, but it is on disk");
    AT_WRITES.put("full", "the disk is full from here on");
    AT_WRITES.put("crash-before", "killed before");
    AT_WRITES.put("crash-after", "killed after");
  }

  /** What came of it, by the row and then by the effect. */
  private final Map<Row, Map<String, Set<String>>> cells = new HashMap<>();

  /** What a row is about. */
  private record Row(String operation, Part part, String step) {}

  /** The tables of one operation. */
  @SuppressWarnings("ImmutableEnumChecker") // the maps are filled before, and then only read
  private enum Part {
    LOOKS("Looks: commands that only read", EFFECTS),
    ACTS("Acts: commands that change something", EFFECTS),
    WRITES("Writes to the journal", FaultTable.AT_WRITES);

    private final String title;
    private final Map<String, String> effects;

    Part(String title, Map<String, String> effects) {
      this.title = title;
      this.effects = effects;
    }
  }

  /** May be called by several threads. */
  synchronized void add(Trial.Outcome outcome) {
    if (Effects.unlisted(outcome.schedule())) {
      return;
    }
    Schedule.Blow blow = outcome.schedule().blows().get(0);
    cells
        .computeIfAbsent(row(outcome, blow), key -> new HashMap<>())
        .computeIfAbsent(blow.effect(), key -> new TreeSet<>())
        .add(result(outcome));
  }

  private static Row row(Trial.Outcome outcome, Schedule.Blow blow) {
    String operation = outcome.variant().title();
    int index = blow.point().index();
    if (blow.point().journal()) {
      return new Row(operation, Part.WRITES, outcome.first().wroteDuring(index));
    }
    TrappedHosts.Ran ran = outcome.first().ran().get(index - 1);
    return new Row(operation, ran.command().mutates() ? Part.ACTS : Part.LOOKS, ran.during());
  }

  /** The exit status, or that the process died and what its recovery then made of it. */
  private static String result(Trial.Outcome outcome) {
    Launch first = outcome.first();
    if (!first.crashed()) {
      return String.valueOf(first.exit());
    }
    Launch recovery = outcome.processes().get(1);
    if (recovery.exit() != 0) {
      return "killed, " + recovery.exit();
    }
    return outcome.kept() ? "kept" : outcome.begun() ? "undone" : "nothing";
  }

  /** The page, as it is kept in the documentation. */
  synchronized String page() {
    StringBuilder page = new StringBuilder(HEAD);
    Variant.working().stream()
        .map(Variant::title)
        .distinct()
        .forEach(operation -> page.append(operation(operation)));
    return page.toString();
  }

  private String operation(String operation) {
    StringBuilder tables = new StringBuilder("\n## cvmsnap " + operation + "\n");
    for (Part part : Part.values()) {
      List<Row> rows =
          cells.keySet().stream()
              .filter(row -> row.operation().equals(operation) && row.part() == part)
              .sorted(Comparator.comparingInt(FaultTable::place).thenComparing(Row::step))
              .toList();
      if (!rows.isEmpty()) {
        tables.append("\n### ").append(part.title).append("\n\n").append(table(rows, part));
      }
    }
    return tables.toString();
  }

  /** With the columns in which there is anything. */
  private String table(List<Row> rows, Part part) {
    List<String> effects =
        part.effects.keySet().stream()
            .filter(
                effect ->
                    rows.stream()
                        .anyMatch(row -> cells.getOrDefault(row, Map.of()).containsKey(effect)))
            .toList();
    StringBuilder table = new StringBuilder("| at |");
    effects.forEach(effect -> table.append(' ').append(part.effects.get(effect)).append(" |"));
    table.append("\n|---|").append("---|".repeat(effects.size())).append('\n');
    rows.forEach(row -> table.append(line(row, effects)));
    return table.toString();
  }

  private String line(Row row, List<String> effects) {
    StringBuilder line = new StringBuilder("| " + row.step() + " |");
    Map<String, Set<String>> results = cells.getOrDefault(row, Map.of());
    for (String effect : effects) {
      String cell = String.join(", ", results.getOrDefault(effect, Set.of()));
      line.append(cell.isEmpty() ? " |" : " " + cell + " |");
    }
    return line.append('\n').toString();
  }

  private static int place(Row row) {
    int place = ORDER.indexOf(row.step());
    return place < 0 ? ORDER.size() : place;
  }

  private static final String HEAD =
      """
      # Faults

      What the operator gets when one thing goes wrong in a run of cvmsnap, at each point of the run and
      for each way in which it can go wrong. Gathered by the test suite from every such schedule on the
      simulated cluster: one volume and two, with a mirror and without, every kind of snapshot, guests
      that are active, bound and inactive, on their own and in a service group of VCS. Do not edit:
      `scripts/update faults`.

      | in a cell | service | what it means | what `cvmsnap recover` does |
      |---|---|---|---|
      | 0 | up | It is done; the fault was survived. | nothing |
      | 3 | up | Refused; nothing was touched. | nothing |
      | 5 | up | The guest is back as it was. Of a take nothing is left. A restore or refresh was not done, or is in doubt, which is said. | nothing, or ends the journal if that could not be written |
      | 6 | up | As 5, or what was done was complete before the signal came, and is kept. | nothing |
      | 7 | up | It is done; a mark is missing, or the journal could not be written to its end. | sets the mark, ends the journal |
      | 105, 106 | **down** | Something is owed to the guest, and the journal says what. | brings the guest back |
      | nothing | up | The process was killed before it touched anything. | ends the journal |
      | undone | down until recovered | The process was killed before its work was proven complete. | brings the guest back, and clears away what was made; volumes and snapshots are as they were |
      | kept | down until recovered | The process was killed when its work was complete. | brings the guest back, and sets the marks |
      | killed, 5 | down until recovered | The process was killed in the act that changes data. | brings the guest back, and says which volumes are in doubt |

      Only `take`, `restore` and `refresh` take a guest down; with the other commands service is always
      up, `kept` means that `cvmsnap recover` leaves the operation done, and `undone` that it leaves all
      as it was. Exit 0 of `prune` may also be that nothing was found to prune. Before `recover --from`,
      which brings up the guest of a node that has died, service is down: 3, 5, 6 and `killed, 5` mean
      that it was left down, and 5 and 6 say so.

      Several values in a cell are several commands of that step, or several kinds of run. In every one
      of these cases the truth of the simulated cluster was compared with the guarantee: the guest
      exactly as it was or the debt in the journal, its service group frozen or not and online where it
      was, no snapshot of an open volume, never two owners, nothing forced, no part of a set listed as
      good, nothing left behind or half done, no disk given to or taken from anybody else, and no volume
      with another content than it had or should have.
      """;
}
