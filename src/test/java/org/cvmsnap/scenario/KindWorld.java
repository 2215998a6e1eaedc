package org.cvmsnap.scenario;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cvmsnap.sim.LogEntry;
import org.cvmsnap.testing.World;

/** Worlds in which every kind of snapshot can be taken of ldom1's volumes, and what is in them. */
final class KindWorld {
  private static final String DATAVOL1 =
      "name = \"datavol1\"\nmegabytes = 20480\nmirrors = 2\nprepared = true\n";

  private static final String COPYDG =
      """

      [[diskgroup]]
      name = "copydg"
      shared = true

      [[diskgroup.disk]]
      name = "copydg01"
      device = "c3t0d0s2"
      megabytes = 40960

      [[diskgroup]]
      name = "datadg"
      """;

  private KindWorld() {}

  /** A kind, as it is asked for, in a world where it can be taken. */
  record Case(String name, Supplier<World> world, List<String> options) {
    /** Where the snapshots will be. */
    String group() {
      return options.contains("copydg") ? "copydg" : "datadg";
    }

    /** The words of a take of one volume, named snap_1. */
    String[] take() {
      return Stream.concat(
              Stream.of("take", "datavol1", "--ldom", "ldom1", "--name", "snap_{n}"),
              options.stream())
          .toArray(String[]::new);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Every kind, in every form that leads to other commands. */
  static List<Case> cases() {
    return List.of(
        new Case("break-off", World::builtIn, List.of()),
        new Case("plex", KindWorld::threeMirrors, List.of("--kind", "plex", "--plex", PLEX)),
        new Case("full", World::builtIn, List.of("--kind", "full", "--wait-sync")),
        new Case(
            "space-optimized",
            World::builtIn,
            List.of("--kind", "space-optimized", "--cache-size", "1g")),
        new Case(
            "space-optimized in a cache that is there",
            KindWorld::withCache,
            List.of("--kind", "space-optimized", "--cache", "cobj")),
        new Case("linked", World::builtIn, List.of("--kind", "linked")),
        new Case(
            "linked elsewhere",
            KindWorld::twoGroups,
            List.of("--kind", "linked", "--snap-group", "copydg")));
  }

  static final String PLEX = "datavol1-03";

  static World threeMirrors() {
    return World.changed(DATAVOL1, DATAVOL1.replace("mirrors = 2", "mirrors = 3"));
  }

  static World layered() {
    return World.changed(DATAVOL1, DATAVOL1 + "layered = true\n");
  }

  static World twoGroups() {
    return World.changed("\n[[diskgroup]]\nname = \"datadg\"\n", COPYDG);
  }

  static World withCache() {
    return World.builtIn()
        .typed("sun-a", "vxassist -g datadg make cvol 1g")
        .typed("sun-a", "vxmake -g datadg cache cobj cachevolname=cvol regionsize=64k")
        .typed("sun-a", "vxcache -g datadg start cobj");
  }

  /** Every record of a group that is not a disk or a part of one, with its type. */
  static List<String> records(World world, String group) {
    return ask(world, "vxprint -g " + group + " -ht")
        .lines()
        .map(line -> line.split("\\s+", -1))
        .filter(words -> List.of("v", "pl", "dc", "sp", "co").contains(words[0]))
        .map(words -> words[0] + " " + words[1])
        .sorted()
        .toList();
  }

  static List<String> records(World world) {
    return records(world, "datadg");
  }

  /** The new volumes of a group of which nothing tells whose they are. */
  static List<String> unmarked(World world, String group, List<String> before) {
    String tags = ask(world, "vxassist -g " + group + " listtag");
    String comments = ask(world, "vxprint -g " + group + " -v -F %name=%comment");
    return records(world, group).stream()
        .filter(record -> !before.contains(record))
        .filter(record -> record.startsWith("v ") && !record.endsWith("_dcl"))
        .map(record -> record.substring(2))
        .filter(name -> !Pattern.compile("v +" + name + " .* cvmsnap\\.run=").matcher(tags).find())
        .filter(name -> !comments.contains(name + "=cvmsnap:"))
        .toList();
  }

  /** What a command says that is typed on the first node. */
  static String ask(World world, String line) {
    List<String> words = new ArrayList<>(List.of("sim", "exec", "sun-a", "--"));
    words.addAll(List.of(line.split(" ", -1)));
    return world.cvmsnap(words.toArray(String[]::new)).out();
  }

  /** The rows of {@code cvmsnap list}. */
  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> list(World world) {
    return (List<Map<String, Object>>)
        requireNonNull(world.cvmsnap("list", "--json").json().get("snapshots"));
  }

  /** The mutating commands that ran since, with what differs from run to run made a glob. */
  static List<String> globs(List<LogEntry> log) {
    return log.stream()
        .filter(LogEntry::mutates)
        .map(entry -> String.join(" ", entry.argv()))
        .map(line -> line.replaceAll("\\d{8}T\\d{6}Z-(ldom1-)?[0-9a-z]{4}", "*"))
        .map(line -> line.replaceAll("cvmsnap.taken=\\S+", "*"))
        .distinct()
        .toList();
  }
}
