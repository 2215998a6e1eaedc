package org.cvmsnap.sim.vxvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** Reads the tables {@code [[diskgroup]]}, {@code [times]} and {@code [vxvm]} of a scenario. */
final class VxScenario {
  static final Set<String> TIMES =
      Set.of(
          "bandwidthMegabytesPerSecond",
          "vxReadSeconds",
          "vxConfigSeconds",
          "vxMakeSeconds",
          "vxSetmasterSeconds");

  private static final int MEGABYTE = 2048;

  private VxScenario() {}

  static VxTimes times(TomlTable scenario) {
    TomlTable times = scenario.getTable("times");
    VxTimes usual = VxTimes.USUAL;
    if (times == null) {
      return usual;
    }
    return new VxTimes(
        number(times, "bandwidthMegabytesPerSecond", usual.bandwidth()),
        Math.round(1000 * number(times, "vxReadSeconds", usual.read() / 1000.0)),
        Math.round(1000 * number(times, "vxConfigSeconds", usual.config() / 1000.0)),
        Math.round(1000 * number(times, "vxMakeSeconds", usual.make() / 1000.0)),
        Math.round(1000 * number(times, "vxSetmasterSeconds", usual.setmaster() / 1000.0)));
  }

  static VxRelease release(TomlTable scenario) {
    Object table = scenario.get(List.of("vxvm"));
    if (table == null) {
      return VxRelease.USUAL;
    }
    if (!(table instanceof TomlTable words)) {
      throw wrong(scenario, "vxvm", "is not a table: write [vxvm]");
    }
    requireKnown(
        words,
        "[vxvm]",
        Set.of("listtagNeedsVolume", "emptySnapshotList", "groupLine", "noParent", "deviations"));
    return new VxRelease(
        flag(words, "listtagNeedsVolume", false),
        emptyList(words),
        flag(words, "groupLine", false),
        text(words, "noParent", ""),
        deviations(words));
  }

  private static VxDeviations deviations(TomlTable words) {
    Object table = words.get(List.of("deviations"));
    if (table == null) {
      return VxDeviations.NONE;
    }
    if (!(table instanceof TomlTable own)) {
      throw wrong(words, "deviations", "is not a table: write [vxvm.deviations]");
    }
    requireKnown(
        own,
        "[vxvm.deviations]",
        Set.of(
            "sameNameTwice", "ownVolumesOnly", "longestComment", "longestTag", "dirtySnapshots"));
    VxDeviations none = VxDeviations.NONE;
    return new VxDeviations(
        flag(own, "sameNameTwice", false),
        flag(own, "ownVolumesOnly", false),
        count(own, "longestComment", none.longestComment()),
        count(own, "longestTag", none.longestTag()),
        flag(own, "dirtySnapshots", false));
  }

  private static VxRelease.EmptyList emptyList(TomlTable words) {
    String key = "emptySnapshotList";
    return switch (text(words, key, "heading")) {
      case "heading" -> VxRelease.EmptyList.HEADING;
      case "nothing" -> VxRelease.EmptyList.NOTHING;
      case "notice" -> VxRelease.EmptyList.NOTICE;
      default -> throw wrong(words, key, "is not heading, nothing or notice");
    };
  }

  private static double number(TomlTable table, String key, double otherwise) {
    Object value = table.get(List.of(key));
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(table, key, "is not a number");
  }

  static List<DiskGroup> groups(TomlTable scenario, Volumes.Surroundings around) {
    List<DiskGroup> groups = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    for (TomlTable table : tables(scenario, "diskgroup")) {
      DiskGroup group = group(table, around, groups.size());
      if (!names.add(group.name())) {
        throw wrong(table, "name", "names a group a second time: " + group.name());
      }
      groups.add(group);
    }
    return groups;
  }

  private static List<TomlTable> tables(TomlTable parent, String key) {
    Object found = parent.get(List.of(key));
    if (found == null) {
      return List.of();
    }
    if (!(found instanceof TomlArray array)) {
      throw wrong(parent, key, "is not an array of tables: write [[" + key + "]]");
    }
    List<TomlTable> tables = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      tables.add(array.getTable(i));
    }
    return tables;
  }

  private static void requireKnown(TomlTable table, String where, Set<String> known) {
    for (String key : table.keySet()) {
      if (!known.contains(key)) {
        throw wrong(table, key, "is not a key of " + where);
      }
    }
  }

  private static IllegalArgumentException wrong(TomlTable table, String key, String what) {
    var at = Optional.ofNullable(table.inputPositionOf(List.of(key)));
    return new IllegalArgumentException(
        at.map(position -> "line " + position.line() + ": ").orElse("") + "`" + key + "` " + what);
  }

  private static String text(TomlTable table, String key, @Nullable String otherwise) {
    Object value = table.get(List.of(key));
    if (value == null && otherwise != null) {
      return otherwise;
    }
    if (value instanceof String text) {
      return text;
    }
    throw wrong(table, key, "is missing or not a string");
  }

  private static boolean flag(TomlTable table, String key, boolean otherwise) {
    Object value = table.get(List.of(key));
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(table, key, "is not true or false");
  }

  private static int count(TomlTable table, String key, int otherwise) {
    Object value = table.get(List.of(key));
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE) {
      return number.intValue();
    }
    throw wrong(table, key, "is not a number from 0 on");
  }

  /** The disks that are in no group. */
  static List<VxDisk> spares(TomlTable scenario) {
    List<VxDisk> spares = new ArrayList<>();
    for (TomlTable disk : tables(scenario, "disk")) {
      requireKnown(disk, "[[disk]]", Set.of("device", "megabytes"));
      long length = (long) MEGABYTE * count(disk, "megabytes", 10_240);
      spares.add(new VxDisk("", text(disk, "device", null), length));
    }
    return spares;
  }

  private static DiskGroup group(TomlTable table, Volumes.Surroundings around, int index) {
    requireKnown(
        table, "[[diskgroup]]", Set.of("name", "shared", "disabled", "node", "disk", "volume"));
    String name = text(table, "name", null);
    List<Volumes.Node> nodes = around.nodes();
    String first = nodes.isEmpty() ? "" : nodes.get(0).name();
    boolean shared = flag(table, "shared", true);
    String host = shared ? null : text(table, "node", first);
    int id = 10 + index;
    DiskGroup group =
        DiskGroup.empty(
            name, "17000000" + id + "." + id + "." + first, shared, host, 55_000 + 1000 * index);
    for (TomlTable disk : tables(table, "disk")) {
      requireKnown(disk, "[[diskgroup.disk]]", Set.of("name", "device", "megabytes"));
      long length = (long) MEGABYTE * count(disk, "megabytes", 10_240);
      group.add(new VxDisk(text(disk, "name", null), text(disk, "device", null), length));
    }
    for (TomlTable volume : tables(table, "volume")) {
      try {
        volume(group, volume);
      } catch (VxFailure failure) {
        throw wrong(volume, "name", failure.reply().err().strip());
      }
    }
    group.disabled(flag(table, "disabled", false));
    return group;
  }

  private static void volume(DiskGroup group, TomlTable table) {
    requireKnown(
        table,
        "[[diskgroup.volume]]",
        Set.of(
            "name",
            "megabytes",
            "mirrors",
            "prepared",
            "regionsize",
            "layered",
            "snapmirrors",
            "usetype",
            "state",
            "exclusive",
            "blind",
            "badlog",
            "comment"));
    String name = text(table, "name", null);
    long length = (long) MEGABYTE * count(table, "megabytes", 1024);
    int mirrors = count(table, "mirrors", 1);
    String useType = text(table, "usetype", "fsgen");
    VxCreation creation = new VxCreation("scenario", group);
    VolumeRecord made =
        flag(table, "layered", false)
            ? creation.layered(name, length, mirrors, useType, Set.of())
            : creation.volume(name, length, mirrors, useType, Set.of());
    int ready = count(table, "snapmirrors", 0);
    creation.plexes(made, ready, "SNAPDONE", Set.of());
    if (flag(table, "prepared", false)) {
      long region = 2L * count(table, "regionsize", 64);
      creation.snapshotLogPlexes(creation.dco(name, region, mirrors, Set.of()), ready);
    }
    String state = text(table, "state", "ACTIVE");
    if (flag(table, "blind", false)) { // whether it is open is never shown
      group.change(name, it -> it.withAttributes(VxEdit.with(it.attributes(), "blind", "on")));
    }
    if (flag(table, "badlog", false)) {
      group.dcoOf(name).ifPresent(dco -> group.change(dco.log(), VolumeRecord::withBadLog));
    }
    if (flag(table, "exclusive", false)) {
      group.change(name, it -> it.withAttributes(VxEdit.with(it.attributes(), "exclusive", "on")));
    }
    String comment = text(table, "comment", "");
    if (!comment.isEmpty()) {
      group.change(name, it -> it.withAttributes(VxEdit.with(it.attributes(), "comment", comment)));
    }
    group.change(name, it -> it.withState("ENABLED", state));
  }
}
