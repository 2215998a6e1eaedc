package org.cvmsnap.rehearsal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.OpenVolumes;
import org.cvmsnap.cluster.Survey;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.host.Recording;
import org.cvmsnap.host.Time;
import org.cvmsnap.model.Access;
import org.cvmsnap.model.ClusterMember;
import org.cvmsnap.model.Machine;
import org.cvmsnap.site.Site;

/**
 * A scenario of the simulated cluster that begins as a recorded site did.
 *
 * @param scenario TOML
 * @param assumed what the recording does not tell, and what was taken in its place
 */
public record Rehearsal(String scenario, List<String> assumed) {
  public Rehearsal {
    assumed = List.copyOf(assumed);
  }

  /**
   * Makes one of a recording of {@code topology} at least; each further command that was recorded
   * tells more.
   *
   * @param access the words before commands, as they were when it was recorded
   * @param time where the recording tells none
   * @throws RefusedException where it does not even tell which nodes there are
   */
  public static Rehearsal of(List<Recording> recordings, Access access, Time time)
      throws InterruptedException {
    Answers answers = new Answers(recordings, access, time);
    List<String> assumed = new ArrayList<>();
    ScenarioTable scenario = new ScenarioTable();
    recordings.stream()
        .flatMap(each -> each.at().stream())
        .findFirst()
        .map(Rehearsal::second)
        .ifPresentOrElse(
            start -> scenario.putAsIs("start", start.toString()),
            () -> assumed.add("the date: the recording does not tell when it was made"));
    new MeasuredTimes(answers, assumed).write(scenario);
    Map<Machine, Optional<ClusterMember>> members = members(answers);
    List<Machine> nodes = List.copyOf(members.keySet());
    GroupTables groups = new GroupTables(answers, assumed);
    for (Machine node : nodes) {
      groups.read(node);
    }
    NodeTables tables = new NodeTables(answers, groups, assumed);
    for (Machine node : nodes) {
      tables.write(scenario, node, members.getOrDefault(node, Optional.empty()));
    }
    groups.write(scenario);
    new VcsTables(answers, assumed).write(scenario, nodes, tables.guests());
    return new Rehearsal(
        heading(recordings.size()) + scenario.text(),
        assumed.stream().distinct().collect(Collectors.toList()));
  }

  private static Instant second(Instant at) {
    return Instant.ofEpochSecond(at.getEpochSecond());
  }

  private static String heading(int commands) {
    return "# Made of a recording of %d commands. Every table may be changed.\n\n"
        .formatted(commands);
  }

  private static Map<Machine, Optional<ClusterMember>> members(Answers answers)
      throws InterruptedException {
    Site site = new Site(answers.hosts());
    try {
      return new OpenVolumes(site, new Survey(site).here().control()).members();
    } catch (NotLearnedException e) {
      throw new RefusedException(
          "The recording does not tell which nodes there are: " + e.why() + ".",
          "Record what topology asks: cvmsnap topology --record FILE.");
    }
  }
}
