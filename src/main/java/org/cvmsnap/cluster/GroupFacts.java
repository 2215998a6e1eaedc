package org.cvmsnap.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.VolumeAttributes;
import org.cvmsnap.model.VolumeName;

/**
 * What the survey found of one disk group.
 *
 * @param marks what is written into each plex's {@code putil2}
 */
public record GroupFacts(
    DiskGroup group,
    GroupLayout layout,
    List<VolumeAttributes> attributes,
    Map<String, String> marks) {
  public GroupFacts {
    attributes = List.copyOf(attributes);
    marks = Map.copyOf(marks);
  }

  public Optional<VolumeAttributes> attributes(VolumeName name) {
    return attributes.stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
