package org.cvmsnap.model;

import java.util.List;

/**
 * Something long that VxVM is doing on the node that was asked.
 *
 * @param type such as SNAPSYNC or ATCOPY
 * @param state R (running), P (paused), A (being aborted), ...
 * @param percent 0 to 100
 * @param text the rest of its line: positions, operation, volume, disk group
 */
public record VxTask(long id, String type, String state, double percent, String text) {
  /** Whether the volume's name is among the words that describe the task. */
  public boolean mentions(VolumeName volume) {
    return List.of(text.split("\\s+")).contains(volume.value());
  }
}
