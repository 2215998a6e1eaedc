package org.cvmsnap.model;

/**
 * An amount of data, as text such as {@code 120M}, and its share of the whole volume.
 *
 * @param percent 0 to 100, as rounded by VxVM
 */
public record DataAmount(String amount, double percent) {
  public DataAmount {
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException(percent + " % of a volume");
    }
  }

  /** Whether it is nothing at all; the share alone does not tell, as VxVM rounds it down. */
  public boolean nothing() {
    return percent == 0 && amount.matches("0+(\\.0+)?[A-Za-z]*");
  }

  /** Whether it is all of the volume, as far as VxVM's rounding tells. */
  public boolean all() {
    return percent >= 100;
  }
}
