package org.cvmsnap.host;

import java.util.function.BiFunction;
import org.cvmsnap.model.Machine;

/** Hosts of which each is wrapped in another, which knows the machine by its name. */
public final class WrappedHosts extends ForwardingHosts {
  /** The control domain, as long as nobody knows its name. */
  private static final String HERE = "here";

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
   * Hosts with every command told to a listener.
   *
   * @param here the control domain, as people know it
   */
  public static Hosts heard(Hosts hosts, String here, CommandListener listener) {
    return new WrappedHosts(
        hosts, (name, host) -> new HeardHost(name.equals(HERE) ? here : name, host, listener));
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
    return wrapping.apply(HERE, hosts.controlDomain());
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
