package org.cvmsnap.workflow;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.snapshot.Chronology;
import org.cvmsnap.plan.snapshot.SnapshotSet;

/**
 * What there is to go back to of one volume.
 *
 * @param sets cvmsnap's own that are complete and sound, newest first; not what was kept of a
 *     volume before it was restored
 * @param snapshots all that there are of it, whoever made them
 */
record Protection(VolumeId volume, List<SnapshotSet> sets, List<SnapshotFacts> snapshots) {
  Protection {
    sets = List.copyOf(sets);
    snapshots = List.copyOf(snapshots);
  }

  /** Of every volume that cvmsnap has taken one of these snapshots of. */
  static List<Protection> all(List<SnapshotFacts> all) {
    List<SnapshotSet> newestFirst = newestFirst(all);
    TreeSet<VolumeId> volumes = new TreeSet<>();
    newestFirst.forEach(set -> volumes.addAll(set.sources()));
    return volumes.stream().map(volume -> of(volume, newestFirst, all)).toList();
  }

  static Protection of(VolumeId volume, List<SnapshotFacts> all) {
    return of(volume, newestFirst(all), all);
  }

  private static List<SnapshotSet> newestFirst(List<SnapshotFacts> all) {
    return new Chronology(SnapshotSet.of(all)).newestFirst();
  }

  private static Protection of(
      VolumeId volume, List<SnapshotSet> newestFirst, List<SnapshotFacts> all) {
    return new Protection(
        volume,
        newestFirst.stream()
            .filter(set -> set.good() && !set.safety() && set.sources().contains(volume))
            .toList(),
        all.stream().filter(each -> each.target().source().equals(Optional.of(volume))).toList());
  }

  /** The newest set whose file systems were seen to be clean. */
  Optional<SnapshotSet> proven() {
    return sets.stream().filter(set -> set.proof().proven()).findFirst();
  }

  /** The newest such set that a policy took. */
  Optional<SnapshotSet> proven(String policy) {
    return sets.stream()
        .filter(set -> set.proof().proven() && set.policy().equals(Optional.of(policy)))
        .findFirst();
  }

  /** The policies that took any of its sets, in the order of the alphabet. */
  List<String> policies() {
    return sets.stream().flatMap(set -> set.policy().stream()).distinct().sorted().toList();
  }

  Optional<SnapshotSet> newest() {
    return sets.stream().findFirst();
  }

  /** The newest snapshot of it that cvmsnap made, whatever state it is in. */
  Optional<SnapshotFacts> last() {
    return snapshots.stream()
        .filter(each -> each.info().ours())
        .max(Comparator.comparing(each -> each.target().run()));
  }

  /** The guest that was last taken down for it. */
  Optional<GuestName> guest() {
    return last().flatMap(each -> each.info().guest()).map(GuestName::new);
  }
}
