package org.cvmsnap.plan;

import java.util.List;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.RunId;

/**
 * What one run will do, in order. The engine runs it, the journal stores it, a dry run prints it.
 *
 * @param operation the command's name, such as {@code take}
 * @param constraints the domain's configuration as {@code ldm list-constraints -p} gave it, for an
 *     operator who has to build the domain anew
 */
public record Plan(
    RunId run, String operation, GuestName guest, List<StepSpec> steps, String constraints) {
  public Plan {
    steps = List.copyOf(steps);
  }
}
