package org.cvmsnap.vxvm;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.VolumeAttributes;
import org.cvmsnap.model.VolumeName;

/** Reads what {@code vxprint -v} prints in the format {@link #FORMAT}. */
final class AttributesParser {
  // ldom1_data|on|on|off
  // A field that this release does not know, or that does not apply, prints as nothing or "-".

  static final String FORMAT = "%name|%instant|%fastresync|%devopen";

  List<VolumeAttributes> parse(String output) {
    List<VolumeAttributes> volumes =
        Rows.of(output).stream().map(AttributesParser::volume).toList();
    if (volumes.isEmpty()) {
      throw new IllegalArgumentException("no volumes");
    }
    return volumes;
  }

  private static VolumeAttributes volume(String row) {
    String[] fields = row.split("\\|", -1);
    if (fields.length != 4) {
      throw new IllegalArgumentException("not four attributes: " + row);
    }
    return new VolumeAttributes(
        new VolumeName(fields[0].strip()), onOff(fields[1]), onOff(fields[2]), onOff(fields[3]));
  }

  /** What a field says; empty where it says neither on nor off. */
  static Optional<Boolean> onOff(String field) {
    return switch (field.strip()) {
      case "on" -> Optional.of(true);
      case "off" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
