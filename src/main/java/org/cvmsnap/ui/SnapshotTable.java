package org.cvmsnap.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.workflow.Listing;

/** Snapshots as a table. Where there is no room for all columns it has those that matter most. */
final class SnapshotTable {
  /** What is left out first, second and so on: a snapshot's name and state always stay. */
  private static final List<String> LEFT_OUT =
      List.of(
          "SET", "KIND", "CHANGED", "SIZE", "GUEST", "GROUP", "POLICY", "COMMENT", "SOURCE",
          "PROOF", "SYNCED", "TAKEN");

  /** What is a column only where somebody has said it of some snapshot. */
  private static final Set<String> SAID = Set.of("POLICY", "COMMENT");

  private final List<Column> columns;
  private final List<SnapshotInfo> snapshots;

  private record Column(String name, Function<SnapshotInfo, String> cell) {}

  SnapshotTable(Listing.Listed listed) {
    snapshots = listed.snapshots();
    columns =
        Stream.of(
                new Column("NAME", each -> each.id().name().value()),
                new Column("SOURCE", each -> each.source().map(VolumeName::value).orElse("?")),
                new Column("GROUP", each -> each.id().group().value()),
                new Column("KIND", SnapshotInfo::kind),
                new Column("TAKEN", each -> each.taken().orElse("?")),
                new Column("SIZE", each -> Quantities.size(each.sectors())),
                new Column("CHANGED", each -> Quantities.percent(each.changed())),
                new Column("SYNCED", each -> Quantities.percent(each.synchronizedPercent())),
                new Column("GUEST", each -> each.guest().orElse(listed.told(each) ? "-" : "?")),
                new Column(
                    "SET",
                    each ->
                        each.set().orElse(listed.told(each) ? "(not cvmsnap's)" : "(not known)")),
                new Column("PROOF", each -> each.proof().word()),
                new Column("POLICY", each -> each.policy().orElse("-")),
                new Column("COMMENT", each -> each.comment().orElse("-")),
                new Column("STATE", SnapshotInfo::standing))
            .filter(column -> !SAID.contains(column.name()) || said(column))
            .toList();
  }

  private boolean said(Column column) {
    return snapshots.stream().anyMatch(each -> !column.cell().apply(each).equals("-"));
  }

  /**
   * The table, a line for each snapshot.
   *
   * @param width how long a line may be
   */
  String text(int width) {
    List<Column> left = new ArrayList<>(columns);
    for (String name : LEFT_OUT) {
      if (Tree.width(rows(left)) <= width) {
        break;
      }
      left.removeIf(column -> column.name().equals(name));
    }
    return Tree.text(rows(left), width);
  }

  private List<Tree> rows(List<Column> shown) {
    List<Tree> rows = new ArrayList<>();
    rows.add(new Tree(shown.stream().map(Column::name).toArray(String[]::new)));
    for (SnapshotInfo each : snapshots) {
      rows.add(
          new Tree(shown.stream().map(column -> column.cell().apply(each)).toArray(String[]::new)));
    }
    return rows;
  }
}
