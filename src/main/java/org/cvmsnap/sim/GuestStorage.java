package org.cvmsnap.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a guest has made of its disks: pools, metadevices, disk groups of a VxVM of its own, swap.
 */
final class GuestStorage {
  private static final Pattern FRONT_END =
      Pattern.compile("/dev/r?dsk/c(\\d+)d(\\d+)(?:s\\d+)?(?::\\w+)?");
  private static final Pattern PLACE = Pattern.compile("/dev/r?dsk/c\\d+d\\d+(s\\d+)?(?::\\w+)?");
  private static final Pattern LAYERED =
      Pattern.compile("/dev/(?:md|vx|zvol)/r?dsk/([^/:]+)(?:/.*)?");

  /** Of the front ends {@code cXdN}. */
  final int controller;

  final List<Layer> layers = new ArrayList<>();
  final List<String> swap = new ArrayList<>();

  /** The directories that are shared over NFS. */
  final List<String> shared = new ArrayList<>();

  /** The files that are block devices by lofi. */
  final List<String> lofi = new ArrayList<>();

  /** The device for crash dumps; empty for none. */
  final String dump;

  private GuestStorage(int controller, String dump) {
    this.controller = controller;
    this.dump = dump;
  }

  /** Something that lies on devices and is itself used as one or more. */
  static final class Layer {
    /** What it is. */
    enum Kind {
      POOL,
      METADEVICE,
      DISKGROUP
    }

    final Kind kind;
    final String name;
    final List<String> devices;

    /** The data sets of a pool, or the volumes of a disk group. */
    final List<Dataset> parts = new ArrayList<>();

    /** Whether the guest has it, also after its next boot. */
    boolean imported;

    /** Of a disk group: whether its volumes are started. */
    boolean started = true;

    Layer(Kind kind, String name, List<String> devices, boolean imported) {
      this.kind = kind;
      this.name = name;
      this.devices = List.copyOf(devices);
      this.imported = imported;
    }

    boolean is(Kind other, String called) {
      return kind == other && name.equals(called);
    }

    /** Whether a device is one of those that it lies on. */
    boolean on(String special) {
      return special.startsWith("/dev/dsk/")
          && devices.contains(special.substring("/dev/dsk/".length()));
    }

    private static Layer from(Kind kind, ConfigTable doc) {
      Layer layer =
          new Layer(kind, doc.text("name"), doc.texts("devices"), doc.flag("imported", true));
      layer.started = doc.flag("started", true);
      doc.list("dataset").forEach(part -> layer.parts.add(Dataset.from(part)));
      doc.finish();
      return layer;
    }

    private Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", name);
      map.put("devices", devices);
      map.put("imported", imported);
      map.put("started", started);
      map.put("dataset", parts.stream().map(Dataset::toMap).toList());
      return map;
    }
  }

  /** A file system of a pool; {@code auto} is whether importing the pool mounts it. */
  record Dataset(String name, String mountPoint, boolean auto) {
    private static Dataset from(ConfigTable doc) {
      Dataset dataset =
          new Dataset(doc.text("name"), doc.text("mountPoint"), doc.flag("auto", true));
      doc.finish();
      return dataset;
    }

    private Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", name);
      map.put("mountPoint", mountPoint);
      map.put("auto", auto);
      return map;
    }
  }

  /** The slices of virtual disks that a device, a data set or a pool lies on. */
  Stream<String> slices(String special) {
    return frontEnds(special).map(front -> front.group().replace("/rdsk/", "/dsk/"));
  }

  /** The virtual disks beneath a device, a data set or a pool, by their ids. */
  Set<Integer> under(String special) {
    return frontEnds(special)
        .map(front -> Integer.valueOf(front.group(2)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Stream<Matcher> frontEnds(String special) {
    Matcher front = FRONT_END.matcher(special);
    if (front.matches()) {
      return Stream.of(front).filter(one -> Integer.parseInt(one.group(1)) == controller);
    }
    Matcher layered = LAYERED.matcher(special);
    String name = layered.matches() ? layered.group(1) : special.split("/", 2)[0];
    return layers.stream()
        .filter(layer -> layer.name.equals(name))
        .flatMap(layer -> layer.devices.stream())
        .flatMap(device -> frontEnds(path(device)));
  }

  /**
   * What a place on the disks beneath is called: {@code s0} of a disk, or the name of the pool, the
   * metadevice or the guest's own volume.
   */
  String place(String special) {
    Matcher front = PLACE.matcher(special);
    if (front.matches()) {
      return front.group(1) == null ? "s2" : front.group(1);
    }
    return special.startsWith("/dev/")
        ? special.replaceFirst("^/dev/(\\w+)/r?dsk/", "$1 ").replaceFirst(":.*", "")
        : "zfs " + special.split("/", 2)[0];
  }

  static String path(String device) {
    return device.startsWith("/") ? device : "/dev/dsk/" + device;
  }

  /** The paths that keep the file system that they are in from being unmounted. */
  Stream<String> pins() {
    return Stream.of(swap, shared, lofi).flatMap(List::stream);
  }

  Optional<Layer> layer(Layer.Kind kind, String name) {
    return layers.stream().filter(layer -> layer.is(kind, name)).findFirst();
  }

  Stream<Layer> of(Layer.Kind kind) {
    return layers.stream().filter(layer -> layer.kind == kind);
  }

  /** The pools that the guest has. */
  Stream<Layer> pools() {
    return of(Layer.Kind.POOL).filter(pool -> pool.imported);
  }

  /** The layer of that name, while the guest has it. */
  Optional<Layer> imported(Layer.Kind kind, String name) {
    return layer(kind, name).filter(layer -> layer.imported);
  }

  /** The pool that a data set is of, while the guest has it. */
  Optional<Layer> pool(String dataset) {
    return imported(Layer.Kind.POOL, dataset.split("/", 2)[0]);
  }

  static GuestStorage from(ConfigTable doc) {
    GuestStorage storage = new GuestStorage(doc.integer("controller", 0), doc.text("dump", ""));
    for (Layer.Kind kind : Layer.Kind.values()) {
      doc.list(CommandWords.of(kind)).forEach(layer -> storage.layers.add(Layer.from(kind, layer)));
    }
    storage.swap.addAll(doc.texts("swap"));
    storage.shared.addAll(doc.texts("shared"));
    storage.lofi.addAll(doc.texts("lofi"));
    return storage;
  }

  void putInto(Map<String, Object> map) {
    map.put("controller", controller);
    map.put("dump", dump);
    for (Layer.Kind kind : Layer.Kind.values()) {
      map.put(CommandWords.of(kind), of(kind).map(Layer::toMap).toList());
    }
    map.put("swap", List.copyOf(swap));
    map.put("shared", List.copyOf(shared));
    map.put("lofi", List.copyOf(lofi));
  }
}
