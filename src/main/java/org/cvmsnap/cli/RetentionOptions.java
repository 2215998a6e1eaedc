package org.cvmsnap.cli;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.cvmsnap.plan.snapshot.Retention;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A retention policy on the command line. */
final class RetentionOptions {
  @Option(
      names = {"--keep-last", "--keep"},
      paramLabel = "N",
      description = "Keep the N newest sets.")
  private int last;

  @Option(
      names = "--keep-hourly",
      paramLabel = "N",
      description = "Keep the newest set of each of the N newest hours that have one.")
  private int hourly;

  @Option(names = "--keep-daily", paramLabel = "N", description = "The same for days.")
  private int daily;

  @Option(names = "--keep-weekly", paramLabel = "N", description = "The same for ISO weeks.")
  private int weekly;

  @Option(names = "--keep-monthly", paramLabel = "N", description = "The same for months.")
  private int monthly;

  @Option(names = "--keep-yearly", paramLabel = "N", description = "The same for years.")
  private int yearly;

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

  /** The policy; empty where no rule was given. */
  Optional<Retention> policyIfGiven() {
    boolean given = last + hourly + daily + weekly + monthly + yearly != 0 || within != null;
    return given ? Optional.of(policy()) : Optional.empty();
  }

  /**
   * The policy.
   *
   * @throws IllegalArgumentException when it would keep nothing, or a number is negative
   */
  Retention policy() {
    return new Retention(
        last,
        hourly,
        daily,
        weekly,
        monthly,
        yearly,
        safety,
        Optional.ofNullable(within),
        Optional.ofNullable(maxDelete),
        zone == null ? ZoneOffset.UTC : zone);
  }
}
