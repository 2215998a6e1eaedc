package org.cvmsnap.host;

import java.util.function.BiFunction;
import org.cvmsnap.model.Machine;

/** Hosts of which each is wrapped in another, which knows the machine by its name. */
public final class WrappedHosts extends ForwardingHosts {
  private final BiFunction<String, Host, Host> wrapping;

  private WrappedHosts(Hosts hosts, BiFunction<String, Host, Host> wrapping) {
    super(hosts);
    this.wrapping = wrapping;
  }

  /** Hosts with every command in the debug log. */
  public static Hosts logged(Hosts hosts) {
    return new WrappedHosts(hosts, (name, host) -> new LoggedHost(name, host, hosts.time()));
  }

  /**
   * Hosts that let only reads through. A survey that tries to change something is a bug, and ends
   * as one, with an IllegalStateException.
   */
  public static Hosts readOnly(Hosts hosts) {
    return new WrappedHosts(
        hosts,
        (name, host) ->
            command -> {
              if (command.mutates()) {
                throw new IllegalStateException("not a read: " + command.text());
              }
              return host.run(command);
            });
  }

  @Override
  public Host controlDomain() {
    return wrapping.apply("here", hosts.controlDomain());
  }

  @Override
  public Host on(Machine machine) {
    return wrapping.apply(machine.name(), hosts.on(machine));
  }

  @Override
  protected Hosts over(Hosts others) {
    return new WrappedHosts(others, wrapping);
  }
}
