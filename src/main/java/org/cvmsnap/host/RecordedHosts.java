package org.cvmsnap.host;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.cvmsnap.model.Machine;

/**
 * Hosts of which every command that has ended is noted, those that change something among them. A
 * read that is given up is not.
 */
public final class RecordedHosts extends ForwardingHosts {
  private final String here;
  private final Consumer<Recording> notes;

  /**
   * @param here the control domain, by whatever name: a transcript has one name for it
   * @param notes told on the thread that gives the command
   */
  public RecordedHosts(Hosts hosts, String here, Consumer<Recording> notes) {
    super(hosts);
    this.here = here;
    this.notes = notes;
  }

  @Override
  public Host controlDomain() {
    return recorded(here, hosts.controlDomain());
  }

  @Override
  public Host on(Machine machine) {
    boolean own = machine.kind() == Machine.Kind.CONTROL_DOMAIN;
    return recorded(own ? here : machine.name(), hosts.on(machine));
  }

  @Override
  protected Hosts over(Hosts others) {
    return new RecordedHosts(others, here, notes);
  }

  private Host recorded(String name, Host host) {
    return command -> {
      Instant at = time().now();
      Duration start = time().elapsed();
      CommandResult result = host.run(command);
      Duration took = time().elapsed().minus(start);
      notes.accept(new Recording(name, command.argv(), result, Optional.of(at), Optional.of(took)));
      return result;
    };
  }
}
