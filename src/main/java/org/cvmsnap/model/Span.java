package org.cvmsnap.model;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long something takes or was ago, as people say it. */
public final class Span {
  private static final Pattern TYPED = Pattern.compile("(\\d{1,6})(s|m|h|d)?");

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

  /**
   * A time as people type it: {@code 90}, {@code 90s}, {@code 15m}, {@code 2h} or {@code 14d}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Duration parse(String word) {
    Matcher matcher = TYPED.matcher(word);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + word + "' is not a time such as 90s, 15m, 2h or 14d");
    }
    long number = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2) == null ? "s" : matcher.group(2);
    return switch (unit) {
      case "d" -> Duration.ofDays(number);
      case "h" -> Duration.ofHours(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofSeconds(number);
    };
  }
}
