package org.cvmsnap.model;

/**
 * Where a command runs.
 *
 * @param kind what the machine is
 * @param name how people know it: the cluster's name of a node, the domain's name of a guest
 * @param address how ssh reaches it, {@code [user@]host[:port]}; of the control domain that cvmsnap
 *     works in, which needs none, the name that it has for itself ({@code uname -n})
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

  /** The same, where the cluster calls it something else than it does itself. */
  public static Machine controlDomain(String name, String ownName) {
    return new Machine(Kind.CONTROL_DOMAIN, name, ownName);
  }

  /** Whether both are the same control domain, of which the cluster may have told but once. */
  public boolean sameControlDomain(Machine other) {
    return name.equals(other.name) || address.equals(other.address);
  }

  public static Machine node(String name) {
    return new Machine(Kind.NODE, name, name);
  }

  public static Machine guest(GuestName guest, String address) {
    return new Machine(Kind.GUEST, guest.value(), address);
  }
}
