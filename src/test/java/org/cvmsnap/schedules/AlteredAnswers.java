package org.cvmsnap.schedules;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.host.Time;
import org.cvmsnap.model.Machine;

/** Machines that do what they are told, and answer something else. */
abstract class AlteredAnswers implements Hosts {
  private final Hosts hosts;

  AlteredAnswers(Hosts hosts) {
    this.hosts = hosts;
  }

  /**
   * What is printed in place of {@code out}.
   *
   * @param here whether the command ran in the control domain that cvmsnap works in
   */
  abstract String altered(boolean here, String command, String out);

  @Override
  public Host controlDomain() {
    Host host = hosts.controlDomain();
    return command -> answer(true, command, host.run(command));
  }

  @Override
  public Host on(Machine machine) {
    boolean here = machine.kind() == Machine.Kind.CONTROL_DOMAIN;
    Host host = hosts.on(machine);
    return command -> answer(here, command, host.run(command));
  }

  private CommandResult answer(boolean here, Command command, CommandResult result) {
    return result instanceof CommandResult.Finished finished
        ? new CommandResult.Finished(
            finished.exit(), altered(here, command.text(), finished.out()), finished.err())
        : result;
  }

  @Override
  public Time time() {
    return hosts.time();
  }

  /** Until the guest is unbound datavol1 is shown open here, whatever VxVM shows. */
  static final class ShownOpen extends AlteredAnswers {
    private static final Pattern CLOSED = Pattern.compile("(?m)^(datavol1\\|.*)\\|off$");
    private boolean unbound;

    ShownOpen(Hosts hosts) {
      super(hosts);
    }

    @Override
    String altered(boolean here, String command, String out) {
      unbound |= command.startsWith("ldm unbind");
      return here && !unbound && command.contains("%devopen")
          ? CLOSED.matcher(out).replaceAll("$1|on")
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
    String altered(boolean here, String command, String out) {
      return here && command.startsWith("ldm list")
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
