package org.cvmsnap.ldm;

import java.util.List;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainFlags;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;

/** Reads {@code ldm list -p}. */
final class DomainListParser {
  // VERSION 1.11
  // DOMAIN|name=ldom1|state=active|flags=-n----|cons=5000|ncpu=16|mem=17179869184|...

  List<Domain> parse(String output) {
    List<Domain> domains =
        LdmRecord.pairs(LdmRecord.allOf(output), "DOMAIN").map(DomainListParser::domain).toList();
    if (domains.isEmpty()) {
      throw new IllegalArgumentException("no domain");
    }
    return domains;
  }

  private static Domain domain(Pairs pairs) {
    return new Domain(
        new GuestName(pairs.need("name")),
        DomainState.of(pairs.need("state")),
        new DomainFlags(pairs.need("flags")));
  }
}
