package org.cvmsnap.model;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** A time of day, such as the end of a night's window. */
public record TimeOfDay(LocalTime time, ZoneId zone) {
  /**
   * Reads {@code HH:MM} or {@code HH:MM@ZONE}.
   *
   * @param local the zone, asked for where none is named
   * @throws IllegalArgumentException for anything else
   */
  public static TimeOfDay of(String word, Supplier<ZoneId> local) {
    String[] parts = word.split("@", 2);
    try {
      return new TimeOfDay(
          LocalTime.parse(parts[0]), parts.length == 1 ? local.get() : ZoneId.of(parts[1]));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'%s' is not a time of day such as 03:30 or 03:30@Europe/Berlin".formatted(word), e);
    }
  }

  /**
   * The nearest such moment, before or after another: for a night that begins at 22:00, 03:30 is of
   * the next morning, and at 04:00 it is over.
   */
  public Deadline nearest(Instant to) {
    ZonedDateTime there = to.atZone(zone);
    return LongStream.rangeClosed(-1, 1)
        .mapToObj(days -> ZonedDateTime.of(there.toLocalDate().plusDays(days), time, zone))
        .min(Comparator.comparing(moment -> Duration.between(there, moment).abs()))
        .map(moment -> new Deadline(moment.toString()))
        .orElseThrow();
  }

  /** The same time of the day after, also where the clocks were put on over the first. */
  public Deadline after(Deadline one) {
    return nearest(one.instant().plus(Duration.ofDays(1)));
  }
}
