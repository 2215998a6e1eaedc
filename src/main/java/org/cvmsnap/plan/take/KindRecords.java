package org.cvmsnap.plan.take;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.cluster.KindFacts;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;

/** The records of a disk group that kinds of snapshots rest on, and the names of new ones. */
final class KindRecords {
  private final KindFacts facts;
  private final GroupFacts group;

  KindRecords(KindFacts facts, GroupFacts group) {
    this.facts = facts;
    this.group = group;
  }

  /** The region size of a prepared volume, in sectors; empty where it is not known. */
  Optional<Long> region(VolumeName volume) {
    return group.layout().dcoOf(volume).flatMap(dco -> facts.region(dco.name()));
  }

  /** Whether cvmsnap made a cache: it is known by the comment of its volume. */
  boolean ours(String cache) {
    return group
        .layout()
        .cache(cache)
        .flatMap(found -> Optional.ofNullable(facts.comments().get(found.cacheVolume())))
        .filter(Tags::ours)
        .isPresent();
  }

  /**
   * The new cache of a set is named after its first snapshot. A snapshot's name has at most {@link
   * VolumeName#MAX_PREPARED} characters, so that also the name of the cache volume's plex fits.
   */
  static String cache(List<SnapshotPair> set) {
    return set.get(0).snapshot().name() + "_c";
  }

  static VolumeId cacheVolume(List<SnapshotPair> set) {
    return new VolumeId(
        SnapshotPair.group(set), new VolumeName(set.get(0).snapshot().name() + "_cv"));
  }

  /** The names of all records that a new cache brings with it. */
  static List<String> cacheNames(List<SnapshotPair> set) {
    return set.isEmpty()
        ? List.of()
        : List.of(cache(set), cacheVolume(set).name().value(), cacheVolume(set).name() + "-01");
  }
}
