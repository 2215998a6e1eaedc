package org.cvmsnap.plan.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.BadLog;
import org.cvmsnap.cluster.Pin;
import org.cvmsnap.cluster.Restoring;
import org.cvmsnap.cluster.SameLength;
import org.cvmsnap.cluster.SelectionFacts;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeRecord;
import org.cvmsnap.plan.outage.OutageChecks;

/** What speaks against using the points in time that are meant. */
final class SelectionChecks {
  private final SnapshotSelection request;
  private final SelectionFacts facts;
  private final List<Refusal> refusals = new ArrayList<>();

  SelectionChecks(SnapshotSelection request, SelectionFacts facts) {
    this.request = request;
    this.facts = facts;
  }

  /**
   * Everything that speaks against it.
   *
   * @param whole whether volumes go back to the snapshots, which have to be complete; else these
   *     get a new point in time
   */
  List<Refusal> refusals(SelectedSnapshots points, boolean whole) {
    for (SnapshotInfo snapshot : points.snapshots()) {
      VolumeId source = SelectedSnapshots.source(snapshot).orElseThrow();
      ours(snapshot);
      sound(snapshot, source, whole);
      tied(snapshot, source);
      if (!whole || givenBack(source)) {
        Pin.refusal(snapshot.id(), facts.tags(snapshot.id())).ifPresent(refusals::add);
      }
      refusals.addAll(facts.outage().use(snapshot.id()).refusals(snapshot.id()));
      Optional.ofNullable(facts.restoring().get(source))
          .map(Restoring::refusal)
          .ifPresent(refusals::add);
    }
    if (points.sources().stream().map(facts.outage()::family).distinct().count() > 1) {
      refuse(
          "Some of the volumes are prepared for instant snapshots and some are not.",
          "Go through them one by one.");
    }
    return List.copyOf(refusals);
  }

  /** VxVM goes back to a traditional snapshot by making it a mirror of its volume. */
  private boolean givenBack(VolumeId source) {
    return facts.outage().family(source).equals(Optional.of(Family.TRADITIONAL));
  }

  private void refuse(String problem, String next) {
    refusals.add(new Refusal(problem, next));
  }

  private void ours(SnapshotInfo snapshot) {
    if (!snapshot.ours() && !request.foreign()) {
      refuse(
          snapshot.id() + " is not cvmsnap's: it has no mark of it.",
          "If you know what it holds, add --foreign.");
    }
  }

  private void sound(SnapshotInfo snapshot, VolumeId source, boolean whole) {
    Optional<VolumeRecord> record = facts.outage().record(snapshot.id());
    if (record.filter(VolumeRecord::enabledAndActive).isEmpty()) {
      refuse(
          "%s is %s and has to be ENABLED/ACTIVE."
              .formatted(
                  snapshot.id(),
                  record.map(it -> it.kernelState() + "/" + it.state()).orElse("gone")),
          "An INVALID snapshot is lost; choose another one: cvmsnap list.");
    }
    if (facts
        .outage()
        .group(snapshot.id())
        .filter(group -> group.layout().badLog(snapshot.id().name()))
        .isPresent()) {
      refusals.add(BadLog.refusal(snapshot.id()));
    }
    if (whole && snapshot.state().contains("unsynchronized")) {
      refuse(
          "%s is not synchronized yet (%.0f %%)."
              .formatted(snapshot.id(), snapshot.synchronizedPercent().orElse(0)),
          "Wait for it: vxsnap -g %s syncwait %s."
              .formatted(snapshot.id().group(), snapshot.id().name()));
    }
    facts
        .outage()
        .record(source)
        .flatMap(of -> SameLength.refusal(snapshot.id(), snapshot.sectors(), source, of.sectors()))
        .ifPresent(refusals::add);
  }

  private void tied(SnapshotInfo snapshot, VolumeId source) {
    Optional<Family> family = facts.outage().family(source);
    refusals.addAll(OutageChecks.familyKnown(source, family));
    if (family.isEmpty()) {
      return;
    }
    if (facts.row(snapshot.id()).filter(SnapshotRow::linkedMirror).isPresent()) {
      refuse(
          snapshot.id() + " is a mirror of " + source + " again, and holds no point in time.",
          "Choose a snapshot: cvmsnap list " + source.name() + ".");
    }
    if (family.get() == Family.INSTANT && facts.row(snapshot.id()).isEmpty()) {
      refuse(
          snapshot.id() + " is not tied to " + source + " any more, so VxVM cannot go back to it.",
          "See: vxsnap -g %s list. Its data can only be copied.".formatted(source.group()));
    }
    if (family.get() == Family.TRADITIONAL
        && facts
            .outage()
            .group(source)
            .filter(group -> group.layout().plexesOf(snapshot.id().name()).size() == 1)
            .isEmpty()) {
      refuse(
          snapshot.id() + " has several plexes, of which VxVM would take back only one.",
          "Give the others back first: vxassist -g %s snapback %s."
              .formatted(source.group(), snapshot.id().name()));
    }
  }
}
