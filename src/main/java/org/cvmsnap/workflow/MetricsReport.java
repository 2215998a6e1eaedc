package org.cvmsnap.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cvmsnap.error.ExitCode;

/**
 * Numbers that tell how protection stands. What is not known has no sample.
 *
 * @param families by their names, in the order in which they are told
 * @param unlearned why something could not be learned, as sentences
 */
public record MetricsReport(List<Family> families, List<String> unlearned) {
  public MetricsReport {
    families = List.copyOf(families);
    unlearned = List.copyOf(unlearned);
  }

  /** A gauge. */
  public record Family(String name, String help, List<Sample> samples) {
    public Family {
      samples = List.copyOf(samples);
    }
  }

  /** One value of it. */
  public record Sample(Map<String, String> labels, double value) {
    public Sample {
      labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }
  }

  public ExitCode exit() {
    return unlearned.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
