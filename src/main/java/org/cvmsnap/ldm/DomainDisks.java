package org.cvmsnap.ldm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.VirtualDisk;

/**
 * All domains of a machine at one moment, with their disks.
 *
 * @param states by the names of the domains
 * @param softStates what those that run say of their operating system
 */
public record DomainDisks(
    Map<GuestName, DomainState> states,
    Map<GuestName, String> softStates,
    List<VirtualDisk> disks) {
  public DomainDisks {
    states = Map.copyOf(states);
    softStates = Map.copyOf(softStates);
    disks = List.copyOf(disks);
  }

  // DOMAIN|name=ldom1|state=active|flags=normal|util=0.8|uptime=86400|softstate=Solaris running
  // VDISK|name=data|vol=ldom1-data@primary-vds0|timeout=30|dev=disk@1|server=primary|mpgroup=|id=1

  /** Reads {@code ldm list -o domain,disk -p}. */
  static DomainDisks parse(String output) {
    Map<GuestName, DomainState> states = new LinkedHashMap<>();
    Map<GuestName, String> softStates = new LinkedHashMap<>();
    LdmRecord.pairs(LdmRecord.allOf(output), "DOMAIN")
        .forEach(
            pairs -> {
              GuestName name = new GuestName(pairs.need("name"));
              states.put(name, DomainState.of(pairs.need("state")));
              pairs.find("softstate").ifPresent(said -> softStates.put(name, said));
            });
    return new DomainDisks(states, softStates, new DiskListParser().parse(output));
  }

  /** The disk of that name that a domain has. */
  public Optional<VirtualDisk> disk(GuestName domain, String name) {
    return disks.stream()
        .filter(disk -> disk.domain().equals(domain) && disk.name().equals(name))
        .findFirst();
  }
}
