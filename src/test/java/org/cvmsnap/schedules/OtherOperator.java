package org.cvmsnap.schedules;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.model.Machine;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimHosts;
import org.cvmsnap.testing.Crashed;

/** Somebody at a keyboard, who knows nothing of cvmsnap. */
final class OtherOperator {
  private final Hosts hosts;

  OtherOperator(Hosts hosts) {
    this.hosts = hosts;
  }

  /** At keyboards of a cluster where no process dies. */
  static OtherOperator at(SimCluster cluster) {
    return new OtherOperator(
        SimHosts.of(
            cluster,
            () -> {
              throw new Crashed();
            }));
  }

  CommandResult type(String machine, String line) throws InterruptedException {
    return hosts
        .on(Machine.node(machine))
        .run(Command.mutates(Duration.ofMinutes(10), List.of(line.split(" "))));
  }

  String read(String machine, String line) throws InterruptedException {
    CommandResult result =
        hosts
            .on(Machine.node(machine))
            .run(Command.reads(Duration.ofMinutes(10), List.of(line.split(" "))));
    if (result instanceof CommandResult.Finished finished && finished.exit() == 0) {
      return finished.out();
    }
    throw new IllegalStateException(line + " on " + machine + ": " + result);
  }

  /** The lines that a command prints which has to succeed. */
  List<String> lines(String machine, String line) {
    try {
      return read(machine, line).lines().toList();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean ok(String machine, String line) throws InterruptedException {
    return type(machine, line) instanceof CommandResult.Finished finished && finished.exit() == 0;
  }

  /** Whether a domain is active on that machine. */
  boolean runs(String machine, String domain) {
    return lines(machine, "ldm list -p").stream()
        .anyMatch(line -> line.contains("|name=" + domain + "|state=active|"));
  }

  void must(String machine, String line) throws InterruptedException {
    CommandResult result = type(machine, line);
    if (!(result instanceof CommandResult.Finished finished && finished.exit() == 0)) {
      throw new IllegalStateException(line + " on " + machine + ": " + result);
    }
  }

  /** A guest of the other node gets the first volume of ldom1, and is bound. */
  boolean steal() throws InterruptedException {
    return ok("sun-b", "ldm add-vdsdev /dev/vx/dsk/datadg/datavol1 stolen@primary-vds0")
        && ok("sun-b", "ldm add-vdisk stolen stolen@primary-vds0 thief")
        && ok("sun-b", "ldm bind-dom thief");
  }

  /** Undoes what the thief has done. */
  void giveBack() throws InterruptedException {
    must("sun-b", "ldm unbind-dom thief");
    must("sun-b", "ldm remove-vdisk stolen thief");
    must("sun-b", "ldm remove-vdsdev stolen@primary-vds0");
  }
}
