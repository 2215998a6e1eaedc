package org.cvmsnap.model;

/**
 * A slice of a disk, as the disk's label has it.
 *
 * @param tag what it is for (prtvtoc(1M))
 * @param first its first sector
 * @param sectors how many it has
 */
public record Slice(int number, int tag, long first, long sectors) {
  private static final int BACKUP = 5;
  private static final int RESERVED = 11;

  public Slice {
    if (number < 0 || first < 0 || sectors <= 0) {
      throw new IllegalArgumentException("not a slice: " + number);
    }
  }

  /** Whether it is a part of the disk, and neither by convention all of it nor the label's own. */
  public boolean part() {
    return tag != BACKUP && tag != RESERVED;
  }

  /** Whether they have sectors in common. */
  public boolean overlaps(Slice other) {
    return first < other.first + other.sectors && other.first < first + sectors;
  }
}
