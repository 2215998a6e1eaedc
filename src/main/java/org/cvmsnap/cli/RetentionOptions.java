package org.cvmsnap.cli;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.plan.snapshot.Retention;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A retention policy on the command line. */
final class RetentionOptions {
  @Option(
      names = {"--keep-last", "--keep"},
      paramLabel = "N",
      description = "Keep the N newest sets.")
  private @Nullable Integer last;

  @Option(
      names = "--keep-hourly",
      paramLabel = "N",
      description = "Keep the newest set of each of the N newest hours that have one.")
  private @Nullable Integer hourly;

  @Option(names = "--keep-daily", paramLabel = "N", description = "The same for days.")
  private @Nullable Integer daily;

  @Option(names = "--keep-weekly", paramLabel = "N", description = "The same for ISO weeks.")
  private @Nullable Integer weekly;

  @Option(names = "--keep-monthly", paramLabel = "N", description = "The same for months.")
  private @Nullable Integer monthly;

  @Option(names = "--keep-yearly", paramLabel = "N", description = "The same for years.")
  private @Nullable Integer yearly;

  @Option(
      names = "--keep-safety",
      paramLabel = "N",
      description =
          "Keep the N newest sets that restores have kept for safety (usually 1); no other rule"
              + " counts them.")
  private int safety = 1;

  @Option(
      names = "--keep-within",
      paramLabel = "TIME",
      description = "Keep all sets no older than this before the newest, such as 48h or 14d.")
  private @Nullable Duration within;

  @Option(
      names = "--max-delete",
      paramLabel = "N",
      description = "Remove no more than N sets at once, the oldest first.")
  private @Nullable Integer maxDelete;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = "Whose hours, days and so on, such as Europe/Berlin (usually UTC).")
  private @Nullable ZoneId zone;

  /**
   * The policy; empty where no rule was given.
   *
   * @throws IllegalArgumentException when it would keep nothing, or a number is negative
   */
  Optional<Retention> policyIfGiven() {
    boolean given =
        Stream.of(last, hourly, daily, weekly, monthly, yearly, within).anyMatch(Objects::nonNull);
    return given ? Optional.of(policy()) : Optional.empty();
  }

  /** A rule that is not given keeps as much as one of 0. */
  private static int number(@Nullable Integer given) {
    return given == null ? 0 : given;
  }

  /**
   * The policy.
   *
   * @throws IllegalArgumentException when it would keep nothing, or a number is negative
   */
  Retention policy() {
    return new Retention(
        number(last),
        number(hourly),
        number(daily),
        number(weekly),
        number(monthly),
        number(yearly),
        safety,
        Optional.ofNullable(within),
        Optional.ofNullable(maxDelete),
        zone == null ? ZoneOffset.UTC : zone);
  }
}
