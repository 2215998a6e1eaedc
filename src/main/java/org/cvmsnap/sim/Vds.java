package org.cvmsnap.sim;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A virtual disk service of a control domain, with the back ends that it exports. */
final class Vds {
  final String name;
  private final Map<String, Export> exports = new LinkedHashMap<>();

  Vds(String name) {
    this.name = name;
  }

  Optional<Export> export(String volume) {
    return Optional.ofNullable(exports.get(volume));
  }

  Collection<Export> exports() {
    return exports.values();
  }

  void add(Export export) {
    exports.put(export.name(), export);
  }

  /** Exports the other from now on, where it exports the first. */
  void replace(Export old, Export export) {
    exports.replace(old.name(), old, export);
  }

  void remove(Export export) {
    exports.remove(export.name(), export);
  }

  static Vds from(ConfigTable doc) {
    Vds vds = new Vds(doc.text("name"));
    doc.list("volume").forEach(volume -> vds.add(Export.from(volume)));
    doc.finish();
    return vds;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("volume", exports.values().stream().map(Export::toMap).toList());
    return map;
  }

  /**
   * A back end under the name that virtual disks know it by.
   *
   * @param options {@code ro}, {@code slice}, {@code excl}, joined by commas, or empty
   */
  record Export(String name, String device, String options, String mpgroup) {
    private static final List<String> DIRECTORIES = List.of("/dev/vx/dsk/", "/dev/vx/rdsk/");

    /** The VxVM volume behind the device; none for a file or another disk. */
    Optional<Backend> backend() {
      for (String directory : DIRECTORIES) {
        int slash = device.lastIndexOf('/');
        if (device.startsWith(directory)
            && slash > directory.length()
            && slash == device.indexOf('/', directory.length())
            && slash < device.length() - 1) {
          String group = device.substring(directory.length(), slash);
          return Optional.of(new Backend(group, device.substring(slash + 1)));
        }
      }
      return Optional.empty();
    }

    /** Whether it is exported as one slice, which has no label. */
    boolean slice() {
      return List.of(options.split(",", -1)).contains("slice");
    }

    static Export from(ConfigTable doc) {
      Export export =
          new Export(
              doc.text("name"),
              doc.text("device"),
              doc.text("options", ""),
              doc.text("mpgroup", ""));
      doc.finish();
      return export;
    }

    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", name);
      map.put("device", device);
      map.put("options", options);
      map.put("mpgroup", mpgroup);
      return map;
    }
  }

  /** A VxVM volume in its disk group. */
  record Backend(String group, String volume) {}
}
