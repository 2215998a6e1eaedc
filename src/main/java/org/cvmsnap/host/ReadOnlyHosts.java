package org.cvmsnap.host;

import java.util.List;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;

/**
 * Hosts that let only reads through. A survey that tries to change something is a bug, and ends as
 * one, with an IllegalStateException.
 *
 * @param hosts where reads go
 */
public record ReadOnlyHosts(Hosts hosts) implements Hosts {
  @Override
  public Host controlDomain() {
    return readOnly(hosts.controlDomain());
  }

  @Override
  public Host on(Machine machine) {
    return readOnly(hosts.on(machine));
  }

  private static Host readOnly(Host host) {
    return command -> {
      if (command.mutates()) {
        throw new IllegalStateException("not a read: " + command.text());
      }
      return host.run(command);
    };
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
