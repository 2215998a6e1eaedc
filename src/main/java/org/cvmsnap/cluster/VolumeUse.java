package org.cvmsnap.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.VolumeId;

/**
 * Who uses a volume, on all nodes.
 *
 * @param openOn the names of the nodes that have it open
 * @param unknown why one node or another could not be asked; what is unknown counts as in use
 */
public record VolumeUse(List<String> openOn, List<Exposure> exposures, List<String> unknown) {
  public VolumeUse {
    openOn = List.copyOf(openOn);
    exposures = List.copyOf(exposures);
    unknown = List.copyOf(unknown);
  }

  /** Who else uses it, when an export that no domain has yet as a disk is one's own. */
  public VolumeUse without(BackEnd own) {
    return new VolumeUse(
        openOn,
        exposures.stream()
            .filter(each -> each.disk().isPresent() || !each.backEnd().sameExport(own))
            .toList(),
        unknown);
  }

  public boolean free() {
    return openOn.isEmpty() && exposures.isEmpty() && unknown.isEmpty();
  }

  /** What speaks against touching it, such as "is open on sun-b"; nothing where it is free. */
  public String described() {
    List<String> parts = new ArrayList<>();
    if (!openOn.isEmpty()) {
      parts.add("is open on " + String.join(", ", openOn));
    }
    if (!exposures.isEmpty()) {
      parts.add(
          "is exported to "
              + exposures.stream().map(Exposure::described).collect(Collectors.joining(", ")));
    }
    if (!unknown.isEmpty()) {
      parts.add("may be in use: " + String.join("; ", unknown));
    }
    return String.join(", and ", parts);
  }

  /** The reasons why nobody else may touch the volume; none where it is free. */
  public List<Refusal> refusals(VolumeId volume) {
    List<Refusal> refusals = new ArrayList<>();
    if (!openOn.isEmpty() && exposures.isEmpty()) {
      refusals.add(
          new Refusal(
              "%s is open on %s.".formatted(volume, String.join(", ", openOn)),
              "Find who has it open there, such as a mount in the control domain, and close it."));
    }
    for (Exposure exposure : exposures) {
      String open = openOn.contains(exposure.node().name()) ? ", and open there" : "";
      refusals.add(
          new Refusal(
              "%s is exported to %s%s.".formatted(volume, exposure.described(), open),
              exposure.ending(volume)));
    }
    if (!unknown.isEmpty()) {
      refusals.add(
          new Refusal(
              "Whether %s is in use is not known, so it counts as in use: %s."
                  .formatted(volume, String.join("; ", unknown)),
              "Find out why that node does not answer, and try again."));
    }
    return List.copyOf(refusals);
  }
}
