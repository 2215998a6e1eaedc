package org.cvmsnap.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.site.Site;

/**
 * Whether the disks of a guest that was bound anew have the numbers that they had: one that has no
 * number of its own may be given another (Oracle VM Server administration guide, virtual disk
 * identifier and device name), and the guest would then mount one file system in the place of
 * another.
 *
 * @param numbers by the names of the disks; nothing is looked at where there are none
 */
record DiskNumbers(GuestName guest, Machine control, Map<String, Integer> numbers) {

  /** What speaks against starting it; empty where nothing does. */
  Optional<Look> against(Site site) throws NotLearnedException, InterruptedException {
    if (numbers.isEmpty()) {
      return Optional.empty();
    }
    Map<String, VirtualDisk> there = new LinkedHashMap<>();
    site.ldm(control).disks().stream()
        .filter(disk -> disk.domain().equals(guest))
        .forEach(disk -> there.put(disk.name(), disk));
    List<String> others =
        numbers.entrySet().stream()
            .flatMap(each -> described(each.getKey(), each.getValue(), there).stream())
            .toList();
    boolean renumbered =
        numbers.entrySet().stream()
            .filter(each -> there.containsKey(each.getKey()))
            .anyMatch(each -> described(each.getKey(), each.getValue(), there).isPresent());
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Look.blocked(
                others.stream().collect(Collectors.joining("; "))
                    + ShellLine.hint(
                        renumbered
                            ? "; give each its number again, on %s: ldm unbind %s, then ldm rm-vdisk where it is there, and ldm add-vdisk id=N for it"
                            : "; give each back with its number and its back end (ldm list-services), on %s: ldm unbind %s, then ldm add-vdisk id=N for it",
                        control.name(),
                        guest)));
  }

  private static Optional<String> described(
      String name, int number, Map<String, VirtualDisk> there) {
    VirtualDisk disk = there.get(name);
    if (disk == null) {
      return Optional.of("disk " + name + ", which was number " + number + ", is gone");
    }
    if (disk.id().isPresent() && disk.id().getAsInt() == number) {
      return Optional.empty();
    }
    String now = disk.id().isPresent() ? "is number " + disk.id().getAsInt() : "has no number";
    return Optional.of("disk " + name + " " + now + " and was " + number);
  }
}
