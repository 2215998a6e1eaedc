package org.cvmsnap.cli;

import java.time.Duration;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.model.Timeouts;
import picocli.CommandLine.Option;

/** How long a guest may take for its own steps. */
final class TimeoutOptions {
  @Option(
      names = "--stop-timeout",
      paramLabel = "TIME",
      defaultValue = "10m",
      description = "How long the domain may take to stop (${DEFAULT-VALUE}).")
  private Duration stop;

  @Option(
      names = "--boot-timeout",
      paramLabel = "TIME",
      defaultValue = "20m",
      description = "How long it may take to boot (${DEFAULT-VALUE}).")
  private Duration boot;

  @Option(
      names = "--umount-timeout",
      paramLabel = "TIME",
      defaultValue = "1m",
      description =
          "How long all file systems of the guest together may take to be unmounted, with every try"
              + " and every look (${DEFAULT-VALUE}).")
  private Duration umount;

  /**
   * The limits.
   *
   * @throws UsageException when one of them is nothing
   */
  Timeouts timeouts() {
    return new Timeouts(
        positive("--stop-timeout", stop),
        positive("--boot-timeout", boot),
        positive("--umount-timeout", umount));
  }

  /** The time, where it is one in which something can be done. */
  static Duration positive(String option, Duration time) {
    if (time.isZero()) {
      throw new UsageException(
          option + " has to be longer than nothing.", "Name a time such as 90s, 15m or 2h.");
    }
    return time;
  }
}
