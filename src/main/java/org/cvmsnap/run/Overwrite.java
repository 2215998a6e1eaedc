package org.cvmsnap.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.VolumeId;

/**
 * What a step changes for good, which no other step brings back: from its first act on the run
 * cannot be undone, and has to say so while nobody knows what came of it.
 *
 * @param volumes whose content it changes
 * @param unknown what is said while nobody knows whether it was done, or when it was done in part;
 *     sentences without a full stop
 * @param missing what is said when it was certainly not done, while others like it were
 * @param ways how all that the run was to change gets one state again, the best first
 */
public record Overwrite(
    List<VolumeId> volumes, List<String> unknown, List<String> missing, List<Way> ways) {
  public Overwrite {
    volumes = List.copyOf(volumes);
    unknown = List.copyOf(unknown);
    missing = List.copyOf(missing);
    ways = List.copyOf(ways);
  }

  /**
   * A command that leads out of a doubt. It is for all of a run at once: to go on with a part alone
   * would leave a mixture that no instant ever had.
   *
   * @param text what it does
   * @param verb its command, which is given the snapshots
   * @param guest which it is given too; empty where it takes no guest down
   * @param spends whether it is for what is not done alone, as a step that is done has used its
   *     snapshots up or made them good
   */
  public record Way(
      Text text, String verb, List<VolumeId> snapshots, Optional<GuestName> guest, boolean spends) {
    public Way {
      snapshots = List.copyOf(snapshots);
    }

    /** What is said of a command that names one snapshot, and of one that names several. */
    public record Text(String one, String several) {}
  }

  /**
   * The ways out of the doubts of a run, in one line.
   *
   * @param all what its steps overwrite, each with whether it is done
   */
  public static String ways(Map<Overwrite, Boolean> all) {
    Map<Way.Text, List<Way>> alike = new LinkedHashMap<>();
    all.forEach(
        (each, done) -> {
          for (Way way : each.ways()) {
            List<Way> same = alike.computeIfAbsent(way.text(), text -> new ArrayList<>());
            if (!done || !way.spends()) {
              same.add(way);
            }
          }
        });
    alike.values().removeIf(List::isEmpty);
    boolean severalGroups =
        all.keySet().stream()
                .flatMap(each -> each.volumes().stream())
                .map(VolumeId::group)
                .distinct()
                .count()
            > 1;
    List<String> lines = new ArrayList<>();
    alike.forEach(
        (text, ways) -> {
          List<String> names =
              ways.stream()
                  .flatMap(way -> way.snapshots().stream())
                  .distinct()
                  .map(id -> severalGroups ? id.toString() : id.name().value())
                  .toList();
          Way way = ways.get(0);
          lines.add(
              (names.size() == 1 ? text.one() : text.several())
                  + ShellLine.hint(" (cvmsnap %s %s", way.verb(), names)
                  + way.guest().map(guest -> ShellLine.hint(" --ldom %s", guest)).orElse("")
                  + ")");
        });
    return String.join(" or ", lines);
  }
}
