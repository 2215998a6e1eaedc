package org.cvmsnap.sim;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.sim.GuestStorage.Layer;

/**
 * What has a slice of a virtual disk open in a guest that runs; the disk stays as long as there is
 * one.
 *
 * @param device the slice, {@code /dev/dsk/cXdNsM}
 * @param use as the Reconfiguration Coordination Manager names it
 */
record Opener(String device, String use) {
  /** Everything that has a slice of that disk open. */
  static List<Opener> of(Domain guest, int disk) {
    GuestStorage storage = guest.storage;
    Stream<Opener> mounts =
        guest.mounts.stream()
            .filter(mount -> mount.special().startsWith("/dev/"))
            .flatMap(
                mount ->
                    on(
                        storage,
                        disk,
                        mount.special(),
                        "mounted filesystem \"" + mount.mountPoint() + "\""));
    Stream<Opener> layers =
        storage.layers.stream()
            .filter(layer -> layer.imported)
            .flatMap(
                layer ->
                    layer.devices.stream()
                        .flatMap(
                            device -> on(storage, disk, GuestStorage.path(device), use(layer))));
    Stream<Opener> swap =
        storage.swap.stream().flatMap(device -> on(storage, disk, device, "swap area"));
    Stream<Opener> dump = on(storage, disk, storage.dump, "dump device");
    Stream<Opener> processes =
        guest.holders.stream()
            .filter(holder -> holder.mountPoint().startsWith("/dev/"))
            .flatMap(
                holder ->
                    on(storage, disk, holder.mountPoint(), "open by process " + holder.pid()));
    return Stream.of(mounts, layers, swap, dump, processes)
        .flatMap(openers -> openers)
        .distinct()
        .toList();
  }

  private static String use(Layer layer) {
    return switch (layer.kind) {
      case POOL -> "zpool \"" + layer.name + "\"";
      case METADEVICE -> "metadevice \"" + layer.name + "\"";
      case DISKGROUP -> "VxVM disk group \"" + layer.name + "\"";
    };
  }

  private static Stream<Opener> on(GuestStorage storage, int disk, String special, String use) {
    return storage
        .slices(special)
        .filter(slice -> storage.under(slice).contains(disk))
        .map(slice -> new Opener(slice, use));
  }

  /** As the Reconfiguration Coordination Manager tells it. */
  static String table(List<Opener> openers) {
    String row = "%-24s %s";
    return Stream.concat(
            Stream.of(
                row.formatted("Resource", "Information"), row.formatted("--------", "-----------")),
            openers.stream().map(one -> row.formatted(one.device(), one.use())))
        .collect(Collectors.joining("\n"));
  }
}
