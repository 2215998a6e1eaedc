package org.cvmsnap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.cvmsnap.cli.Globals;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.host.Recording;
import org.cvmsnap.journal.StateDirectory;
import org.cvmsnap.model.Access;
import org.cvmsnap.rehearsal.Rehearsal;
import org.cvmsnap.sim.SimContext;
import org.cvmsnap.sim.SimHosts;
import org.cvmsnap.sim.SimStore;
import org.jspecify.annotations.Nullable;

/** The simulated cluster that the command line means, whether or not commands run in it. */
final class SimPlace implements SimContext {
  private final Globals globals;
  private final ProcessContext process;
  private final Supplier<HostUri> uri;
  private final Supplier<Access> access;
  private @Nullable SimStore store;

  SimPlace(
      Globals globals, ProcessContext process, Supplier<HostUri> uri, Supplier<Access> access) {
    this.globals = globals;
    this.process = process;
    this.uri = uri;
    this.access = access;
  }

  /** The machines of the cluster. */
  Hosts hosts() {
    return new SimHosts(store(), node(), speed(), process.simulation().crash());
  }

  @Override
  public SimStore store() {
    if (store == null) {
      store = process.simulation().clusters().apply(directory());
    }
    return store;
  }

  @Override
  public boolean json() {
    return globals.json();
  }

  /** Where the cluster is kept: as the URI says, else where the state of a user belongs. */
  @Override
  public Path directory() {
    return sim().flatMap(HostUri.Sim::directory).orElseGet(this::usual).toAbsolutePath();
  }

  private Path usual() {
    String state = process.environment().getOrDefault("XDG_STATE_HOME", "");
    return (state.isEmpty() ? home().resolve(".local").resolve("state") : Path.of(state))
        .resolve("cvmsnap")
        .resolve("sim");
  }

  private Path home() {
    String home = process.environment().get("HOME");
    return home == null ? process.identity().home() : Path.of(home);
  }

  /** The node that cvmsnap works in: the one that the URI names, else the first. */
  String node() {
    return sim()
        .flatMap(HostUri.Sim::node)
        .orElseGet(() -> store().look(cluster -> cluster.nodeNames().get(0)));
  }

  private Optional<HostUri.Sim> sim() {
    return uri.get() instanceof HostUri.Sim sim ? Optional.of(sim) : Optional.empty();
  }

  private double speed() {
    Double speed = globals.simSpeed();
    if (speed == null) {
      return process.console().screen() ? SimHosts.WATCHED_SPEED : 0;
    }
    if (speed < 0 || speed.isNaN()) {
      throw new UsageException("--sim-speed cannot be negative.", "0 is as fast as can be.");
    }
    return speed;
  }

  /** The journals that lie with the cluster, and none that --state-dir keeps elsewhere. */
  @Override
  public void forgetRuns() {
    try {
      new StateDirectory(state()).runs().clear();
    } catch (IOException e) {
      throw new UncheckedIOException("the journals of the cluster cannot be removed", e);
    }
  }

  /** Where the journals of runs on the cluster are, where no other place is named. */
  Path state() {
    return directory().resolve("state");
  }

  @Override
  public SimContext.Rehearsed rehearsed(Path recording) throws InterruptedException {
    Rehearsal made = Rehearsal.of(Recording.all(recording), access.get(), process.time());
    return new SimContext.Rehearsed(made.scenario(), made.assumed());
  }

  @Override
  public Path launcher() {
    return process.identity().launcher();
  }
}
