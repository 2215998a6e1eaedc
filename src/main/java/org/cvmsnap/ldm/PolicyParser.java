package org.cvmsnap.ldm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.model.GuestName;

/**
 * Reads which domains have a policy for resources that is enabled, in {@code ldm list -o resmgmt}.
 */
final class PolicyParser {
  // DOMAIN|name=ldom2
  // POLICY|name=grow|status=on|vcpu-min=4|vcpu-max=32
  // No guide shows the parseable form: the pairs may also stand in lines beneath POLICY.

  List<GuestName> parse(String output) {
    List<GuestName> enabled = new ArrayList<>();
    Optional<GuestName> domain = Optional.empty();
    for (LdmRecord record : LdmRecord.allOf(output)) {
      if (record.isA("DOMAIN")) {
        domain = Optional.of(new GuestName(record.pairs().need("name")));
      } else if (record.isA("POLICY")
          && Stream.concat(Stream.of(record.pairs()), record.rows().stream())
              .anyMatch(pairs -> pairs.find("status").equals(Optional.of("on")))) {
        enabled.add(domain.orElseThrow(() -> new IllegalArgumentException("whose policy is it")));
      }
    }
    return enabled.stream().distinct().toList();
  }
}
