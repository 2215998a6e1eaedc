package org.cvmsnap.host;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.model.Machine;

/**
 * Machines that are not waited for twice: what has not answered is not asked again. Of a machine
 * that has answered anything, as the control domain has, that holds for each program by itself: one
 * disk that hangs says nothing of the others. One that is not reached any more is not asked at all.
 */
public final class GivingUpHosts extends ForwardingHosts {
  private static final String CONTROL_DOMAIN = "";
  private static final String ALL = "";

  private final Map<Asked, String> silent;
  private final Set<String> heard;

  /**
   * @param program {@link #ALL} where the whole machine has not answered
   */
  private record Asked(String machine, String program) {}

  public GivingUpHosts(Hosts hosts) {
    this(hosts, new ConcurrentHashMap<>(), ConcurrentHashMap.newKeySet());
    heard.add(CONTROL_DOMAIN);
  }

  private GivingUpHosts(Hosts hosts, Map<Asked, String> silent, Set<String> heard) {
    super(hosts);
    this.silent = silent;
    this.heard = heard;
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
        : command -> run(host, command, machine.kind() + " " + machine.name());
  }

  @Override
  protected Hosts over(Hosts others) {
    return new GivingUpHosts(others, silent, heard);
  }

  private Host onControlDomain(Host host) {
    return command -> run(host, command, CONTROL_DOMAIN);
  }

  private CommandResult run(Host host, Command command, String machine)
      throws InterruptedException {
    Asked program = new Asked(machine, command.argv().get(0));
    String before = silent.getOrDefault(new Asked(machine, ALL), silent.get(program));
    if (before != null) {
      return new NotStarted("it has not answered before: " + before);
    }
    CommandResult result = host.run(command);
    if (result instanceof Finished || (result instanceof NotStarted not && not.missing())) {
      heard.add(machine);
    } else if (!(result instanceof NotStarted && machine.equals(CONTROL_DOMAIN))) {
      boolean reached = heard.contains(machine) && !(result instanceof NotStarted);
      silent.put(
          reached ? program : new Asked(machine, ALL), "'" + command.text() + "': " + result.why());
    }
    return result;
  }
}
