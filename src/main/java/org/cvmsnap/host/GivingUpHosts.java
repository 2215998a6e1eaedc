package org.cvmsnap.host;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.model.Machine;

/**
 * Machines that are not waited for twice: what has not answered is not asked again. Of the control
 * domain, which is this machine or one that was reached before, that holds for each program by
 * itself.
 */
public final class GivingUpHosts extends ForwardingHosts {
  private final Map<Asked, String> silent;

  /**
   * @param program empty text where the whole machine has not answered
   */
  private record Asked(String machine, String program) {}

  public GivingUpHosts(Hosts hosts) {
    this(hosts, new ConcurrentHashMap<>());
  }

  private GivingUpHosts(Hosts hosts, Map<Asked, String> silent) {
    super(hosts);
    this.silent = silent;
  }

  @Override
  public Host controlDomain() {
    return onControlDomain(hosts.controlDomain());
  }

  @Override
  public Host on(Machine machine) {
    Host host = hosts.on(machine);
    return machine.kind() == Machine.Kind.CONTROL_DOMAIN
        ? onControlDomain(host)
        : command -> run(host, command, new Asked(machine.kind() + " " + machine.name(), ""));
  }

  @Override
  protected Hosts over(Hosts others) {
    return new GivingUpHosts(others, silent);
  }

  private Host onControlDomain(Host host) {
    return command -> run(host, command, new Asked("", command.argv().get(0)));
  }

  private CommandResult run(Host host, Command command, Asked asked) throws InterruptedException {
    String before = silent.get(asked);
    if (before != null) {
      return new NotStarted("it has not answered before: " + before);
    }
    CommandResult result = host.run(command);
    boolean answered =
        result instanceof Finished
            || (result instanceof NotStarted not && (not.missing() || asked.machine().isEmpty()));
    if (!answered) {
      silent.put(asked, "'" + command.text() + "': " + result.why());
    }
    return result;
  }
}
