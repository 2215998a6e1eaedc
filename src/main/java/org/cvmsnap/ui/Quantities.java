package org.cvmsnap.ui;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** How durations, sizes and shares are written. */
final class Quantities {
  private Quantities() {}

  /** Seconds to one decimal place. */
  static double seconds(Duration duration) {
    return Math.round(duration.toMillis() / 100.0) / 10.0;
  }

  static String secondsText(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  /** A clock of minutes and seconds. */
  static String clock(Duration duration) {
    return String.format(Locale.ROOT, "%02d:%02d", duration.toMinutes(), duration.toSecondsPart());
  }

  /** A size in the largest unit that leaves it above 1; sectors are of 512 bytes. */
  static String size(long sectors) {
    double bytes = sectors * 512.0;
    for (String unit : List.of("B", "K", "M", "G", "T")) {
      if (bytes < 1024 || unit.equals("T")) {
        return String.format(
            Locale.ROOT, bytes < 10 && !unit.equals("B") ? "%.1f%s" : "%.0f%s", bytes, unit);
      }
      bytes /= 1024;
    }
    throw new IllegalStateException("no unit");
  }

  /** A share to one decimal place; a dash where it is not known. */
  static String percent(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.1f%%", value.getAsDouble()) : "-";
  }
}
