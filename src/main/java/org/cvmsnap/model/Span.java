package org.cvmsnap.model;

import java.time.Duration;

/** How long something takes or was ago, as people say it. */
public final class Span {
  private Span() {}

  /** In its two largest units, such as "2 days 3 h", "7 min" or "36 s". */
  public static String text(Duration duration) {
    if (duration.toDays() > 0) {
      String days = duration.toDays() == 1 ? "1 day" : duration.toDays() + " days";
      return days + and(duration.toHoursPart(), "h");
    }
    if (duration.toHours() > 0) {
      return duration.toHours() + " h" + and(duration.toMinutesPart(), "min");
    }
    return duration.toMinutes() > 0
        ? duration.toMinutes() + " min" + and(duration.toSecondsPart(), "s")
        : duration.toSeconds() + " s";
  }

  private static String and(int number, String unit) {
    return number == 0 ? "" : " " + number + " " + unit;
  }
}
