package org.cvmsnap.host;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.model.Access;
import org.cvmsnap.model.Machine;

/** Hosts that are reached, and given commands, as an {@link Access} says. */
public final class AccessHosts extends ForwardingHosts {
  // sudo: a password is required
  // Sorry, user snap is not allowed to execute '/usr/sbin/umount /data' as root on ldom1.

  /** Said by sudo(8) of what it does not start. */
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "sudo: .*password is required|sudo: no tty present.*|sudo: sorry, you must have a tty.*"
              + "|Sorry, user .* (is not allowed to execute|may not run sudo) .*",
          Pattern.DOTALL);

  private final Access access;

  private AccessHosts(Hosts hosts, Access access) {
    super(hosts);
    this.access = access;
  }

  public static Hosts of(Hosts hosts, Access access) {
    return access.isUsual() ? hosts : new AccessHosts(hosts, access);
  }

  @Override
  public Host controlDomain() {
    return prefixed(access.nodePrefix(), hosts.controlDomain());
  }

  @Override
  public Host on(Machine machine) {
    return prefixed(access.prefix(machine), hosts.on(access.reached(machine)));
  }

  @Override
  protected Hosts over(Hosts others) {
    return new AccessHosts(others, access);
  }

  private static Host prefixed(List<String> prefix, Host host) {
    return prefix.isEmpty()
        ? host
        : command -> {
          List<String> argv = new ArrayList<>(prefix);
          argv.addAll(command.argv());
          return told(prefix, command.argv().get(0), host.run(command.in(argv)));
        };
  }

  // metastat: Command not found                                     pfexec of Solaris 10
  // pfexec: can't execute metastat: No such file or directory
  // sudo: metastat: command not found

  /**
   * What is known of the program itself: that there is no such prefix says nothing of it, and what
   * is not there is told by the prefix.
   */
  private static CommandResult told(List<String> prefix, String program, CommandResult result) {
    if (result instanceof NotStarted not && not.missing()) {
      return new NotStarted("'%s' cannot be run: %s".formatted(prefix.get(0), not.why()));
    }
    if (!(result instanceof Finished finished)
        || !finished.out().isEmpty()
        || (finished.exit() != 1 && finished.exit() != 127)) {
      return result;
    }
    String said = finished.err().strip();
    if (FORBIDDEN.matcher(said).matches() || said.matches(notFound(prefix.get(0)))) {
      return new NotStarted(said);
    }
    return said.matches(notFound(program)) ? new NotStarted(said, true) : result;
  }

  private static String notFound(String program) {
    return "(\\S+: )?((line )?\\d+: )?(can't execute )?(\\S+/)?"
        + Pattern.quote(program)
        + ": +([Cc]ommand not found|not found|No such file or directory)( \\[.*\\])?";
  }
}
