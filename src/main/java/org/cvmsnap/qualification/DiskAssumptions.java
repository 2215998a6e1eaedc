package org.cvmsnap.qualification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.step.DetachDisk;
import org.cvmsnap.step.ProveClosed;
import org.cvmsnap.step.UnbindDomain;

/** What is assumed of virtual disks that go and come back. */
final class DiskAssumptions {
  static final List<Assumption> ALL =
      List.of(
          new Assumption(
              "numbers-after-rebind",
              "the disks of a guest have the same numbers once it is bound again",
              "give each disk a number of its own (ldm add-vdisk id=N) before --mode stop is used",
              evidence -> numbers(evidence, Trial.Kind.STOP)),
          new Assumption(
              "disks-leave",
              "ldm rm-vdisk takes a disk that nothing uses from a guest that runs",
              "do not use --mode detach",
              evidence -> left(evidence.trial(Trial.Kind.DETACH))),
          new Assumption(
              "disks-return",
              "ldm add-vdisk gives it back while the guest runs",
              "do not use --mode detach",
              DiskAssumptions::returned),
          new Assumption(
              "numbers-after-return",
              "a disk that is given back with id=N has that number",
              "do not use --mode detach",
              evidence -> numbers(evidence, Trial.Kind.DETACH)));

  private DiskAssumptions() {}

  private static boolean gone(Trial trial, Trial.Kind kind) {
    return trial.out(kind == Trial.Kind.STOP ? UnbindDomain.class : DetachDisk.class).stream()
        .anyMatch(report -> report.outcome().reached());
  }

  private static Verdict left(Trial trial) {
    return trial.reached(trial.out(DetachDisk.class), "the guest let go of it");
  }

  private static Verdict returned(Evidence evidence) {
    Trial trial = evidence.trial(Trial.Kind.DETACH);
    Optional<Map<String, Integer>> before = evidence.before().numbers();
    Optional<Map<String, Integer>> after = trial.after().flatMap(Sighting::numbers);
    if (!gone(trial, Trial.Kind.DETACH) || before.isEmpty() || after.isEmpty()) {
      return Verdict.notTried(trial.why());
    }
    List<String> missing =
        before.get().keySet().stream().filter(disk -> !after.get().containsKey(disk)).toList();
    return missing.isEmpty()
        ? Verdict.confirmed("all of them are back")
        : trial.reached(trial.out(ProveClosed.class), "").refuted()
            ? Verdict.notTried("none is given back while its volume is open")
            : Verdict.refuted(String.join(", ", missing) + " did not come back: " + trial.why());
  }

  /** Those of disks that are there. */
  private static Verdict numbers(Evidence evidence, Trial.Kind kind) {
    Trial trial = evidence.trial(kind);
    Optional<Map<String, Integer>> before = evidence.before().numbers();
    Optional<Map<String, Integer>> after = trial.after().flatMap(Sighting::numbers);
    if (!gone(trial, kind) || before.isEmpty() || after.isEmpty()) {
      return Verdict.notTried(trial.why());
    }
    List<String> others = new ArrayList<>();
    boolean missing = false;
    for (Map.Entry<String, Integer> each : before.get().entrySet()) {
      Integer now = after.get().get(each.getKey());
      missing |= now == null;
      if (now != null && !now.equals(each.getValue())) {
        others.add(
            "%s was number %d, and is number %d".formatted(each.getKey(), each.getValue(), now));
      }
    }
    if (!others.isEmpty()) {
      return Verdict.refuted(String.join("; ", others));
    }
    return missing
        ? Verdict.notTried(trial.why())
        : Verdict.confirmed("the same numbers as before: " + before.get());
  }
}
