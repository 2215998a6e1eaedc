package org.cvmsnap.schedules;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.ForwardingHosts;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.model.Machine;

/** Machines that do what they are told, and answer something else. */
abstract class AlteredAnswers extends ForwardingHosts {
  AlteredAnswers(Hosts hosts) {
    super(hosts);
  }

  /**
   * What is printed in place of {@code out}.
   *
   * @param machine where the command ran; empty for the control domain that cvmsnap works in
   */
  abstract String altered(Optional<Machine> machine, String command, String out);

  @Override
  public Host controlDomain() {
    Host host = hosts.controlDomain();
    return command -> answer(Optional.empty(), command, host.run(command));
  }

  @Override
  public Host on(Machine machine) {
    Optional<Machine> other =
        Optional.of(machine).filter(each -> each.kind() != Machine.Kind.CONTROL_DOMAIN);
    Host host = hosts.on(machine);
    return command -> answer(other, command, host.run(command));
  }

  private CommandResult answer(Optional<Machine> machine, Command command, CommandResult result) {
    return result instanceof CommandResult.Finished finished
        ? new CommandResult.Finished(
            finished.exit(), altered(machine, command.text(), finished.out()), finished.err())
        : result;
  }

  /** Every machine says that it is the guest whose name ssh was given. */
  static final class Misled extends AlteredAnswers {
    Misled(Hosts hosts) {
      super(hosts);
    }

    @Override
    protected Hosts over(Hosts others) {
      return new Misled(others);
    }

    @Override
    String altered(Optional<Machine> machine, String command, String out) {
      return machine
          .filter(guest -> guest.kind() == Machine.Kind.GUEST && command.startsWith("virtinfo"))
          .map(Misled::taken)
          .orElse(out);
    }

    private static String taken(Machine guest) {
      return """
      VERSION 1.0
      DOMAINROLE|impl=LDoms|control=false|io=false|service=false|root=false
      DOMAINNAME|name=%s
      DOMAINCONTROL|name=sun-a
      """
          .formatted(guest.name());
    }
  }

  /** Until the guest is unbound datavol1 is shown open here, whatever VxVM shows. */
  static final class ShownOpen extends AlteredAnswers {
    private static final Pattern CLOSED = Pattern.compile("(?m)^(datavol1\\|.*)\\|off$");
    private boolean unbound;

    ShownOpen(Hosts hosts) {
      super(hosts);
    }

    @Override
    protected Hosts over(Hosts others) {
      return new ShownOpen(others);
    }

    @Override
    String altered(Optional<Machine> machine, String command, String out) {
      unbound |= command.startsWith("ldm unbind");
      return machine.isEmpty() && !unbound && command.contains("%devopen")
          ? CLOSED.matcher(out).replaceAll("$1|on")
          : out;
    }
  }

  /** No snapshot is said to have been proven clean. */
  static final class Unproven extends AlteredAnswers {
    Unproven(Hosts hosts) {
      super(hosts);
    }

    @Override
    protected Hosts over(Hosts others) {
      return new Unproven(others);
    }

    @Override
    String altered(Optional<Machine> machine, String command, String out) {
      return machine.isEmpty() && command.contains(" listtag")
          ? out.replace("cvmsnap.proof=clean-before", "cvmsnap.proof=unchecked")
          : out;
    }
  }

  /** Each disk is said to have been given the number with which it was seen first. */
  static final class SameNumbers extends AlteredAnswers {
    private static final Pattern DISK =
        Pattern.compile("(?m)^(VDISK\\|name=(\\w+)\\|.*\\|id=)(\\d*)$");
    private final Map<String, String> numbers = new HashMap<>();

    SameNumbers(Hosts hosts) {
      super(hosts);
    }

    @Override
    protected Hosts over(Hosts others) {
      return new SameNumbers(others);
    }

    @Override
    String altered(Optional<Machine> machine, String command, String out) {
      return machine.isEmpty() && command.startsWith("ldm list")
          ? DISK.matcher(out)
              .replaceAll(disk -> disk.group(1) + number(disk.group(2), disk.group(3)))
          : out;
    }

    private String number(String disk, String shown) {
      return shown.isEmpty()
          ? numbers.getOrDefault(disk, shown)
          : numbers.computeIfAbsent(disk, first -> shown);
    }
  }
}
