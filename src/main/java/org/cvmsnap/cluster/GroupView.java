package org.cvmsnap.cluster;

import java.util.List;
import org.cvmsnap.model.DiskGroup;

/**
 * A disk group and its volumes.
 *
 * @param nodes the names of the nodes that have imported it
 * @param unknown what of it could not be learned, and why
 */
public record GroupView(
    DiskGroup group, List<String> nodes, List<VolumeView> volumes, List<String> unknown) {
  public GroupView {
    nodes = List.copyOf(nodes);
    volumes = List.copyOf(volumes);
    unknown = List.copyOf(unknown);
  }
}
