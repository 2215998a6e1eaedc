package org.cvmsnap.host;

import org.cvmsnap.model.Machine;

/** The machines that this process can reach, and the time that they live in. */
public interface Hosts {
  /** The control domain that cvmsnap works in. */
  Host controlDomain();

  /** A machine by name; asking for one does not talk to it. */
  Host on(Machine machine);

  Time time();
}
