package org.cvmsnap.plan.take;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.cluster.SnapshotTarget;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.cluster.VolumeUse;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.SnapshotComment;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Plan;
import org.cvmsnap.step.TagSnapshot;

/**
 * How snapshots are taken.
 *
 * @param set the sources with the snapshots that are made of them
 * @param warnings why some of them will not be known to be clean, in sentences
 * @param omitted what of the guest's data will not be in them, in sentences
 * @param notes what is to be known of it before it is done, in sentences
 */
public record TakePlan(
    Plan plan,
    List<SnapshotPair> set,
    List<String> warnings,
    List<String> omitted,
    List<String> notes) {
  public TakePlan {
    set = List.copyOf(set);
    warnings = List.copyOf(warnings);
    omitted = List.copyOf(omitted);
    notes = List.copyOf(notes);
  }

  /** How good the set will be known to be, if all goes well. */
  public Proof proof() {
    return warnings.isEmpty() ? Proof.CLEAN_BEFORE : Proof.UNCHECKED;
  }

  /** The snapshots as far as they are known before they are there. */
  public List<SnapshotFacts> coming(TakeRequest request) {
    return set.stream()
        .flatMap(pair -> tag(pair.snapshot()).map(tag -> coming(request, tag, pair.source())))
        .toList();
  }

  private Stream<TagSnapshot> tag(VolumeId snapshot) {
    return plan.steps().stream()
        .filter(TagSnapshot.class::isInstance)
        .map(TagSnapshot.class::cast)
        .filter(tag -> tag.snapshot().equals(snapshot));
  }

  private static SnapshotFacts coming(TakeRequest request, TagSnapshot tag, VolumeId source) {
    SnapshotInfo info =
        new SnapshotInfo(
            tag.snapshot(),
            Optional.of(source.name()),
            request.kind().word(),
            Optional.empty(),
            0,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Optional.of(request.guest().value()),
            Optional.ofNullable(tag.tags().get(Tags.RUN)),
            Tags.proof(tag.tags()),
            request.comment().map(SnapshotComment::text),
            request.policy(),
            List.of());
    SnapshotTarget target =
        new SnapshotTarget(
            tag.snapshot(),
            Optional.of(source),
            Tags.instant(tag.tags()) ? Family.INSTANT : Family.TRADITIONAL,
            false,
            info.set().orElse(""));
    return new SnapshotFacts(
        info,
        target,
        Optional.empty(),
        true,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        tag.tags(),
        List.of(),
        Optional.empty(),
        new VolumeUse(List.of(), List.of(), List.of()));
  }

  /** The volumes that are snapshotted, sorted. */
  public List<VolumeId> sources() {
    return set.stream().map(SnapshotPair::source).sorted().toList();
  }
}
