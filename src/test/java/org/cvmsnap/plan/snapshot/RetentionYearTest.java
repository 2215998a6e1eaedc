package org.cvmsnap.plan.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.cvmsnap.model.Proof;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A year of hourly takes, pruned after each by a usual policy. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RetentionYearTest {
  private static final Instant START = Instant.parse("2026-01-01T00:05:00Z");
  private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");

  /** The clock was fast, and is put back by 95 minutes at that moment. */
  private static final Instant STEP = Instant.parse("2026-07-14T12:00:00Z");

  private static List<Instant> takes() {
    List<Instant> takes = new ArrayList<>();
    boolean stepped = false;
    for (Instant now = START; now.isBefore(END); now = now.plus(Duration.ofHours(1))) {
      if (!stepped && now.isAfter(STEP)) {
        now = now.minus(Duration.ofMinutes(95));
        stepped = true;
      }
      takes.add(now);
    }
    return takes;
  }

  private static SnapshotSet set(Instant taken, int number) {
    return RetentionTest.good("run" + number, Optional.of(taken), Proof.CLEAN_BEFORE, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"})
  void keeps_exactly_what_the_rules_say(String zoneName) {
    ZoneId zone = ZoneId.of(zoneName);
    Retention policy = RetentionTest.in(zone, RetentionTest.keep(3, 24, 7, 5, 12, 2));
    List<Instant> takes = takes();
    List<SnapshotSet> there = new ArrayList<>();

    for (int i = 0; i < takes.size(); i++) {
      there.add(set(takes.get(i), i));
      policy.decide(there, volume -> true, RetentionTest.LATER).stream()
          .filter(verdict -> !verdict.kept())
          .forEach(verdict -> there.remove(verdict.set()));
    }

    assertThat(there.stream().map(set -> set.taken().orElseThrow()).toList())
        .containsExactlyInAnyOrderElementsOf(expected(takes, zone));
  }

  /** The same in another way: for each period its latest take, and of these the latest n. */
  private static Collection<Instant> expected(List<Instant> takes, ZoneId zone) {
    TreeSet<Instant> kept = new TreeSet<>();
    kept.addAll(latest(3, takes, take -> take));
    kept.addAll(latest(24, takes, take -> startOfHour(take, zone)));
    kept.addAll(latest(7, takes, take -> startOfDay(day(take, zone), zone)));
    kept.addAll(
        latest(
            5,
            takes,
            take -> startOfDay(day(take, zone).with(WeekFields.ISO.dayOfWeek(), 1), zone)));
    kept.addAll(latest(12, takes, take -> startOfDay(day(take, zone).withDayOfMonth(1), zone)));
    kept.addAll(latest(2, takes, take -> startOfDay(day(take, zone).withDayOfYear(1), zone)));
    return kept;
  }

  private static Collection<Instant> latest(
      int number, List<Instant> takes, Function<Instant, Instant> period) {
    TreeMap<Instant, Instant> newest = new TreeMap<>();
    takes.forEach(take -> newest.merge(period.apply(take), take, (a, b) -> a.isAfter(b) ? a : b));
    return newest.descendingMap().values().stream().limit(number).toList();
  }

  private static LocalDate day(Instant take, ZoneId zone) {
    return take.atZone(zone).toLocalDate();
  }

  private static Instant startOfDay(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }

  private static Instant startOfHour(Instant take, ZoneId zone) {
    ZonedDateTime time = take.atZone(zone);
    return take.minusSeconds(time.getMinute() * 60L + time.getSecond());
  }
}
