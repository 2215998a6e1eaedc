package org.cvmsnap.vxvm;

import java.util.List;
import java.util.Optional;

/** Reads from {@code vxprint -m} of one volume whether it is being restored. */
final class RestoreParser {
  // vol  ldom1_data
  //         use_type=fsgen
  //         restore=on
  // The values on and off are those that public agents wait for. Records of other types may follow
  // that have such a line of their own.

  private static final String KEY = "restore=";

  /** Empty where the version prints no such line. */
  Optional<Boolean> parse(String output) {
    List<String> rows = Rows.of(output);
    if (rows.isEmpty() || !Rows.words(rows.get(0)).get(0).equals("vol")) {
      throw new IllegalArgumentException("not a volume");
    }
    return rows.stream()
        .filter(row -> row.startsWith(KEY))
        .findFirst()
        .flatMap(row -> AttributesParser.onOff(row.substring(KEY.length())));
  }
}
