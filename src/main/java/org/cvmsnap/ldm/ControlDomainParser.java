package org.cvmsnap.ldm;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.ControlDomain;
import org.cvmsnap.model.GuestName;

/** Reads {@code virtinfo -a -p}. */
final class ControlDomainParser {
  // VERSION 1.0
  // DOMAINROLE|impl=LDoms|control=true|io=true|service=true|root=true
  // DOMAINNAME|name=primary
  // DOMAINCONTROL|name=hosta
  // Other kinds of virtualization have lines of their own. In a zone it prints a sentence, exit 0.

  ControlDomain parse(String output) {
    List<LdmRecord> records = LdmRecord.records(output.lines().toList());
    String control =
        LdmRecord.pairs(records, "DOMAINROLE")
            .filter(pairs -> pairs.find("impl").equals(Optional.of("LDoms")))
            .map(pairs -> pairs.need("control"))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no role"));
    GuestName name = new GuestName(named(records, "DOMAINNAME"));
    String node = named(records, "DOMAINCONTROL");
    return switch (control) {
      case "true" -> new ControlDomain(name, true, node);
      case "false" -> new ControlDomain(name, false, node);
      default -> throw new IllegalArgumentException("control=" + control);
    };
  }

  private static String named(List<LdmRecord> records, String type) {
    return LdmRecord.pairs(records, type)
        .map(pairs -> pairs.need("name"))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + type));
  }
}
