package org.cvmsnap.plan.snapshot;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.VolumeId;

/**
 * The snapshots of one run, which are kept or removed together.
 *
 * @param run that made it
 * @param taken when it was taken; empty where that is not known
 * @param sequence its number, which is larger than those of earlier sets in the same disk groups;
 *     empty where it has none
 * @param members its snapshots that are there, sorted
 * @param sources the volumes that they are of
 * @param trouble what speaks against using it; empty text where it is good
 * @param proof how good what is on them is known to be: the worst of them
 * @param safety whether it holds what volumes were before they were restored
 * @param dead whether that trouble will never pass: some of it is missing, or lost
 * @param policy the policy of the configuration that took it
 */
public record SnapshotSet(
    String run,
    Optional<Instant> taken,
    OptionalLong sequence,
    List<VolumeId> members,
    Set<VolumeId> sources,
    String trouble,
    boolean dead,
    boolean pinned,
    Proof proof,
    boolean safety,
    Optional<String> policy) {
  public SnapshotSet {
    members = members.stream().sorted().toList();
    sources = Set.copyOf(sources);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a set without snapshots");
    }
  }

  /** Whether it says that it was taken later than that. */
  public boolean takenAfter(Instant moment) {
    return taken.filter(moment::isBefore).isPresent();
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

  /** Puts cvmsnap's own snapshots together as they were taken. What others made is in no set. */
  public static List<SnapshotSet> of(Collection<SnapshotFacts> snapshots) {
    Map<String, List<SnapshotFacts>> runs = new TreeMap<>();
    snapshots.stream()
        .filter(each -> each.info().ours())
        .forEach(
            each -> runs.computeIfAbsent(each.target().run(), run -> new ArrayList<>()).add(each));
    return runs.entrySet().stream().map(each -> set(each.getKey(), each.getValue())).toList();
  }

  /** The volumes that have a good snapshot now, and none once these snapshots are gone. */
  public static List<VolumeId> lastGood(
      Collection<SnapshotFacts> going, Collection<SnapshotFacts> all) {
    Set<VolumeId> gone = going.stream().map(SnapshotFacts::id).collect(Collectors.toSet());
    Set<VolumeId> left = new TreeSet<>();
    Set<VolumeId> covered = new TreeSet<>();
    for (SnapshotSet set : of(all)) {
      if (set.good()) {
        boolean stays = set.members().stream().noneMatch(gone::contains);
        (stays ? covered : left).addAll(set.sources());
      }
    }
    left.removeAll(covered);
    return List.copyOf(left);
  }

  /** What is left of sets of which these snapshots are only a part, a text for each set. */
  public static List<String> broken(
      Collection<SnapshotFacts> going, Collection<SnapshotFacts> all) {
    Set<VolumeId> gone = going.stream().map(SnapshotFacts::id).collect(Collectors.toSet());
    return of(all).stream()
        .filter(set -> set.good() && set.members().stream().anyMatch(gone::contains))
        .map(
            set ->
                set.members().stream()
                    .filter(member -> !gone.contains(member))
                    .map(VolumeId::toString)
                    .collect(Collectors.joining(", ")))
        .filter(rest -> !rest.isEmpty())
        .toList();
  }

  private static SnapshotSet set(String run, List<SnapshotFacts> members) {
    Set<String> troubles = new TreeSet<>();
    members.forEach(each -> troubles.addAll(each.info().state()));
    Set<VolumeId> sources =
        members.stream()
            .flatMap(each -> each.target().source().stream())
            .collect(Collectors.toSet());
    if (members.stream().anyMatch(each -> each.target().source().isEmpty())) {
      troubles.add("its source is not known");
    }
    return new SnapshotSet(
        run,
        taken(run, members),
        members.stream().flatMapToLong(each -> Tags.sequence(each.tags()).stream()).min(),
        members.stream().map(SnapshotFacts::id).toList(),
        sources,
        String.join(", ", troubles),
        members.stream().anyMatch(SnapshotSet::dead),
        members.stream().anyMatch(SnapshotFacts::pinned),
        members.stream().map(each -> each.info().proof()).reduce(Proof.CLEAN, Proof::worse),
        members.stream().anyMatch(each -> each.tags().containsKey(Tags.SAFETY)),
        members.stream().flatMap(each -> each.info().policy().stream()).findFirst());
  }

  private static boolean dead(SnapshotFacts each) {
    return each.info().state().stream()
        .anyMatch(trouble -> trouble.endsWith("INVALID") || trouble.endsWith("missing"));
  }

  /** The moment of its making, else, with that tag lost, the start of its run. */
  private static Optional<Instant> taken(String run, List<SnapshotFacts> members) {
    return members.stream()
        .flatMap(each -> Optional.ofNullable(each.tags().get(Tags.TAKEN)).stream())
        .flatMap(text -> instant(text).stream())
        .min(Instant::compareTo)
        .or(() -> start(run));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> start(String run) {
    try {
      return Optional.of(new RunId(run).start());
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
