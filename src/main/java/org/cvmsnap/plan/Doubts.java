package org.cvmsnap.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;

/** What has to be said of steps that changed something for good, and may not have ended well. */
public final class Doubts {
  private Doubts() {}

  /** What is said while nobody knows whether the step was done, or when it was done in part. */
  public static List<String> unknown(StepSpec spec) {
    if (spec instanceof StepSpec.RestoreVolumes step) {
      return step.pairs().stream().map(pair -> betweenTwoStates(step, pair)).toList();
    }
    if (spec instanceof StepSpec.RefreshSnapshots step) {
      return step.pairs().stream()
          .map(
              pair ->
                  "the content of %s is between two points in time: refresh it again (cvmsnap refresh %s --ldom %s)"
                      .formatted(pair.snapshot(), pair.snapshot(), step.guest()))
          .toList();
    }
    return List.of();
  }

  /** What is said of a step that was certainly not done, while others like it were. */
  public static List<String> missing(StepSpec spec) {
    if (spec instanceof StepSpec.RestoreVolumes step) {
      return step.pairs().stream()
          .map(
              pair ->
                  "%s was not restored, and others of its run were: %s"
                      .formatted(pair.source(), wayOut(step, pair)))
          .toList();
    }
    return unknown(spec);
  }

  /** The volumes whose content is in doubt while the step is. */
  public static List<VolumeId> volumes(StepSpec spec) {
    List<VolumeId> volumes = new ArrayList<>();
    if (spec instanceof StepSpec.RestoreVolumes step) {
      step.pairs().forEach(pair -> volumes.add(new VolumeId(step.group(), pair.source())));
    }
    if (spec instanceof StepSpec.RefreshSnapshots step) {
      step.pairs().forEach(pair -> volumes.add(new VolumeId(step.group(), pair.snapshot())));
    }
    return List.copyOf(volumes);
  }

  private static String betweenTwoStates(StepSpec.RestoreVolumes step, SnapshotPair pair) {
    return "the content of %s is between two states: %s"
        .formatted(pair.source(), wayOut(step, pair));
  }

  private static String wayOut(StepSpec.RestoreVolumes step, SnapshotPair pair) {
    String again = "restore it again (cvmsnap restore %s --ldom %s)";
    String told = again.formatted(pair.snapshot(), step.guest());
    return step.safety().stream()
        .filter(safe -> safe.source().equals(pair.source()))
        .map(
            safe ->
                told
                    + " or to the safety snapshot (cvmsnap restore %s --ldom %s)"
                        .formatted(safe.snapshot(), step.guest()))
        .collect(
            Collectors.collectingAndThen(Collectors.joining(), way -> way.isEmpty() ? told : way));
  }
}
