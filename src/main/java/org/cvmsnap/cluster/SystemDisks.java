package org.cvmsnap.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The disks that the running system of a guest needs: those that it has booted from, and those that
 * it swaps to.
 *
 * @param uses what of the system lies on which disks, by their numbers
 * @param unknown what of it lies on no virtual disk that is known
 */
public record SystemDisks(Map<String, Set<Integer>> uses, List<String> unknown) {
  private static final String ROOT = "/";

  public SystemDisks {
    uses = Map.copyOf(uses);
    unknown = List.copyOf(unknown);
  }

  /** What the guest itself says of it. */
  public static SystemDisks of(GuestFacts.Os os) {
    Map<String, Optional<Set<Integer>>> found = new LinkedHashMap<>();
    found.put(ROOT, Optional.empty()); // also where it is not seen to be mounted
    os.mounts().stream()
        .filter(Mounts::system)
        .forEach(mount -> found.put(mount.mountPoint(), os.devices().under(mount.special())));
    os.devices().swap().forEach(swap -> found.put("swap " + swap, os.devices().under(swap)));
    os.devices().dump().ifPresent(dump -> found.put("dump " + dump, os.devices().under(dump)));
    found.computeIfPresent(ROOT, (root, under) -> under.filter(disks -> !disks.isEmpty()));
    Map<String, Set<Integer>> uses = new LinkedHashMap<>();
    found.forEach((use, under) -> under.ifPresent(disks -> uses.put(use, disks)));
    return new SystemDisks(
        uses, found.keySet().stream().filter(use -> !uses.containsKey(use)).toList());
  }

  /** What of the system is on a disk, sorted. */
  public List<String> on(int disk) {
    return uses.entrySet().stream()
        .filter(each -> each.getValue().contains(disk))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
