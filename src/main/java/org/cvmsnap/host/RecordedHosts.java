package org.cvmsnap.host;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cvmsnap.model.Machine;

/**
 * Hosts whose commands are written to a transcript, those that change something among them. A read
 * that is given up has no line.
 */
public final class RecordedHosts extends ForwardingHosts {
  private final String here;
  private final Recorder recorder;

  /**
   * @param here the control domain, by whatever name: a transcript has one name for it
   */
  public RecordedHosts(Hosts hosts, String here, Recorder recorder) {
    super(hosts);
    this.here = here;
    this.recorder = recorder;
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
    return new RecordedHosts(others, here, recorder);
  }

  private Host recorded(String name, Host host) {
    return command -> {
      Instant at = time().now();
      Duration start = time().elapsed();
      CommandResult result = host.run(command);
      Duration took = time().elapsed().minus(start);
      recorder.add(new Recording(name, command.argv(), result, Optional.of(at), Optional.of(took)));
      return result;
    };
  }
}
