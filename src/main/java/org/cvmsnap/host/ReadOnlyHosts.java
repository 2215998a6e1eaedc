package org.cvmsnap.host;

import java.util.List;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;

/** Each host behind a {@link ReadOnlyHost}. */
public record ReadOnlyHosts(Hosts hosts) implements Hosts {
  @Override
  public Host controlDomain() {
    return new ReadOnlyHost(hosts.controlDomain());
  }

  @Override
  public Host on(Machine machine) {
    return new ReadOnlyHost(hosts.on(machine));
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
