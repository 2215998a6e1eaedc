package org.cvmsnap.cluster;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is on the disks of a guest besides that which its tables name, as the disks' labels tell.
 *
 * @param fileSystems the types of those that can be asked, by raw device
 * @param unknown why it is not known of a disk what else is on it, by the disk's number
 */
public record UnnamedSlices(SortedMap<String, String> fileSystems, Map<Integer, String> unknown) {
  public static final UnnamedSlices NONE = new UnnamedSlices(new TreeMap<>(), Map.of());

  public UnnamedSlices {
    fileSystems = Collections.unmodifiableSortedMap(new TreeMap<>(fileSystems));
    unknown = Map.copyOf(unknown);
  }
}
