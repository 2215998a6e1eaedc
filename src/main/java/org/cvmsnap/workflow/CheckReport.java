package org.cvmsnap.workflow;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How the protection of volumes stands, for a monitoring system.
 *
 * @param findings what was judged, in the order in which it was
 * @param measures what was measured for it
 */
public record CheckReport(List<Finding> findings, List<Measure> measures) {
  public CheckReport {
    findings = List.copyOf(findings);
    measures = List.copyOf(measures);
  }

  /**
   * One thing that was judged.
   *
   * @param about what it is about, such as a volume or a guest
   * @param text a phrase
   */
  public record Finding(Health health, String about, String text) {}

  /**
   * A number, and from when on it is a warning, and critical.
   *
   * @param value empty where it could not be learned, or there is none
   * @param unit {@code s}, {@code %} or empty text
   */
  public record Measure(
      String name,
      OptionalDouble value,
      String unit,
      OptionalDouble warning,
      OptionalDouble critical) {}

  /** How all of it stands: as the worst of it. */
  public Health health() {
    return findings.stream().map(Finding::health).reduce(Health.OK, Health::worse);
  }
}
