package org.cvmsnap.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.Recording;

/** Writes how long commands take: the median of those that were recorded and ended with 0. */
final class MeasuredTimes {
  /** The keys of a scenario that are the time of one command, and how that begins. */
  private static final Map<String, List<String>> COMMANDS = commands();

  private static final List<String> VXVM_READS = List.of("vxprint", "vxdg", "vxclustadm");
  private static final List<String> VXVM_CHANGES = List.of("vxassist", "vxedit");
  private static final List<String> GUEST_READS = List.of("cat", "svcs", "fuser", "swap");

  private final Answers answers;
  private final List<String> assumed;

  MeasuredTimes(Answers answers, List<String> assumed) {
    this.answers = answers;
    this.assumed = assumed;
  }

  private static Map<String, List<String>> commands() {
    Map<String, List<String>> commands = new LinkedHashMap<>();
    commands.put("bindSeconds", List.of("ldm", "bind"));
    commands.put("unbindSeconds", List.of("ldm", "unbind"));
    commands.put("startSeconds", List.of("ldm", "start"));
    commands.put("stopSeconds", List.of("ldm", "stop"));
    commands.put("umountSeconds", List.of("umount"));
    commands.put("mountSeconds", List.of("mount"));
    return commands;
  }

  void write(ScenarioTable scenario) {
    ScenarioTable times = scenario.table("times");
    List<String> unmeasured = new ArrayList<>();
    measured(times, unmeasured, "listSeconds", each -> begins(each, "ldm", "list"));
    measured(times, unmeasured, "vxReadSeconds", each -> program(each, VXVM_READS));
    measured(times, unmeasured, "guestSeconds", each -> program(each, GUEST_READS));
    COMMANDS.forEach(
        (key, words) ->
            measured(
                times,
                unmeasured,
                key,
                each ->
                    begins(each, words.toArray(String[]::new))
                        && !each.argv().toString().contains("cvmsnap-tries-its-rights")));
    measured(
        times,
        unmeasured,
        "vxConfigSeconds",
        each ->
            program(each, VXVM_CHANGES)
                && !each.argv().contains("listtag")
                && !each.argv().contains("maxsize"));
    measured(
        times,
        unmeasured,
        "vxMakeSeconds",
        each -> answers.words(each).get(0).equals("vxsnap") && each.argv().contains("make"));
    risen(times, unmeasured);
    assumed.add("these times are the usual ones: " + String.join(", ", unmeasured));
  }

  private boolean begins(Recording recording, String... words) {
    return answers.begins(recording, words);
  }

  private boolean program(Recording recording, List<String> programs) {
    return programs.contains(answers.words(recording).get(0));
  }

  private void measured(
      ScenarioTable times, List<String> unmeasured, String key, Predicate<Recording> which) {
    List<Duration> all =
        answers.recordings().stream()
            .filter(Answers::ended)
            .filter(which)
            .flatMap(each -> each.took().stream())
            .sorted()
            .toList();
    if (all.isEmpty()) {
      unmeasured.add(key);
    } else {
      times.putSeconds(key, all.get(all.size() / 2).toMillis() / 1000.0);
    }
  }

  /** How long after its start a guest says that it runs, and has reached multi-user. */
  private void risen(ScenarioTable times, List<String> unmeasured) {
    Instant start = null;
    boolean softState = false;
    boolean booted = false;
    for (Recording each : answers.recordings()) {
      if (!Answers.ended(each) || each.at().isEmpty()) {
        continue;
      }
      Instant end = each.at().get().plus(each.took().orElse(Duration.ZERO));
      String out = each.result() instanceof Finished finished ? finished.out() : "";
      if (begins(each, "ldm", "start") && start == null) {
        start = end;
      } else if (start != null && !softState && out.contains("softstate=Solaris running")) {
        softState = true;
        times.putSeconds("softstateSeconds", seconds(start, end));
      } else if (start != null
          && !booted
          && begins(each, "svcs")
          && out.strip().equals("online")
          && each.argv().toString().contains("multi-user")) {
        booted = true;
        times.putSeconds("bootSeconds", seconds(start, end));
      }
    }
    if (!softState) {
      unmeasured.add("softstateSeconds");
    }
    if (!booted) {
      unmeasured.add("bootSeconds");
    }
    unmeasured.add("bandwidthMegabytesPerSecond");
  }

  private static double seconds(Instant start, Instant end) {
    return Duration.between(start, end).toMillis() / 1000.0;
  }
}
