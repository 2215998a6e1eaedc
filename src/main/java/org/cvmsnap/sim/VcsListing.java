package org.cvmsnap.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.sim.VcsObject.Cell;
import org.cvmsnap.sim.command.Reply;

/** What {@code hagrp}, {@code hares} and {@code hasys} tell of their objects. */
final class VcsListing {
  private static final Pattern CONDITION = Pattern.compile("(\\w+)(=~|!=|=)(.*)");
  private static final String ATTRIBUTE = "-attribute";
  private static final String SYS = "-sys";
  private static final String GROUP = "-group";
  private static final String TYPE = "-type";

  /** The kinds of objects, each with the program that is about it. */
  enum Kind {
    GROUP("hagrp", "Group", "V-16-1-10133 Group does not exist: "),
    RESOURCE("hares", "Resource", "V-16-1-10260 Resource does not exist: "),
    SYSTEM("hasys", "System", "System does not exist: ");

    final String program;
    private final String title;
    private final String missing;

    Kind(String program, String title, String missing) {
      this.program = program;
      this.title = title;
      this.missing = missing;
    }

    Reply missing(String name) {
      return VcsListing.warning(missing + name);
    }

    private String row(String format, String name, String attribute, String system, String value) {
      String line =
          this == SYSTEM
              ? format.replaceFirst(" %-\\d+s %s", " %s").formatted(name, attribute, value)
              : format.formatted(name, attribute, system, value);
      return line.stripTrailing() + "\n";
    }
  }

  private final Kind kind;
  private final List<VcsObject> objects;

  /** The system on which the command is typed. */
  private final String here;

  VcsListing(Kind kind, List<VcsObject> objects, String here) {
    this.kind = kind;
    this.objects = objects;
    this.here = here;
  }

  static Reply warning(String text) {
    return Reply.error(1, "VCS WARNING " + text + "\n");
  }

  static Reply unknown(String program) {
    return Reply.error(1, "VCS ERROR V-16-1-10603 Unknown option for " + program + "\n");
  }

  /** What the words answer; a verb that is none of these is not known. */
  Reply answer(String verb, List<String> words) {
    Set<String> options =
        switch (verb) {
          case "-state" -> kind == Kind.SYSTEM ? Set.of() : Set.of(SYS);
          case "-display" ->
              kind == Kind.RESOURCE
                  ? Set.of(ATTRIBUTE, SYS, GROUP, TYPE)
                  : kind == Kind.GROUP ? Set.of(ATTRIBUTE, SYS) : Set.of(ATTRIBUTE);
          default -> Set.of();
        };
    Optional<VcsWords> parsed = VcsWords.of(words, options);
    if (parsed.isEmpty()) {
      return unknown(kind.program);
    }
    return switch (verb) {
      case "-list" -> list(parsed.get().names());
      case "-state" -> state(parsed.get());
      case "-value" -> value(parsed.get().names());
      case "-display" -> display(parsed.get());
      default -> unknown(kind.program);
    };
  }

  private Optional<VcsObject> find(String name) {
    return objects.stream().filter(object -> object.name().equals(name)).findFirst();
  }

  /** Groups and resources have a row for each of their systems. */
  private Reply list(List<String> conditions) {
    StringBuilder out = new StringBuilder();
    for (VcsObject object : objects) {
      List<String> systems = kind == Kind.SYSTEM ? List.of(object.name()) : object.systems();
      for (String system : systems) {
        for (String condition : conditions) {
          if (!CONDITION.matcher(condition).matches()) {
            return unknown(kind.program);
          }
        }
        if (conditions.stream().allMatch(condition -> meets(object, system, condition))) {
          out.append(
              kind == Kind.SYSTEM ? system + "\n" : "%-20s %s\n".formatted(object.name(), system));
        }
      }
    }
    return out.isEmpty()
        ? warning("V-16-1-50032 No " + kind.title + " meets the conditions")
        : Reply.out(out.toString());
  }

  private static boolean meets(VcsObject object, String system, String condition) {
    Matcher words = CONDITION.matcher(condition);
    if (!words.matches()) {
      return false;
    }
    String value =
        object
            .value(words.group(1), Optional.of(system))
            .map(VcsListing::withoutBars)
            .orElse("no such attribute");
    return switch (words.group(2)) {
      case "=" -> value.equals(words.group(3));
      case "!=" -> !value.equals(words.group(3));
      default -> value.contains(words.group(3));
    };
  }

  /** The state of a group stands between bars. */
  static String withoutBars(String value) {
    return value.replaceAll("^\\||\\|$", "");
  }

  private Reply state(VcsWords words) {
    String attribute = kind == Kind.SYSTEM ? "SysState" : VcsObject.STATE;
    List<String> names = words.names();
    Optional<String> missing = names.stream().filter(name -> find(name).isEmpty()).findFirst();
    if (missing.isPresent()) {
      return kind.missing(missing.get());
    }
    if (names.size() == 1 && (kind == Kind.SYSTEM || words.given(SYS).size() == 1)) {
      return value(find(names.get(0)), attribute, words.one(SYS));
    }
    String format = "%-12s %-21s %-10s %s";
    StringBuilder out = new StringBuilder();
    for (VcsObject object : chosen(names)) {
      object.cells().stream()
          .filter(cell -> cell.attribute().equals(attribute))
          .filter(cell -> asked(words, cell))
          .forEach(cell -> out.append(row(format, object, cell)));
    }
    return out.isEmpty()
        ? warning("V-16-1-10554 No " + kind.title + " with system " + words.given(SYS))
        : Reply.out(kind.row(format, "#" + kind.title, "Attribute", "System", "Value") + out);
  }

  private static boolean asked(VcsWords words, Cell cell) {
    List<String> systems = words.given(SYS);
    return systems.isEmpty()
        || cell.system().equals(VcsObject.GLOBAL)
        || systems.contains(cell.system());
  }

  private String row(String format, VcsObject object, Cell cell) {
    return kind.row(format, object.name(), cell.attribute(), cell.system(), cell.value());
  }

  private List<VcsObject> chosen(List<String> names) {
    return names.isEmpty() ? objects : names.stream().flatMap(name -> find(name).stream()).toList();
  }

  private Reply value(List<String> words) {
    if (words.size() < 2 || words.size() > (kind == Kind.SYSTEM ? 2 : 3)) {
      return unknown(kind.program);
    }
    Optional<VcsObject> object = find(words.get(0));
    return object.isEmpty()
        ? kind.missing(words.get(0))
        : value(object, words.get(1), words.stream().skip(2).findFirst());
  }

  /** An attribute of each system is told as this one has it, if no system is named. */
  private Reply value(Optional<VcsObject> object, String attribute, Optional<String> system) {
    Optional<String> asked = system.isPresent() ? system : Optional.of(here);
    return object
        .flatMap(one -> one.value(attribute, asked))
        .map(value -> Reply.out(value + "\n"))
        .orElseGet(() -> warning("No attribute " + attribute + " on system " + asked.orElse(here)));
  }

  private Reply display(VcsWords words) {
    Optional<String> missing =
        words.names().stream().filter(name -> find(name).isEmpty()).findFirst();
    if (missing.isPresent()) {
      return kind.missing(missing.get());
    }
    List<String> attributes = words.given(ATTRIBUTE);
    String format = "%-16s %-14s %-11s %s";
    List<String> blocks = new ArrayList<>();
    for (VcsObject object : chosen(words.names())) {
      if (!among(object, "Group", words.given(GROUP))
          || !among(object, "Type", words.given(TYPE))) {
        continue;
      }
      StringBuilder block = new StringBuilder();
      for (String attribute : attributes.isEmpty() ? List.of("") : attributes) {
        List<Cell> cells =
            object.cells().stream()
                .filter(cell -> attribute.isEmpty() || cell.attribute().equals(attribute))
                .filter(cell -> asked(words, cell))
                .toList();
        if (cells.isEmpty() && !words.names().isEmpty()) {
          return warning("No attribute " + attribute + " of " + object.name());
        }
        cells.forEach(cell -> block.append(row(format, object, cell)));
      }
      if (!block.isEmpty()) {
        blocks.add(block.toString());
      }
    }
    // A line with nothing but a mark parts objects that have several attributes displayed.
    String between = attributes.size() == 1 ? "" : "#\n";
    return blocks.isEmpty()
        ? warning("No " + kind.title + " has the attributes " + attributes)
        : Reply.out(
            kind.row(format, "#" + kind.title, "Attribute", "System", "Value")
                + String.join(between, blocks));
  }

  private static boolean among(VcsObject object, String attribute, List<String> values) {
    return values.isEmpty()
        || object.value(attribute, Optional.empty()).filter(values::contains).isPresent();
  }
}
