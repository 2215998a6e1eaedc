package org.cvmsnap.model;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A virtual disk of a domain: the front end of what a virtual disk server exports.
 *
 * @param volume the server's name for the back end; no VxVM volume
 * @param service the virtual disk server
 * @param server the domain in which the virtual disk server runs, where that is told
 * @param id the disk's number
 * @param timeout how long, in seconds, the guest waits for a server that does not answer; empty for
 *     as long as it takes
 * @param mpgroup the group of alternative paths to one back end
 */
public record VirtualDisk(
    GuestName domain,
    String name,
    String volume,
    String service,
    Optional<GuestName> server,
    OptionalInt id,
    OptionalInt timeout,
    Optional<String> mpgroup) {
  public VirtualDisk {
    if (name.isEmpty() || volume.isEmpty() || service.isEmpty()) {
      throw new IllegalArgumentException("a virtual disk needs a name, a volume and a service");
    }
  }

  /** The disk as the guest sees it, such as {@code c0d2}, where its number is known. */
  public Optional<String> frontEnd() {
    return id.isPresent() ? Optional.of("c0d" + id.getAsInt()) : Optional.empty();
  }

  /** Whether this disk shows what {@code backEnd} exports; servers are told apart by name. */
  public boolean shows(BackEnd backEnd) {
    return volume.equals(backEnd.volume()) && service.equals(backEnd.service());
  }
}
