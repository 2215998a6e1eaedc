package org.cvmsnap.model;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of one run: {@code YYYYMMDDThhmmssZ-SUBJECT-xxxx}, the time in UTC, the subject a guest,
 * a volume or a snapshot. It sorts by time, and is a file name and a volume tag's value as it
 * stands.
 */
public record RunId(String value) implements Comparable<RunId> {
  private static final Pattern LEGAL =
      Pattern.compile("\\d{8}T\\d{6}Z-[A-Za-z0-9_.][-A-Za-z0-9_+#.:;~()]*-[0-9a-z]{4}");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  public RunId {
    if (!LEGAL.matcher(value).matches()) {
      throw new IllegalArgumentException("'" + value + "' is not the id of a run");
    }
  }

  /**
   * The id of a run that starts at {@code start}.
   *
   * @param mark four letters or digits that tell runs of the same second apart
   */
  public static RunId of(Instant start, GuestName guest, String mark) {
    return of(start, guest.value(), mark);
  }

  /** The id of a run that is about a volume and takes no guest down. */
  public static RunId of(Instant start, VolumeName volume, String mark) {
    return of(start, volume.value(), mark);
  }

  private static RunId of(Instant start, String subject, String mark) {
    return new RunId(STAMP.format(start) + "-" + subject + "-" + mark);
  }

  /** The id that a word is; empty where it is none. */
  public static Optional<RunId> legal(String word) {
    return LEGAL.matcher(word).matches() ? Optional.of(new RunId(word)) : Optional.empty();
  }

  /** When the run started, to the second. */
  public Instant start() {
    return STAMP.parse(value.substring(0, value.indexOf('-')), Instant::from);
  }

  /** The four characters that tell it from other runs of the same second. */
  public String mark() {
    return value.substring(value.lastIndexOf('-') + 1);
  }

  @Override
  public int compareTo(RunId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
