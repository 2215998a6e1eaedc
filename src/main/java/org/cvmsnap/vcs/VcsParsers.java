package org.cvmsnap.vcs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cvmsnap.model.ServiceGroup;

/** Reads what the commands of VCS, GAB and VxFEN print. */
final class VcsParsers {
  private static final Pattern ROW = Pattern.compile("(\\S+)\\s+(\\S+)\\s+(\\S+)(?:\\s+(.*))?");
  private static final Pattern PORT =
      Pattern.compile("Port \\S+ gen\\s+\\S+\\s+(?<what>\\w+)\\s(?<nodes>.*)", Pattern.DOTALL);
  private static final Pattern MODE = Pattern.compile("\\s*(?:Fencing|VxFEN) Mode:\\s+(\\S+)\\s*");

  private VcsParsers() {}

  private static Stream<String> lines(String output) {
    return output.lines().map(String::strip).filter(Predicate.not(String::isEmpty));
  }

  private static List<String> words(String line, int count, String what) {
    List<String> words = List.of(line.split("\\s+"));
    if (words.size() != count) {
      throw new IllegalArgumentException("not " + what + ": " + line);
    }
    return words;
  }

  // -- SYSTEM STATE
  // -- System               State                Frozen
  //
  // A  cdom1                RUNNING              0
  /**
   * The state of each system in {@code hastatus -sum}; never empty. Its sections are known by their
   * headings, for the letters before the rows differ between releases; rows are split at blanks,
   * for long names push the columns.
   */
  static Map<String, String> systemStates(String output) {
    Map<String, String> states = new LinkedHashMap<>();
    boolean systems = false;
    for (String line : lines(output).toList()) {
      if (line.matches("--\\s+[A-Z ]+")) {
        systems = line.matches("--\\s+SYSTEM STATE");
      } else if (systems && !line.startsWith("--")) {
        List<String> words = words(line, 4, "a system");
        states.put(words.get(1), words.get(2));
      }
    }
    if (states.isEmpty()) {
      throw new IllegalArgumentException("no system state");
    }
    return states;
  }

  /**
   * One cell of a table of attributes.
   *
   * @param system {@code global} where the value is the same on all
   */
  record Row(String name, String attribute, String system, String value) {}

  // #Group       Attribute             System           Value
  // ldg_payroll  Frozen                global           0
  // #
  // ldg_archive  State                 cdom1            |ONLINE|
  /**
   * The table that {@code -display} and {@code -state} of {@code hagrp} and {@code hares} print.
   * The order of its rows is not guaranteed, so they are found by their attribute; a value may hold
   * blanks, as {@code OFFLINE|STATE UNKNOWN} does.
   */
  static List<Row> attributes(String output) {
    return lines(output).filter(line -> !line.startsWith("#")).map(VcsParsers::row).toList();
  }

  private static Row row(String line) {
    Matcher row = ROW.matcher(line);
    if (!row.matches()) {
      throw new IllegalArgumentException("not an attribute: " + line);
    }
    String value = row.group(4) == null ? "" : row.group(4).strip();
    return new Row(row.group(1), row.group(2), row.group(3), value);
  }

  /** The types in {@code hatype -list}; every cluster has some (hatype(1M)). */
  static List<String> types(String output) {
    List<String> types = resources(output);
    if (types.isEmpty()) {
      throw new IllegalArgumentException("no type of resources");
    }
    return types;
  }

  /** The resources in {@code hatype -resources TYPE} (hatype(1M)). */
  static List<String> resources(String output) {
    return lines(output).map(ServiceGroup::requireName).distinct().toList();
  }

  // It has a row for each resource and system, without a header:
  // ldom_payroll   cdom1
  // ldom_payroll   cdom2
  /** The resources in {@code hares -list}, each once. */
  static List<String> resourcesOfSystems(String output) {
    return lines(output)
        .map(line -> words(line, 2, "a resource and a system").get(0))
        .map(ServiceGroup::requireName)
        .distinct()
        .toList();
  }

  // #System    Attribute             Value
  // cdom1      LLTNodeId             0
  /** {@code hasys -display -attribute LLTNodeId}: the number of each system in LLT. */
  static Map<String, Integer> nodeIds(String output) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (String line : lines(output).filter(each -> !each.startsWith("#")).toList()) {
      List<String> words = words(line, 3, "a system's number");
      if (!words.get(1).equals("LLTNodeId") || !words.get(2).matches("\\d{1,9}")) {
        throw new IllegalArgumentException("not a system's number: " + line);
      }
      ids.put(words.get(0), Integer.valueOf(words.get(2)));
    }
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("no system");
    }
    return ids;
  }

  // GAB Port Memberships
  // ===============================================================
  // Port a gen   5a3c01 membership 01
  // Port a gen   5a3c01   jeopardy ;1
  // The place of a digit counts, so that blanks and semicolons stand for nodes that are not in it.
  // How nodes from 10 on are printed is in no manual: by the last digit of each at its place, or as
  // whole numbers.
  /** {@code gabconfig -a}: which nodes are in jeopardy, by their numbers in LLT. */
  static List<String> inJeopardy(String output) {
    if (!output.strip().startsWith("GAB Port Memberships")) {
      throw new IllegalArgumentException("no memberships");
    }
    return output
        .lines()
        .map(PORT::matcher)
        .filter(Matcher::matches)
        .filter(row -> row.group("what").equals("jeopardy"))
        .flatMap(row -> nodes(row.group("nodes")).stream())
        .distinct()
        .toList();
  }

  private static List<String> nodes(String row) {
    if (!row.matches("[\\s;\\d]*")) {
      throw new IllegalArgumentException("not nodes: " + row);
    }
    List<Integer> digits =
        IntStream.range(0, row.length())
            .filter(at -> Character.isDigit(row.charAt(at)))
            .boxed()
            .toList();
    boolean placed = digits.stream().allMatch(at -> row.charAt(at) - '0' == at % 10);
    return placed
        ? digits.stream().map(String::valueOf).toList()
        : Stream.of(row.split("[\\s;]+")).filter(Predicate.not(String::isEmpty)).toList();
  }

  //  Fencing Mode: SCSI3
  //  Cluster Members:
  //        * 0 (cdom1)
  /** The mode in {@code vxfenadm -d}. */
  static String fencingMode(String output) {
    return output
        .lines()
        .map(MODE::matcher)
        .filter(Matcher::matches)
        .map(line -> line.group(1))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no mode"));
  }
}
