package org.cvmsnap.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A source volume and its snapshot, usually in the same disk group. */
public record SnapshotPair(VolumeId source, VolumeId snapshot) {
  public SnapshotPair {
    if (source.equals(snapshot)) {
      throw new IllegalArgumentException(source + " cannot be its own snapshot");
    }
  }

  /** A set by the disk groups of its sources, each with its part of it. */
  public static Map<GroupName, List<SnapshotPair>> byGroup(List<SnapshotPair> set) {
    return set.stream()
        .collect(
            Collectors.groupingBy(
                pair -> pair.source().group(), LinkedHashMap::new, Collectors.toList()));
  }

  /** The disk group of the sources of these, which is one. */
  public static GroupName group(List<SnapshotPair> set) {
    return first(set).source().group();
  }

  /** The disk group of these snapshots, which is one. */
  public static GroupName snapshotGroup(List<SnapshotPair> set) {
    return first(set).snapshot().group();
  }

  private static SnapshotPair first(List<SnapshotPair> set) {
    return set.stream()
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("a set without snapshots"));
  }

  /** The names of the sources, for people. */
  public static String sources(List<SnapshotPair> set) {
    return names(set, SnapshotPair::source, ", ");
  }

  /** The names of the snapshots, for people. */
  public static String snapshots(List<SnapshotPair> set) {
    return names(set, SnapshotPair::snapshot, ", ");
  }

  /** The names of the snapshots, each with that of its source, for people. */
  public static String ofSources(List<SnapshotPair> set) {
    return set.stream()
        .map(pair -> pair.snapshot().name() + " of " + pair.source().name())
        .collect(Collectors.joining(", "));
  }

  /** The names of one side of a set. */
  public static String names(
      List<SnapshotPair> set, Function<SnapshotPair, VolumeId> side, String between) {
    return set.stream()
        .map(pair -> side.apply(pair).name().value())
        .collect(Collectors.joining(between));
  }
}
