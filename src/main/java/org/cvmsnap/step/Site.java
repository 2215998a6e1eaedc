package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.host.Reading;
import org.cvmsnap.host.Time;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.Machine;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.solaris.GuestOs;
import org.cvmsnap.vxvm.Vxvm;

/** The machines of a cluster and its guests, each spoken to in its own language. */
public final class Site {
  private final Hosts hosts;

  public Site(Hosts hosts) {
    this.hosts = hosts;
  }

  /** The Logical Domains Manager here, before it is known what this machine is called. */
  public Ldm ldmHere() {
    return new Ldm(hosts.controlDomain());
  }

  public Ldm ldm(Machine node) {
    return new Ldm(hosts.on(node));
  }

  public Vxvm vxvm(Machine node) {
    return new Vxvm(hosts.on(node));
  }

  public GuestOs os(Machine guest) {
    return new GuestOs(hosts.on(guest));
  }

  public Time time() {
    return hosts.time();
  }

  /** Runs a mutating command; what it says is evidence for people, and not relied upon. */
  Attempt act(Invocation command, Duration limit) throws InterruptedException {
    List<String> argv = command.argv();
    CommandResult result = hosts.on(command.machine()).run(Command.mutates(limit, argv));
    if (result instanceof CommandResult.Finished finished) {
      return Attempt.answered(finished.exit() == 0 ? "" : Reading.failure(argv, finished));
    }
    if (result instanceof CommandResult.NotStarted notStarted) {
      return Attempt.answered("'" + command.typed() + "' could not be run: " + notStarted.why());
    }
    if (result instanceof CommandResult.Unknown unknown) {
      return Attempt.unanswered("'" + command.typed() + "' gave no answer: " + unknown.why());
    }
    throw new IllegalStateException("a new kind of result: " + result);
  }
}
