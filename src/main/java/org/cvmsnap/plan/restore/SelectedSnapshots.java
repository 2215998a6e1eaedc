package org.cvmsnap.plan.restore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.cluster.SelectionFacts;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Nearest;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeId;

/**
 * The points in time that are meant: snapshots of volumes of one guest.
 *
 * @param refusals why they cannot be told; then the rest means nothing
 */
record SelectedSnapshots(List<SnapshotInfo> snapshots, List<Refusal> refusals) {
  SelectedSnapshots {
    snapshots = List.copyOf(snapshots);
    refusals = List.copyOf(refusals);
  }

  static SelectedSnapshots meant(SnapshotSelection request, SelectionFacts facts) {
    List<VolumeId> owned = facts.outage().guest().volumes();
    List<SnapshotInfo> known =
        facts.snapshots().stream()
            .filter(each -> source(each).filter(owned::contains).isPresent())
            .toList();
    List<SnapshotInfo> snapshots = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    for (SnapshotRef ref : request.snapshots()) {
      List<SnapshotInfo> found =
          known.stream()
              .filter(each -> ref.means(each.id()))
              .sorted(Comparator.comparing(SnapshotInfo::id))
              .toList();
      if (found.size() == 1) {
        snapshots.add(found.get(0));
      } else {
        refusals.add(
            found.isEmpty()
                ? unknown(request, facts, ref, known)
                : new Refusal(
                    "There are several snapshots '%s': %s."
                        .formatted(ref, found.stream().map(SnapshotInfo::id).toList()),
                    "Say which with --group %s, or as %s."
                        .formatted(found.get(0).id().group(), found.get(0).id())));
      }
    }
    refusals.addAll(together(snapshots));
    return new SelectedSnapshots(snapshots, refusals);
  }

  static Optional<VolumeId> source(SnapshotInfo snapshot) {
    return snapshot.source().map(name -> new VolumeId(snapshot.id().group(), name));
  }

  private static Refusal unknown(
      SnapshotSelection request, SelectionFacts facts, SnapshotRef ref, List<SnapshotInfo> known) {
    Optional<SnapshotInfo> other =
        facts.snapshots().stream().filter(each -> ref.means(each.id())).findFirst();
    if (other.isPresent()) {
      return new Refusal(
          "%s is a snapshot of %s, which is not behind any disk of %s."
              .formatted(
                  other.get().id(),
                  source(other.get()).map(VolumeId::toString).orElse("an unknown volume"),
                  request.outage().guest()),
          "Name the guest that uses that volume.");
    }
    Optional<GroupName> elsewhere =
        ref.group().filter(group -> !facts.outage().groups().containsKey(group));
    if (elsewhere.isPresent()) {
      return new Refusal(
          "No volume of %s is in disk group %s, and VxVM restores and refreshes within one disk group alone."
              .formatted(request.outage().guest(), elsewhere.get()),
          "Move the snapshot to its source's disk group, while it is closed: vxdg move %s DG %s."
              .formatted(elsewhere.get(), ref.name()));
    }
    List<String> names = known.stream().map(each -> each.id().name().value()).toList();
    return new Refusal(
        "There is no snapshot '%s' of a volume of %s.".formatted(ref, request.outage().guest()),
        (Nearest.ask(ref.name().value(), names, "") + " See: cvmsnap list.").strip());
  }

  /** A volume goes to one point in time. */
  private static List<Refusal> together(List<SnapshotInfo> snapshots) {
    List<Refusal> refusals = new ArrayList<>();
    if (snapshots.stream().map(SelectedSnapshots::source).distinct().count() < snapshots.size()) {
      refusals.add(
          new Refusal(
              "Several of the snapshots are of one volume: "
                  + snapshots.stream().map(SnapshotInfo::id).toList()
                  + ".",
              "Choose one snapshot for each volume."));
    }
    return refusals;
  }

  List<VolumeId> ids() {
    return snapshots.stream().map(SnapshotInfo::id).toList();
  }

  List<VolumeId> sources() {
    return snapshots.stream().flatMap(each -> source(each).stream()).toList();
  }

  /** What has to be closed for them: the sources and the snapshots. */
  List<VolumeId> closed() {
    return Stream.concat(sources().stream(), ids().stream()).toList();
  }

  List<SnapshotPair> pairs() {
    return snapshots.stream().map(SelectedSnapshots::pair).toList();
  }

  static SnapshotPair pair(SnapshotInfo snapshot) {
    return new SnapshotPair(source(snapshot).orElseThrow(), snapshot.id());
  }

  /**
   * Warns of sets of snapshots of which only a part is used, a sentence each.
   *
   * @param consequence what becomes of the others
   */
  List<String> warnings(SelectionFacts facts, String consequence) {
    return snapshots.stream()
        .filter(each -> each.set().isPresent())
        .flatMap(each -> warning(each, facts, consequence).stream())
        .distinct()
        .toList();
  }

  private Optional<String> warning(
      SnapshotInfo snapshot, SelectionFacts facts, String consequence) {
    List<String> others =
        facts.snapshots().stream()
            .filter(each -> each.set().equals(snapshot.set()))
            .filter(each -> !ids().contains(each.id()))
            .filter(each -> !source(each).equals(source(snapshot)))
            .map(each -> each.id().name().value())
            .toList();
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s was taken together with %s; %s."
                .formatted(snapshot.id().name(), String.join(", ", others), consequence));
  }
}
