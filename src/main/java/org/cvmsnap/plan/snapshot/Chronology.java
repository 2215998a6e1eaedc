package org.cvmsnap.plan.snapshot;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.VolumeId;

/**
 * The order in which sets were taken. A clock may have been set between two of them, so a set
 * counts as no later than any set with a larger number that is in one of its disk groups; sets
 * without a number, and those of other disk groups, are put among them by their times.
 */
public final class Chronology {
  private static final Comparator<SnapshotSet> RECORDED =
      Comparator.comparingLong((SnapshotSet set) -> set.sequence().orElse(0))
          .thenComparing(Chronology::recorded)
          .thenComparing(SnapshotSet::run);

  private final Map<SnapshotSet, Instant> moments = new HashMap<>();

  public Chronology(Collection<SnapshotSet> sets) {
    Map<GroupName, Instant> later = new HashMap<>();
    for (SnapshotSet set : sets.stream().sorted(RECORDED.reversed()).toList()) {
      Instant moment = recorded(set);
      if (set.sequence().isPresent()) {
        for (VolumeId member : set.members()) {
          Instant next = later.getOrDefault(member.group(), moment);
          moment = next.isBefore(moment) ? next : moment;
        }
        for (VolumeId member : set.members()) {
          later.put(member.group(), moment);
        }
      }
      moments.put(set, moment);
    }
  }

  /** The time that it bears, or the earliest of all. */
  private static Instant recorded(SnapshotSet set) {
    return set.taken().orElse(Instant.MIN);
  }

  /** The latest time at which it can have been taken, by what was taken after it. */
  Instant moment(SnapshotSet set) {
    return Objects.requireNonNull(moments.get(set), "not one of these sets");
  }

  /** All of them, the newest first. */
  public List<SnapshotSet> newestFirst() {
    return newestFirst(this::moment);
  }

  /** The same by other moments; those of one moment by their numbers. */
  List<SnapshotSet> newestFirst(Function<SnapshotSet, Instant> moment) {
    return moments.keySet().stream()
        .sorted(Comparator.comparing(moment).thenComparing(RECORDED).reversed())
        .toList();
  }
}
