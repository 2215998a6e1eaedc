package org.cvmsnap.plan.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cvmsnap.model.VolumeId;

/**
 * The snapshots of one run, which are kept or removed together.
 *
 * @param run that made it
 * @param taken when it was taken; empty where that is not known
 * @param members its snapshots that are there, sorted
 * @param sources the volumes that they are of
 * @param trouble what speaks against using it; empty text where it is good
 * @param dead whether that trouble will never pass: some of it is missing, or lost
 */
public record SnapshotSet(
    String run,
    Optional<Instant> taken,
    List<VolumeId> members,
    Set<VolumeId> sources,
    String trouble,
    boolean dead,
    boolean pinned) {
  public SnapshotSet {
    members = members.stream().sorted().toList();
    sources = Set.copyOf(sources);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a set without snapshots");
    }
  }

  /** Of the run alone, which no two sets share: sets are looked up over and over again. */
  @Override
  public int hashCode() {
    return run.hashCode();
  }

  /** Whether it counts for a retention policy: complete, sound, and of a known time. */
  public boolean good() {
    return trouble.isEmpty() && taken.isPresent();
  }

  /** What is always snapshotted together is one series: such as {@code datadg/a, datadg/b}. */
  String series() {
    return sources.size() == 1
        ? sources.iterator().next().toString()
        : new TreeSet<>(sources).stream().map(VolumeId::toString).collect(Collectors.joining(", "));
  }
}
