package org.cvmsnap.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a VxVM record such as a volume: up to 31 letters, digits, {@code _ - .}, not starting
 * with {@code -} (VxVM guide; see {@link #MAX_PREPARED} for volumes that get a DCO).
 */
public record VolumeName(String value) implements Comparable<VolumeName> {
  /** The longest name of a VxVM record, in characters. */
  public static final int MAX = 31;

  /** The longest name of a volume whose DCO plexes ({@code NAME_dcl-01}) still fit in a record. */
  public static final int MAX_PREPARED = 24;

  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_.][-A-Za-z0-9_.]*");

  public VolumeName {
    if (!LEGAL.matcher(value).matches()) {
      throw new IllegalArgumentException("'" + value + "' is not a volume name");
    }
    if (value.length() > MAX) {
      throw new IllegalArgumentException(
          "'" + value + "' is longer than the " + MAX + " characters of a VxVM name");
    }
  }

  /**
   * The name that a text is, such as one that somebody has put into a tag; empty where it is none.
   */
  public static Optional<VolumeName> of(String text) {
    return legal(text) && text.length() <= MAX
        ? Optional.of(new VolumeName(text))
        : Optional.empty();
  }

  /** Whether a text could be a name, of whatever length. */
  public static boolean legal(String text) {
    return LEGAL.matcher(text).matches();
  }

  @Override
  public int compareTo(VolumeName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
