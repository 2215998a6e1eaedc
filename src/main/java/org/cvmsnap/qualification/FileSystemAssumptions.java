package org.cvmsnap.qualification;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.cluster.Mounts;
import org.cvmsnap.engine.StepReport;
import org.cvmsnap.model.Cleanness;
import org.cvmsnap.model.Mount;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.LoseMounts;
import org.cvmsnap.step.ProveClean;
import org.cvmsnap.step.Unmount;

/** What is assumed of file systems that are unmounted and mounted again. */
final class FileSystemAssumptions {
  static final List<Assumption> ALL =
      List.of(
          new Assumption(
              "fsck-mounted",
              "fsck -m tells that a file system is mounted",
              "what fsck -m says proves nothing: count snapshots as unchecked",
              FileSystemAssumptions::mounted),
          new Assumption(
              "fsck-unmounted",
              "fsck -m says that a file system is clean once it was unmounted in order",
              "snapshots of it have to be checked before they are used: --unproven does without",
              FileSystemAssumptions::clean),
          new Assumption(
              "boot-mounts",
              "the boot mounts what vfstab has for it, before multi-user is online",
              "the guest is without them until cvmsnap has mounted them: allow for it in --max-outage",
              FileSystemAssumptions::booted),
          new Assumption(
              "mount-options",
              "what is mounted again has the options that it had",
              "put the options into vfstab of the guest, or mount it by hand after each snapshot",
              FileSystemAssumptions::options));

  private FileSystemAssumptions() {}

  private static Verdict mounted(Evidence evidence) {
    Map<String, Cleanness> asked = evidence.before().asked();
    List<String> others =
        asked.entrySet().stream()
            .filter(each -> each.getValue() != Cleanness.MOUNTED)
            .map(each -> "of %s it says: %s".formatted(each.getKey(), each.getValue().text()))
            .toList();
    if (!others.isEmpty()) {
      return Verdict.refuted(String.join("; ", others));
    }
    return asked.isEmpty()
        ? Verdict.notTried("no file system of the volumes has answered while it was mounted")
        : Verdict.confirmed("told of " + String.join(", ", asked.keySet()));
  }

  private static Verdict clean(Evidence evidence) {
    List<StepReport> reports =
        Stream.of(Trial.Kind.STOP, Trial.Kind.DETACH)
            .flatMap(kind -> evidence.trial(kind).out(ProveClean.class).stream())
            .toList();
    return evidence.trial(Trial.Kind.STOP).reached(reports, "they say that they are clean");
  }

  /** What the boot has mounted takes no command of cvmsnap's. */
  private static Verdict booted(Evidence evidence) {
    Trial trial = evidence.trial(Trial.Kind.STOP);
    if (!trial.booted()) {
      return Verdict.notTried(trial.why());
    }
    Set<String> byBoot = new TreeSet<>();
    Set<String> byUs = new TreeSet<>();
    trial.called("mount").stream()
        .filter(report -> report.phase() == Phase.RETURN)
        .forEach(
            report ->
                report.step().stream()
                    .flatMap(FileSystemAssumptions::mounts)
                    .filter(each -> each.atBoot() == Mounts.AtBoot.AS_IT_WAS)
                    .forEach(
                        each ->
                            (report.outcome() == Outcome.UNCHANGED ? byBoot : byUs)
                                .add(each.mount().mountPoint())));
    if (!byUs.isEmpty()) {
      return Verdict.refuted("the boot has not mounted " + String.join(", ", byUs));
    }
    return byBoot.isEmpty()
        ? Verdict.notTried("its vfstab mounts nothing of them at boot")
        : Verdict.confirmed("the boot has mounted " + String.join(", ", byBoot));
  }

  private static Stream<Unmount> mounts(Step step) {
    if (step instanceof LoseMounts lost) {
      return lost.mounts().stream();
    }
    return step instanceof Unmount one ? Stream.of(one) : Stream.empty();
  }

  private static Verdict options(Evidence evidence) {
    Map<String, Set<String>> before = options(evidence.before());
    Set<String> others = new TreeSet<>();
    List<String> back = new ArrayList<>();
    for (Trial trial :
        List.of(evidence.trial(Trial.Kind.STOP), evidence.trial(Trial.Kind.DETACH))) {
      Set<String> again =
          trial.called("mount").stream()
              .flatMap(report -> report.step().stream())
              .flatMap(FileSystemAssumptions::mounts)
              .map(each -> each.mount().mountPoint())
              .collect(Collectors.toCollection(TreeSet::new));
      trial
          .after()
          .map(FileSystemAssumptions::options)
          .orElse(Map.of())
          .forEach(
              (point, now) -> {
                Set<String> was = before.get(point);
                if (was != null && again.contains(point) && !was.equals(now)) {
                  others.add(
                      "%s had %s, and has %s"
                          .formatted(point, String.join(",", was), String.join(",", now)));
                } else if (was != null && again.contains(point)) {
                  back.add(point);
                }
              });
    }
    if (!others.isEmpty()) {
      return Verdict.refuted(String.join("; ", others));
    }
    return back.isEmpty()
        ? Verdict.notTried("nothing was mounted again")
        : Verdict.confirmed(
            back.stream().distinct().sorted().collect(Collectors.joining(", ")) + " as before");
  }

  private static Map<String, Set<String>> options(Sighting sighting) {
    Map<String, Set<String>> options = new HashMap<>();
    for (Mount each : Optional.of(sighting).flatMap(Sighting::mounts).orElse(List.of())) {
      options.put(each.mountPoint(), new TreeSet<>(each.withoutKernelOptions().options()));
    }
    return options;
  }
}
