package org.cvmsnap.ldm;

import java.util.Optional;
import org.cvmsnap.model.GuestName;

/** Reads {@code ldm list -o domain -p NAME} for what the guest says of itself. */
final class SoftStateParser {
  // DOMAIN|name=ldom1|state=active|flags=normal|util=0.8|uptime=86400|softstate=Solaris running

  Optional<String> parse(GuestName guest, String output) {
    return LdmRecord.allOf(output).stream()
        .filter(record -> record.isA("DOMAIN"))
        .map(LdmRecord::pairs)
        .filter(pairs -> pairs.need("name").equals(guest.value()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no domain " + guest))
        .find("softstate");
  }
}
