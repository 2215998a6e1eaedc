package org.cvmsnap.cluster;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cvmsnap.model.Holder;
import org.cvmsnap.model.StorageLayer;

/**
 * On which virtual disks of a guest something lies, through whatever the guest has made of them.
 *
 * @param numbers of its virtual disks, by the names of their devices, such as {@code c0d2s0}
 * @param layers pools, metadevices and disk groups
 * @param swap the devices and files that are used as swap space
 * @param dump the device that a crash dump would be written to
 * @param openers the processes that have slices of a disk themselves open, by its number; known of
 *     those disks that matter
 */
public record GuestDevices(
    Map<String, Integer> numbers,
    List<StorageLayer> layers,
    List<String> swap,
    Optional<String> dump,
    Map<Integer, List<Holder>> openers) {
  private static final Pattern SLICE =
      Pattern.compile("(?:/dev/r?dsk/)?(c\\d+(?:t[0-9A-F]+)?d\\d+)(?:[sp]\\d+)?(?::.*)?");
  private static final Pattern LAYERED =
      Pattern.compile("/dev/(md|vx|zvol)(?:/[^/]+)??/r?dsk/([^/:]+)(?:/.*)?");

  public GuestDevices {
    numbers = Map.copyOf(numbers);
    layers = List.copyOf(layers);
    swap = List.copyOf(swap);
    openers = Map.copyOf(openers);
  }

  /** Disks on which lie plain file systems only, under the names that are usual. */
  public static GuestDevices plain(List<Disk> disks) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    disks.forEach(
        disk ->
            disk.vdisk()
                .frontEnd()
                .ifPresent(name -> numbers.put(name + "s0", disk.vdisk().id().orElseThrow())));
    return new GuestDevices(numbers, List.of(), List.of(), Optional.empty(), Map.of());
  }

  /**
   * The numbers of devices by the unit addresses of their device paths. These are hexadecimal (IEEE
   * 1275), which no guide shows for virtual disks: where both readings are numbers of disks, the
   * device's own name decides.
   *
   * @param units by the names of the devices
   * @param known the numbers of all virtual disks of the guest
   */
  public static Map<String, Integer> numbers(Map<String, String> units, Set<Integer> known) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    units.forEach(
        (name, unit) -> {
          Set<Integer> readings = new TreeSet<>(Set.of(Integer.parseInt(unit, 16)));
          if (unit.chars().allMatch(Character::isDigit)) {
            readings.add(Integer.parseInt(unit));
          }
          readings.retainAll(known);
          int own = Integer.parseInt(frontEnd(name).substring(name.indexOf('d') + 1));
          if (readings.size() == 1) {
            numbers.put(name, readings.iterator().next());
          } else if (readings.contains(own)) {
            numbers.put(name, own);
          }
        });
    return numbers;
  }

  /**
   * The numbers of the virtual disks beneath a device, a pool's file system or a layer's part; none
   * for what is no virtual disk's. Empty where it is not known what it lies on.
   *
   * @param special as a mount table names it
   */
  public Optional<Set<Integer>> under(String special) {
    return under(special, new HashSet<>());
  }

  private Optional<Set<Integer>> under(String special, Set<String> passed) {
    Matcher slice = SLICE.matcher(special);
    if (slice.matches()) {
      String disk = slice.group(1);
      Set<Integer> found = new HashSet<>();
      numbers.forEach(
          (device, number) -> {
            if (device.startsWith(disk) && frontEnd(device).equals(disk)) {
              found.add(number);
            }
          });
      return Optional.of(found);
    }
    if (!passed.add(special)) {
      return Optional.empty();
    }
    Matcher layered = LAYERED.matcher(special);
    if (layered.matches()) {
      return layer(kind(layered.group(1)), layered.group(2)).flatMap(layer -> under(layer, passed));
    }
    return special.startsWith("/") ? Optional.of(Set.of()) : pooled(special, passed);
  }

  private static StorageLayer.Kind kind(String directory) {
    return switch (directory) {
      case "md" -> StorageLayer.Kind.METADEVICE;
      case "vx" -> StorageLayer.Kind.DISK_GROUP;
      default -> StorageLayer.Kind.POOL;
    };
  }

  /** A name without a path is a pool's file system, or something that is on no disk at all. */
  private Optional<Set<Integer>> pooled(String name, Set<String> passed) {
    Optional<StorageLayer> pool = layer(StorageLayer.Kind.POOL, name.split("/", 2)[0]);
    return pool.isPresent() ? under(pool.get(), passed) : Optional.of(Set.of());
  }

  /** The virtual disks beneath a layer; empty where one of its devices is not known. */
  public Optional<Set<Integer>> under(StorageLayer layer) {
    return under(layer, new HashSet<>());
  }

  private Optional<Set<Integer>> under(StorageLayer layer, Set<String> passed) {
    Set<Integer> under = new TreeSet<>();
    for (String device : layer.devices()) {
      Optional<Set<Integer>> found = under(layer, device, passed);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      under.addAll(found.get());
    }
    return layer.devices().isEmpty() ? Optional.empty() : Optional.of(under);
  }

  /** The virtual disks beneath one device of a layer; empty where that is not known. */
  public Optional<Set<Integer>> under(StorageLayer layer, String device) {
    return under(layer, device, new HashSet<>());
  }

  /** The parts of metadevices may be metadevices. */
  private Optional<Set<Integer>> under(StorageLayer layer, String device, Set<String> passed) {
    boolean part = layer.kind() == StorageLayer.Kind.METADEVICE && !SLICE.matcher(device).matches();
    if (part) {
      return under("/dev/md/dsk/" + device, passed);
    }
    return named(device) ? under(device, passed) : Optional.empty();
  }

  private static boolean named(String device) {
    return device.startsWith("/") || SLICE.matcher(device).matches();
  }

  Optional<StorageLayer> layer(StorageLayer.Kind kind, String name) {
    return layers.stream()
        .filter(layer -> layer.kind() == kind && layer.name().equals(name))
        .findFirst();
  }

  /** The pool that a file system is of; empty for one that is of none. */
  public Optional<StorageLayer> pool(String special) {
    return special.startsWith("/")
        ? Optional.empty()
        : layer(StorageLayer.Kind.POOL, special.split("/", 2)[0]);
  }

  /** Whether what is there lies on one of the disks, as far as is known. */
  public boolean touches(String special, Set<Integer> disks) {
    return under(special).filter(found -> found.stream().anyMatch(disks::contains)).isPresent();
  }

  /** What the devices of a disk are called without their slices, such as {@code c0d2}. */
  Set<String> frontEnds(int disk) {
    return numbers.entrySet().stream()
        .filter(each -> each.getValue() == disk)
        .map(each -> frontEnd(each.getKey()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The raw devices of a disk that there are. */
  public List<String> slices(int disk) {
    return slices(numbers, disk);
  }

  /**
   * The raw devices of a disk that there are.
   *
   * @param numbers of disks, by the names of their devices
   */
  public static List<String> slices(Map<String, Integer> numbers, int disk) {
    return numbers.entrySet().stream()
        .filter(each -> each.getValue() == disk)
        .map(each -> "/dev/rdsk/" + each.getKey())
        .sorted()
        .toList();
  }

  /** The front end of a device: {@code c0d2} of {@code c0d2s0}. */
  static String frontEnd(String device) {
    int slice = device.lastIndexOf('s');
    return slice > 0 && device.substring(slice + 1).chars().allMatch(Character::isDigit)
        ? device.substring(0, slice)
        : device;
  }
}
