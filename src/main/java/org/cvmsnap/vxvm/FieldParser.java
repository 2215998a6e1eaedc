package org.cvmsnap.vxvm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cvmsnap.model.VolumeName;

/** Reads one field of each record, as {@code vxprint} prints it in the format {@link #format}. */
final class FieldParser {
  // ldom1_s1|cvmsnap:20240309T070500Z-ldom1-4f2a
  // ldom1_data|
  // ldom1_data-01|-
  // A field that is empty, or that this release does not know, prints as nothing or "-". A comment
  // is free text of somebody else's and may hold a bar, which no name does.
  private final String refusal;

  /**
   * @param refusal what is said of a row that is none
   */
  FieldParser(String refusal) {
    this.refusal = refusal;
  }

  static String format(String field) {
    return "%name|%" + field;
  }

  /** The field by the name of its record; empty text where it says nothing. */
  Map<String, String> parse(String output) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String row : Rows.of(output)) {
      int bar = row.indexOf('|');
      if (bar <= 0 || row.substring(0, bar).contains(" ")) {
        throw new IllegalArgumentException(refusal + ": " + row);
      }
      String field = row.substring(bar + 1).strip();
      fields.put(row.substring(0, bar), field.equals("-") ? "" : field);
    }
    return fields;
  }

  /**
   * The same of all records of a kind, of which every disk group has some.
   *
   * @param none what is said where there are none
   */
  Map<String, String> parseSome(String output, String none) {
    Map<String, String> fields = parse(output);
    if (fields.isEmpty()) {
      throw new IllegalArgumentException(none);
    }
    return fields;
  }

  /**
   * The same of all volumes, with what each field says; those of which it says nothing are left
   * out.
   */
  <T> Map<VolumeName, T> ofVolumes(String output, Function<String, Optional<T>> meaning) {
    Map<VolumeName, T> told = new LinkedHashMap<>();
    parseSome(output, "no volumes")
        .forEach(
            (name, field) -> {
              VolumeName volume = new VolumeName(name);
              meaning.apply(field).ifPresent(value -> told.put(volume, value));
            });
    return Map.copyOf(told);
  }
}
