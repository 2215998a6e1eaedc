package org.cvmsnap.model;

/**
 * Where a command runs.
 *
 * @param kind what the machine is
 * @param name how people know it: the cluster's name of a node, the domain's name of a guest
 * @param address how ssh reaches it, {@code [user@]host[:port]}; not used for the control domain
 *     itself
 */
public record Machine(Kind kind, String name, String address) {
  /** What a machine is to cvmsnap. */
  public enum Kind {
    /** The control domain that cvmsnap works in. */
    CONTROL_DOMAIN,
    /** Another member of the cluster. */
    NODE,
    /** The operating system inside a guest domain. */
    GUEST
  }

  public Machine {
    if (name.isEmpty() || address.isEmpty()) {
      throw new IllegalArgumentException("a machine needs a name and an address");
    }
  }

  public static Machine controlDomain(String name) {
    return new Machine(Kind.CONTROL_DOMAIN, name, name);
  }

  public static Machine node(String name) {
    return new Machine(Kind.NODE, name, name);
  }

  public static Machine guest(GuestName guest, String address) {
    return new Machine(Kind.GUEST, guest.value(), address);
  }
}
