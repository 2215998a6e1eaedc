package org.cvmsnap.qualification;

import java.time.Duration;

/**
 * How long a command took.
 *
 * @param command the program and its verb, such as {@code ldm bind}
 * @param count how often it ran to its end
 * @param longest the longest time that it took
 */
public record Timing(String command, int count, Duration longest) {
  Timing and(Duration took) {
    return new Timing(command, count + 1, longest.compareTo(took) < 0 ? took : longest);
  }
}
