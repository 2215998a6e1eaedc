package org.cvmsnap.journal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Overwrite;

/**
 * What nobody knows of the content of volumes, as a run that was to change it for good has not come
 * to its end. There is none where all of that was done, or certainly none of it was.
 */
public final class Doubt {
  private final RunRecord run;

  Doubt(RunRecord run) {
    this.run = run;
  }

  /** Whether nothing is in doubt. */
  public boolean none() {
    return indices().isEmpty();
  }

  /** What has to be said of the volumes: sentences without a full stop. */
  public List<String> sentences() {
    Map<Overwrite, Boolean> all = new LinkedHashMap<>();
    overwriting().forEach(step -> all.put(overwrite(step), run.reached(step)));
    String ways = Overwrite.ways(all);
    return indices().stream()
        .flatMap(
            step ->
                (uncertain(step) ? overwrite(step).unknown() : overwrite(step).missing()).stream())
        .map(sentence -> sentence + ": " + ways)
        .toList();
  }

  /** The volumes whose content is not what the run was to make it. */
  public Set<VolumeId> left() {
    return volumes(indices().stream());
  }

  /** The volumes that the run was to change, of which some may be as before and some may not. */
  public Set<VolumeId> mixed() {
    return none() ? Set.of() : overwritten();
  }

  /** The volumes that the run was to change for good, whatever has come of it. */
  public Set<VolumeId> overwritten() {
    return volumes(overwriting());
  }

  /** The snapshots that a way out of it needs as they are. */
  public Set<VolumeId> needed() {
    Set<VolumeId> mixed = mixed();
    return ways()
        .flatMap(way -> way.snapshots().stream())
        .filter(each -> !mixed.contains(each))
        .collect(Collectors.toSet());
  }

  /**
   * Whether an operator may say that nobody need know any more: of the volumes of a guest, which
   * can be mended in other ways, and not of a snapshot, which would be taken for a good one.
   */
  public boolean canBeWrittenOff() {
    return !needed().isEmpty();
  }

  /**
   * What an operation has done.
   *
   * @param verb its command
   * @param volumes that have got a new content together, each with the snapshot that gave it, or
   *     with itself where it is one
   * @param oneSet the run that has made all these snapshots, and proven them; empty where they are
   *     of several
   */
  public record Done(String verb, Map<VolumeId, VolumeId> volumes, Optional<String> oneSet) {
    private Set<VolumeId> givenBy(Set<VolumeId> written) {
      return written.stream().map(volumes::get).collect(Collectors.toSet());
    }
  }

  /**
   * Whether the volumes have one state again: they were written together as one of the ways out
   * says, or from one set that is older than the doubt.
   *
   * @param gone whether there is no such volume any more, so that nobody need know what it holds
   */
  public boolean endedBy(Done done, Predicate<VolumeId> gone) {
    Set<VolumeId> rest = without(mixed(), gone);
    if (rest.isEmpty()) {
      return true;
    }
    Map<Overwrite.Way.Text, List<Overwrite.Way>> alike =
        ways()
            .filter(way -> way.verb().equals(done.verb()))
            .collect(Collectors.groupingBy(Overwrite.Way::text));
    return alike.values().stream().anyMatch(way -> isWalked(way, done, rest, gone))
        || (!alike.isEmpty() && isOfOlderSet(done, rest));
  }

  /** Whether nobody need know any more, as nothing is left of what is in doubt. */
  public boolean gone(Predicate<VolumeId> gone) {
    return !none() && left().stream().allMatch(gone);
  }

  /** Where a way uses its snapshots up, what is done cannot be done again. */
  private boolean isWalked(
      List<Overwrite.Way> way, Done done, Set<VolumeId> rest, Predicate<VolumeId> gone) {
    Set<VolumeId> written =
        way.stream().anyMatch(Overwrite.Way::spends) ? without(left(), gone) : rest;
    Set<VolumeId> named =
        way.stream().flatMap(each -> each.snapshots().stream()).collect(Collectors.toSet());
    return done.volumes().keySet().containsAll(written) && named.containsAll(done.givenBy(written));
  }

  private boolean isOfOlderSet(Done done, Set<VolumeId> rest) {
    return done.volumes().keySet().containsAll(rest)
        && done.oneSet().filter(set -> set.compareTo(run.plan().run().value()) < 0).isPresent();
  }

  private static Set<VolumeId> without(Set<VolumeId> volumes, Predicate<VolumeId> gone) {
    return volumes.stream().filter(gone.negate()).collect(Collectors.toSet());
  }

  private Stream<Overwrite.Way> ways() {
    return none() ? Stream.of() : overwriting().flatMap(step -> overwrite(step).ways().stream());
  }

  private List<Integer> indices() {
    boolean begun = overwriting().anyMatch(step -> run.reached(step) || uncertain(step));
    return begun && !run.doubtWrittenOff()
        ? overwriting().filter(step -> !run.reached(step)).toList()
        : List.of();
  }

  private Stream<Integer> overwriting() {
    return IntStream.range(0, run.plan().steps().size())
        .filter(step -> run.plan().steps().get(step).overwrite().isPresent())
        .boxed();
  }

  private Overwrite overwrite(int step) {
    return run.plan().steps().get(step).overwrite().orElseThrow();
  }

  private Set<VolumeId> volumes(Stream<Integer> steps) {
    return steps.flatMap(step -> overwrite(step).volumes().stream()).collect(Collectors.toSet());
  }

  /** Whether the step may have been done, in part or in full. */
  private boolean uncertain(int step) {
    return run.intended(step).isPresent()
        && run.outcome(step).map(outcome -> outcome == Outcome.UNKNOWN).orElse(true);
  }
}
