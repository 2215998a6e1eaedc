package org.cvmsnap.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cvmsnap.sim.GuestStorage.Layer;
import org.cvmsnap.sim.command.Reply;

/**
 * {@code prtvtoc}(1M) and {@code fmthard}(1M): the labels of a guest's disks. A label has the
 * slices that something is on, or was, or that the guest's tables name, side by side and of one
 * size; where there are none, slice 0. The disk of a pool that has all of it has an EFI label.
 */
final class LabelShell {
  private static final int SLICES = 8;
  private static final int CYLINDER = 12_288;
  private static final long SECTORS = 100L * CYLINDER;
  private static final String HEADINGS =
      """
      *                          First     Sector    Last
      * Partition  Tag  Flags    Sector     Count    Sector  Mount Directory
      """;

  private final SimCluster cluster;

  LabelShell(SimCluster cluster) {
    this.cluster = cluster;
  }

  /** Prints a label. */
  Reply prtvtoc(Domain guest, List<String> words) {
    if (words.size() != 1 || words.get(0).startsWith("-")) {
      return NodeShell.usage("Usage:\tprtvtoc [ -fhs ] [ -t fstab ] [ -m mnttab ] rawdisk ...");
    }
    String device = words.get(0);
    Optional<Vdisk> disk = disk(guest, device);
    if (disk.isEmpty()) {
      return Reply.error(
          1, "prtvtoc: " + device + ": failed to open device: No such file or directory\n");
    }
    if (!disk.get().labelled() || !cluster.fileSystems().works(cluster.node(guest), disk.get())) {
      return Reply.error(1, "prtvtoc: " + device + ": Unable to read Disk geometry errno = 0x5\n");
    }
    String frontEnd = "c" + guest.storage.controller + "d" + disk.get().id();
    boolean efi =
        guest.storage.of(Layer.Kind.POOL).anyMatch(pool -> pool.devices.contains(frontEnd));
    return Reply.out(efi ? efi(device) : vtoc(guest, device, frontEnd));
  }

  private static String efi(String device) {
    return """
        * %s partition map
        *
        * Dimensions:
        *     512 bytes/sector
        * %d sectors
        * %d accessible sectors
        *
        * Flags:
        *   1: unmountable
        *  10: read-only
        *
        """
            .formatted(device, SECTORS, SECTORS - 67)
        + HEADINGS
        + row(0, 4, 256, SECTORS - 16_679, "")
        + row(8, 11, SECTORS - 16_417, 16_384, "");
  }

  private String vtoc(Domain guest, String device, String frontEnd) {
    List<Integer> slices = slices(guest, frontEnd);
    long cylinders = 100L * Math.max(1, slices.size());
    StringBuilder out =
        new StringBuilder(
            """
            * %s partition map
            *
            * Dimensions:
            *     512 bytes/sector
            *     128 sectors/track
            *      96 tracks/cylinder
            *   %d sectors/cylinder
            *   %d cylinders
            *   %d accessible cylinders
            *
            * Flags:
            *   1: unmountable
            *  10: read-only
            *
            """
                .formatted(device, CYLINDER, cylinders + 2, cylinders));
    out.append(HEADINGS);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < slices.size(); i++) {
      int slice = slices.get(i);
      rows.add(row(slice, 0, i * SECTORS, SECTORS, directory(guest, block(frontEnd, slice))));
    }
    rows.add(row(2, 5, 0, cylinders * CYLINDER, directory(guest, block(frontEnd, 2))));
    rows.stream().sorted().forEach(out::append);
    return out.toString();
  }

  /** Those beside the whole disk. */
  private List<Integer> slices(Domain guest, String frontEnd) {
    Set<Integer> used = new TreeSet<>();
    IntStream.range(0, SLICES)
        .filter(
            slice ->
                !cluster.fileSystems().states(guest, block(frontEnd, slice)).isEmpty()
                    || named(guest).anyMatch(block(frontEnd, slice)::equals))
        .forEach(used::add);
    if (used.isEmpty()) {
      used.add(0);
    }
    used.remove(2);
    return List.copyOf(used);
  }

  private static Stream<String> named(Domain guest) {
    return Stream.of(
            guest.vfstab.stream().map(VfstabEntry::special),
            guest.uses(),
            guest.storage.layers.stream()
                .flatMap(layer -> layer.devices.stream())
                .map(GuestStorage::path),
            guest.storage.swap.stream(),
            Stream.of(guest.storage.dump))
        .flatMap(names -> names)
        .flatMap(guest.storage::slices);
  }

  private static String block(String frontEnd, int slice) {
    return "/dev/dsk/" + frontEnd + "s" + slice;
  }

  private static String directory(Domain guest, String block) {
    return Stream.concat(
            guest.mounts.stream()
                .filter(mount -> mount.special().equals(block))
                .map(Mount::mountPoint),
            guest.vfstab.stream()
                .filter(entry -> entry.special().equals(block))
                .map(VfstabEntry::mountPoint))
        .findFirst()
        .orElse("");
  }

  private static String row(int slice, int tag, long first, long count, String directory) {
    return "%8d %6d    00 %10d %9d %9d%s\n"
        .formatted(
            slice,
            tag,
            first,
            count,
            first + count - 1,
            directory.isEmpty() ? "" : "   " + directory);
  }

  /** Writes a label; {@code fmthard -s FILE /dev/rdsk/cXdNs2}. The file is not read. */
  Reply fmthard(Domain guest, List<String> words) {
    if (words.size() != 3 || !words.get(0).equals("-s")) {
      return NodeShell.usage("fmthard: -s datafile raw_device");
    }
    Optional<Vdisk> disk = disk(guest, words.get(2));
    if (disk.isEmpty()) {
      return Reply.error(1, "fmthard: Cannot open device " + words.get(2) + "\n");
    }
    guest.disks.replaceAll(
        each -> each.equals(disk.get()) ? each.labelled(Vdisk.Label.KEPT) : each);
    return Reply.out("fmthard:  New volume table of contents now in place.\n");
  }

  private static Optional<Vdisk> disk(Domain guest, String device) {
    return device.startsWith("/dev/")
        ? guest.storage.under(device).stream().flatMap(id -> guest.disk(id).stream()).findFirst()
        : Optional.empty();
  }
}
