package org.cvmsnap.cli;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/**
 * The time zone of whoever types a command. Of what TZ may say by POSIX, such as {@code
 * CET-1CEST,M3.5.0,M10.5.0/3}, Java takes no more than the distance to GMT, and of what it does not
 * know nothing, without a word (java.util.TimeZone).
 */
final class LocalZone {
  private LocalZone() {}

  /**
   * The zone.
   *
   * @throws IllegalArgumentException where TZ names one that Java does not know
   */
  static ZoneId of(Map<String, String> environment) {
    return of(environment.getOrDefault("TZ", ""), ZoneId.systemDefault());
  }

  /**
   * The same.
   *
   * @param taken what Java has made of it
   */
  static ZoneId of(String tz, ZoneId taken) {
    String name = tz.startsWith(":") ? tz.substring(1) : tz;
    Set<String> regions = ZoneId.getAvailableZoneIds();
    boolean found = regions.contains(taken.getId()) && !taken.getId().startsWith("GMT");
    if (name.isEmpty() || regions.contains(name) || found) {
      return taken;
    }
    throw new IllegalArgumentException(
        "the time zone is not known, as TZ is '" + tz + "'; name one, such as 03:30@Europe/Berlin");
  }
}
