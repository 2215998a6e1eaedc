package org.cvmsnap.model;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;

/**
 * The moment after which something does not begin any more, on the clock of those who are disturbed
 * by it.
 *
 * @param text such as {@code 2026-03-02T03:30+01:00[Europe/Berlin]}
 */
public record Deadline(String text) {
  public Deadline {
    try {
      ZonedDateTime unused = ZonedDateTime.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'" + text + "' is not a moment of a time zone", e);
    }
  }

  private ZonedDateTime moment() {
    return ZonedDateTime.parse(text);
  }

  public Instant instant() {
    return moment().toInstant();
  }

  public boolean over(Instant now) {
    return !now.isBefore(instant());
  }

  @Override
  public String toString() {
    return text;
  }
}
