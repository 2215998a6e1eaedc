package org.cvmsnap.sim.vxvm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The {@code key=value} operands of a command, and the sizes and numbers in them. */
final class VxAttributes {
  private final String program;
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * @throws VxFailure for a key that the command does not know
   */
  VxAttributes(String program, List<String> operands, Set<String> known) {
    this.program = program;
    for (String operand : operands) {
      int equals = operand.indexOf('=');
      String key = equals < 0 ? operand : operand.substring(0, equals);
      if (equals < 1 || !known.contains(key)) {
        throw bad(operand);
      }
      values.put(key, operand.substring(equals + 1));
    }
  }

  Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  int number(String key, int otherwise) {
    String value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("[1-9][0-9]{0,3}")) {
      throw bad(key + "=" + value);
    }
    return Integer.parseInt(value);
  }

  boolean yes(String key, boolean otherwise) {
    String value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    if (!Set.of("yes", "on", "no", "off").contains(value)) {
      throw bad(key + "=" + value);
    }
    return value.equals("yes") || value.equals("on");
  }

  long sectors(String key, long otherwise) {
    String value = values.get(key);
    return value == null ? otherwise : sectors(program, value);
  }

  /** Names between commas. */
  Set<String> names(String key) {
    String value = values.get(key);
    return value == null ? Set.of() : new TreeSet<>(List.of(value.split(",")));
  }

  private VxFailure bad(String operand) {
    return VxFailure.error(
        program, VxFailure.SYNTAX, "V-5-1-325", "Unrecognized attribute: " + operand);
  }

  /** Sizes are in sectors unless a suffix says otherwise; see vxintro(1M). */
  static long sectors(String program, String size) {
    if (!size.matches("[1-9][0-9]{0,14}[bskmgtBSKMGT]?")) {
      throw VxFailure.error(
          program, VxFailure.SYNTAX, "V-5-1-327", "Invalid length specification: " + size);
    }
    char last = Character.toLowerCase(size.charAt(size.length() - 1));
    long number =
        Long.parseLong(Character.isDigit(last) ? size : size.substring(0, size.length() - 1));
    return switch (last) {
      case 'k' -> number * 2;
      case 'm' -> number * 2048;
      case 'g' -> number * 2048 * 1024;
      case 't' -> number * 2048 * 1024 * 1024;
      default -> number;
    };
  }
}
