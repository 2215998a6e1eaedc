package org.cvmsnap.host;

import java.util.List;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;

/** Hosts with every command in the debug log. */
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

  @Override
  public <T> List<T> ask(List<? extends Question<T>> questions)
      throws NotLearnedException, InterruptedException {
    return hosts.ask(questions);
  }
}
