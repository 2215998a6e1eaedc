package org.cvmsnap.ldm;

import java.util.List;
import java.util.stream.Stream;
import org.cvmsnap.model.BackEnd;

/** Reads the virtual disk servers in {@code ldm list-services -p}. */
final class BackEndListParser {
  // VDS|name=primary-vds0
  // |vol=ldom1-data|opts=slice|dev=/dev/vx/dsk/appdg/ldom1_data|mpgroup=
  // |client=data@ldom1|vol=ldom1-data
  // Rows with client= tell who uses a volume, in listings that have them.

  List<BackEnd> parse(String output) {
    return servers(output)
        .flatMap(
            record ->
                record.rows().stream()
                    .filter(row -> !row.has("client") && (row.has("vol") || row.has("dev")))
                    .map(row -> backEnd(record.pairs().need("name"), row)))
        .toList();
  }

  /** The names of the servers, also of those that export nothing. */
  List<String> names(String output) {
    return servers(output).map(record -> record.pairs().need("name")).toList();
  }

  private static Stream<LdmRecord> servers(String output) {
    return LdmRecord.allOf(output).stream().filter(record -> record.isA("VDS"));
  }

  private static BackEnd backEnd(String service, Pairs row) {
    return new BackEnd(
        service,
        row.need("vol"),
        row.find("opts").map(opts -> List.of(opts.split(",", -1))).orElse(List.of()),
        row.need("dev"),
        row.find("mpgroup"));
  }
}
