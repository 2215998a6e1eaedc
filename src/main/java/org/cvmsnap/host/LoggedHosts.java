package org.cvmsnap.host;

import org.cvmsnap.model.Machine;

/** Other hosts, with every command in the debug log. */
public record LoggedHosts(Hosts hosts) implements Hosts {
  @Override
  public Host controlDomain() {
    return new LoggedHost("here", hosts.controlDomain(), time());
  }

  @Override
  public Host on(Machine machine) {
    return new LoggedHost(machine.name(), hosts.on(machine), time());
  }

  @Override
  public Time time() {
    return hosts.time();
  }
}
