package org.cvmsnap.plan.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cvmsnap.model.Span;
import org.cvmsnap.model.VolumeId;

/**
 * Which snapshot sets are kept: those that some rule keeps, and those that must never go. A rule
 * such as {@code daily} keeps the newest good set of each of the newest days that have one. Days,
 * weeks, months and years are those of a time zone; an hour is an hour on its clock, so that the
 * one that comes twice when summer time ends counts as two. Sets that are proven to be clean and
 * those that are not are counted apart.
 *
 * @param last how many of the newest
 * @param within all that are no older than this before the newest; the newest of the series, and
 *     not the present, because a clock that was wrong once must not cost everything
 * @param safety how many of the newest safety sets of restores, which no other rule counts: a
 *     restore must not cost the snapshot that it went back to
 * @param maxDelete how many sets may go at once, the oldest first; empty for any number
 */
public record Retention(
    int last,
    int hourly,
    int daily,
    int weekly,
    int monthly,
    int yearly,
    int safety,
    Optional<Duration> within,
    Optional<Integer> maxDelete,
    ZoneId zone) {

  /** What becomes of a set, and by which rule. */
  public record Verdict(SnapshotSet set, boolean kept, String rule) {}

  public Retention {
    if (IntStream.of(last, hourly, daily, weekly, monthly, yearly, safety).anyMatch(n -> n < 0)) {
      throw new IllegalArgumentException("a number to keep cannot be negative");
    }
    if (last + hourly + daily + weekly + monthly + yearly == 0 && within.isEmpty()) {
      throw new IllegalArgumentException("no rule keeps anything: give at least one --keep-...");
    }
    if (maxDelete.filter(most -> most < 0).isPresent()) {
      throw new IllegalArgumentException("a number to remove cannot be negative");
    }
  }

  /**
   * When a policy is applied.
   *
   * @param own the run that applies it to the set that it has just taken, which it never removes
   * @param policy the policy of the configuration whose sets alone are counted and removed; empty
   *     for those that no policy took
   */
  public record Present(Instant now, Optional<String> own, Optional<String> policy) {
    /** Whether the rules are about it at all. */
    private boolean counts(SnapshotSet set) {
      return set.policy().equals(policy);
    }

    boolean isOwn(SnapshotSet set) {
      return own.equals(Optional.of(set.run()));
    }

    /** Whether a clock was wrong, then or now: such a time tells nothing. */
    public boolean future(SnapshotSet set) {
      return !isOwn(set) && set.takenAfter(now);
    }

    /** Own sets are the newest, whatever the clock said; what cannot be told is the oldest. */
    private List<SnapshotSet> newestFirst(Collection<SnapshotSet> sets) {
      Chronology chronology = new Chronology(sets);
      return chronology.newestFirst(
          set ->
              isOwn(set)
                  ? Instant.MAX
                  : now.isBefore(chronology.moment(set)) ? Instant.MIN : chronology.moment(set));
    }
  }

  /** The newest of these periods each keep their newest set. */
  private record Rule(String name, int number, Function<ZonedDateTime, Object> period) {}

  private List<Rule> rules() {
    return List.of(
        new Rule("last", last, time -> new Object()),
        new Rule("hourly", hourly, time -> time.truncatedTo(ChronoUnit.HOURS).toInstant()),
        new Rule("daily", daily, ZonedDateTime::toLocalDate),
        new Rule(
            "weekly",
            weekly,
            time ->
                List.of(
                    time.get(IsoFields.WEEK_BASED_YEAR),
                    time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR))),
        new Rule("monthly", monthly, time -> List.of(time.getYear(), time.getMonthValue())),
        new Rule("yearly", yearly, ZonedDateTime::getYear));
  }

  /**
   * What becomes of each set, oldest first.
   *
   * @param sets all there are, also those that the policy may not touch
   * @param named whether a volume was named: a set is touched only if all of its volumes were
   */
  public List<Verdict> decide(
      Collection<SnapshotSet> sets, Function<VolumeId, Boolean> named, Present present) {
    List<SnapshotSet> newest = present.newestFirst(sets);
    Map<SnapshotSet, String> kept = new LinkedHashMap<>();
    Set<VolumeId> covered = new HashSet<>();
    List<SnapshotSet> own = newest.stream().filter(set -> !set.safety()).toList();
    List<SnapshotSet> clean = own.stream().filter(set -> set.proof().proven()).toList();
    lastGood(own, covered, "the last good one", kept);
    lastGood(clean, new HashSet<>(), "the last proven one", kept);
    lastGood(
        newest.stream().filter(SnapshotSet::safety).toList(), covered, "the last good one", kept);
    newest.stream()
        .filter(set -> set.safety() && set.good() && !takenSince(set, newest))
        .forEach(
            set ->
                kept.putIfAbsent(
                    set, "what a restore has saved, and nothing as good was taken since"));
    Map<String, List<SnapshotSet>> series = new TreeMap<>();
    newest.forEach(set -> series.computeIfAbsent(set.series(), key -> new ArrayList<>()).add(set));
    for (List<SnapshotSet> each : series.values()) {
      for (boolean proven : List.of(true, false)) {
        byRules(
            each.stream()
                .filter(set -> present.counts(set) && !present.future(set))
                .filter(set -> set.proof().proven() == proven)
                .toList(),
            proven ? "" : " of the unproven",
            kept);
      }
    }
    for (SnapshotSet set : newest) {
      if (present.isOwn(set)) {
        kept.putIfAbsent(set, "just taken");
      } else if (present.future(set)) {
        kept.put(set, "taken later than now: some clock is wrong");
      }
      untouchable(set, named, newest).ifPresent(why -> kept.put(set, why));
      if (!present.counts(set)) {
        kept.put(set, set.policy().map(by -> "taken by policy " + by).orElse("taken by no policy"));
      }
    }
    List<SnapshotSet> oldest = new ArrayList<>(newest);
    Collections.reverse(oldest);
    return verdicts(oldest, kept);
  }

  /**
   * Whether all sources of a safety set have a set that is newer, and as good. Until then it may be
   * the way back from a restore that has stopped half-way, of which only the journal on another
   * node tells.
   */
  private static boolean takenSince(SnapshotSet set, List<SnapshotSet> newest) {
    Set<VolumeId> since = new HashSet<>();
    newest.stream()
        .takeWhile(newer -> !newer.equals(set))
        .filter(newer -> !newer.safety() && newer.good() && replaces(newer, set))
        .forEach(newer -> since.addAll(newer.sources()));
    return since.containsAll(set.sources());
  }

  private static void lastGood(
      List<SnapshotSet> newest, Set<VolumeId> covered, String rule, Map<SnapshotSet, String> kept) {
    for (SnapshotSet set : newest) {
      if (set.good() && covered.addAll(set.sources())) {
        kept.putIfAbsent(set, rule);
      }
    }
  }

  /**
   * Keeps what the rules keep of sets that are all proven to be clean, or all not: those that are
   * not never take the place of one that is.
   *
   * @param ladder what is said of these sets
   */
  private void byRules(List<SnapshotSet> newest, String ladder, Map<SnapshotSet, String> kept) {
    List<SnapshotSet> rescues =
        newest.stream().filter(SnapshotSet::safety).filter(SnapshotSet::good).toList();
    for (int i = 0; i < Math.min(safety, rescues.size()); i++) {
      kept.put(rescues.get(i), "safety %d of %d%s".formatted(i + 1, safety, ladder));
    }
    List<SnapshotSet> good =
        newest.stream().filter(set -> !set.safety()).filter(SnapshotSet::good).toList();
    List<ZonedDateTime> times =
        good.stream().map(set -> set.taken().orElseThrow().atZone(zone)).toList();
    Map<SnapshotSet, List<String>> reasons = new LinkedHashMap<>();
    for (Rule rule : rules()) {
      Set<Object> periods = new HashSet<>();
      for (int i = 0; i < good.size() && periods.size() < rule.number(); i++) {
        if (periods.add(rule.period().apply(times.get(i)))) {
          reasons
              .computeIfAbsent(good.get(i), key -> new ArrayList<>())
              .add(rule.name() + " " + periods.size() + " of " + rule.number() + ladder);
        }
      }
    }
    within.ifPresent(
        span ->
            good.stream()
                .filter(set -> !start(good, span).isAfter(set.taken().orElseThrow()))
                .forEach(
                    set ->
                        reasons
                            .computeIfAbsent(set, key -> new ArrayList<>())
                            .add("within " + Span.text(span) + ladder)));
    reasons.forEach((set, rules) -> kept.put(set, String.join(", ", rules)));
  }

  private static Instant start(List<SnapshotSet> good, Duration span) {
    return good.get(0).taken().orElseThrow().minus(span);
  }

  /** Why a set is kept whatever the rules say. */
  private static Optional<String> untouchable(
      SnapshotSet set, Function<VolumeId, Boolean> named, List<SnapshotSet> newest) {
    if (set.pinned()) {
      return Optional.of("pinned");
    }
    List<VolumeId> others =
        set.sources().stream().filter(volume -> !named.apply(volume)).sorted().toList();
    if (!others.isEmpty() || set.sources().isEmpty()) {
      return Optional.of(
          others.isEmpty()
              ? "its sources are not known"
              : "also of "
                  + others.stream().map(VolumeId::toString).collect(Collectors.joining(", "))
                  + ", which was not named");
    }
    if (set.taken().isEmpty()) {
      return Optional.of("nobody knows when it was taken");
    }
    if (set.good()) {
      return Optional.empty();
    }
    if (!set.dead()) {
      if (set.trouble().contains("a mirror again")) {
        return Optional.of("a mirror of its source again, and no point in time");
      }
      if (set.trouble().contains("by somebody else")) {
        return Optional.of("somebody else works with it: " + set.trouble());
      }
      return Optional.of(
          set.trouble().contains("dissociated")
              ? "cut off from its source, by a run that was not finished (see cvmsnap status) or by somebody else"
              : "not good now, and may become so: " + set.trouble());
    }
    boolean better =
        newest.stream()
                .takeWhile(newer -> !newer.equals(set))
                .filter(newer -> newer.good() && replaces(newer, set))
                .flatMap(newer -> newer.sources().stream())
                .distinct()
                .filter(set.sources()::contains)
                .count()
            == set.sources().size();
    return better
        ? Optional.empty()
        : Optional.of(
            "not good (%s), and no good one%s is newer"
                .formatted(set.trouble(), set.proof().proven() ? " that is proven" : ""));
  }

  /**
   * Whether a good set makes up for what is left of an older one: never one that is not proven to
   * be clean for one that is, nor what a restore has saved for what it went back to.
   */
  private static boolean replaces(SnapshotSet newer, SnapshotSet older) {
    return (newer.proof().proven() || !older.proof().proven())
        && (!newer.safety() || older.safety());
  }

  private List<Verdict> verdicts(List<SnapshotSet> oldest, Map<SnapshotSet, String> kept) {
    List<Verdict> verdicts = new ArrayList<>();
    int going = 0;
    for (SnapshotSet set : oldest) {
      if (kept.containsKey(set)) {
        verdicts.add(new Verdict(set, true, kept.getOrDefault(set, "")));
      } else if (going >= maxDelete.orElse(Integer.MAX_VALUE)) {
        verdicts.add(new Verdict(set, true, "no rule, but --max-delete"));
      } else {
        going++;
        verdicts.add(
            new Verdict(
                set, false, set.good() ? "no rule keeps it" : "not good: " + set.trouble()));
      }
    }
    return List.copyOf(verdicts);
  }
}
