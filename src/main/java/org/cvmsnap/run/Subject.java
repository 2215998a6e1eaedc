package org.cvmsnap.run;

/**
 * What a step or a repayment is about, for reports.
 *
 * @param kind such as {@code stop-domain}
 * @param target the domain, volume or mount point
 * @param host the machine on which it acts
 */
public record Subject(String kind, String target, String host) {
  @Override
  public String toString() {
    return kind + " " + target;
  }
}
