package org.cvmsnap.model;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A source volume and its snapshot, usually in the same disk group. */
public record SnapshotPair(VolumeId source, VolumeId snapshot) {
  public SnapshotPair {
    if (source.equals(snapshot)) {
      throw new IllegalArgumentException(source + " cannot be its own snapshot");
    }
  }

  /** The disk group of the sources of a set, which is one. */
  public static GroupName group(List<SnapshotPair> set) {
    return first(set).source().group();
  }

  /** The disk group of the snapshots of a set, which is one. */
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

  /** The names of one side of a set. */
  public static String names(
      List<SnapshotPair> set, Function<SnapshotPair, VolumeId> side, String between) {
    return set.stream()
        .map(pair -> side.apply(pair).name().value())
        .collect(Collectors.joining(between));
  }
}
