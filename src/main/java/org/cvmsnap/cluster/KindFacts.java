package org.cvmsnap.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;

/**
 * What a kind of snapshot needs to know beyond what every take does.
 *
 * @param regions the region size of records by name, DCOs and caches alike, in sectors
 * @param comments what is written in the comment field of the group's volumes
 * @param room how long a volume could be made where the snapshots will be, in sectors; empty where
 *     it was not asked
 * @param target the group that the snapshots will be in, where it is another than the sources'
 * @param groups the disk groups that this node has imported
 * @param restoring the sources to which a restore is, or may be, still being copied
 */
public record KindFacts(
    Map<String, Long> regions,
    Map<VolumeName, String> comments,
    OptionalLong room,
    Optional<GroupFacts> target,
    List<GroupName> groups,
    Map<VolumeId, Restoring> restoring) {
  /** Where nothing more is needed. */
  public static final KindFacts NONE =
      new KindFacts(
          Map.of(), Map.of(), OptionalLong.empty(), Optional.empty(), List.of(), Map.of());

  public KindFacts {
    regions = Map.copyOf(regions);
    comments = Map.copyOf(comments);
    groups = List.copyOf(groups);
    restoring = Map.copyOf(restoring);
  }

  /** The region size of a DCO or a cache, in sectors; empty where it is not told. */
  public Optional<Long> region(String record) {
    return Optional.ofNullable(regions.get(record));
  }
}
