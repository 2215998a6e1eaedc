package org.cvmsnap.schedules;

import java.time.Instant;
import org.cvmsnap.host.ForwardingHosts;
import org.cvmsnap.host.ForwardingTime;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.host.Time;
import org.cvmsnap.model.Machine;

/** Nobody looks at the time of day after the beginning. */
final class Timeless extends ForwardingHosts {
  private final Instant beginning;

  Timeless(Hosts hosts, Instant beginning) {
    super(hosts);
    this.beginning = beginning;
  }

  @Override
  public Host controlDomain() {
    return hosts.controlDomain();
  }

  @Override
  public Host on(Machine machine) {
    return hosts.on(machine);
  }

  @Override
  public Time time() {
    return new ForwardingTime(hosts.time()) {
      @Override
      public Instant now() {
        return beginning;
      }
    };
  }

  @Override
  protected Hosts over(Hosts others) {
    return new Timeless(others, beginning);
  }
}
