package org.cvmsnap.schedules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.cvmsnap.engine.Interrupts;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.ForwardingTime;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.host.SshHosts;
import org.cvmsnap.host.Time;
import org.cvmsnap.model.Machine;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimHosts;
import org.cvmsnap.sim.SimStore;
import org.cvmsnap.testing.Crashed;

/** The machines of a simulated cluster as one process sees them, with a blow prepared for it. */
final class TrappedHosts implements Hosts {
  private final Place place;
  private final SimCluster cluster;
  private final SimSsh ssh;
  private final Hosts hosts;
  private final Interrupts interrupts;
  private List<Schedule.Blow> blows;
  private final Watcher watcher;
  private final Supplier<String> during;
  private final Runnable rival;
  private final List<Ran> ran = new ArrayList<>();

  /** How many calls deep questions are asked at the same time, and whether one has begun to be. */
  private int asking;

  private boolean begun;
  private final int expected;
  private int struck;

  /**
   * A command that the process ran, in its place.
   *
   * @param beside whether it was asked at the same time as the one before it, or on the answer of
   *     one that was
   */
  record Ran(
      String during,
      String machine,
      Command command,
      Optional<CommandResult> result,
      boolean beside) {
    /** Whether a fault of the simulated cluster can hit it: it reached its machine. */
    boolean reached() {
      return !(result.isPresent() && result.get() instanceof CommandResult.NotStarted);
    }

    /** Whether it said that it did not do what it should. */
    boolean failed() {
      return result.isPresent()
          && result.get() instanceof CommandResult.Finished finished
          && finished.exit() != 0;
    }
  }

  /** Sees the truth around every command. */
  interface Watcher {
    void before(String machine, Command command);

    void after(String machine, Command command, Optional<CommandResult> result);

    void slept(Duration duration);

    void wrote(String line);

    /** These volumes are about to be used by others, and to change by that. */
    default void used(Set<String> volumes) {}
  }

  /**
   * @param during tells which step the process is at
   * @param rival what another process does between two commands of this one
   */
  TrappedHosts(
      Place place,
      SimCluster cluster,
      Interrupts interrupts,
      Optional<Schedule.Blow> blow,
      Watcher watcher,
      Supplier<String> during,
      Runnable rival) {
    this.during = during;
    this.rival = rival;
    this.place = place;
    this.cluster = cluster;
    this.interrupts = interrupts;
    this.blows =
        blow.stream().flatMap(Schedule.Blow::all).filter(each -> !each.point().journal()).toList();
    this.expected = blows.size();
    this.watcher = watcher;
    SimHosts machines =
        new SimHosts(
            SimStore.memory(cluster),
            place.node(),
            0,
            () -> {
              throw new Crashed();
            });
    this.ssh = new SimSsh(cluster, machines);
    this.hosts =
        place == Place.ADMIN_HOST ? new SshHosts(ssh, machines.time(), place.node()) : machines;
  }

  List<Ran> ran() {
    return ran;
  }

  /** Nothing strikes from now on. */
  void disarm() {
    blows = List.of();
    ssh.heal();
    cluster.leads("ldom1", "ldom1");
  }

  boolean fired() {
    return struck == expected;
  }

  @Override
  public Host controlDomain() {
    return command -> run(place.node(), hosts.controlDomain(), command);
  }

  @Override
  public Host on(Machine machine) {
    return command -> run(machine.name(), hosts.on(machine), command);
  }

  @Override
  public <T> List<T> ask(List<? extends Question<T>> questions)
      throws NotLearnedException, InterruptedException {
    begun &= asking > 0;
    asking++;
    try {
      return hosts.ask(questions);
    } finally {
      asking--;
    }
  }

  private CommandResult run(String machine, Host host, Command command)
      throws InterruptedException {
    int index = ran.size() + 1;
    boolean beside = asking > 0 && begun;
    begun = asking > 0;
    ran.add(new Ran(during.get(), machine, command, Optional.empty(), beside));
    watcher.before(machine, command);
    Optional<String> effect =
        blows.stream()
            .filter(each -> each.point().index() == index)
            .map(Schedule.Blow::effect)
            .findFirst();
    Optional<CommandResult> result = Optional.empty();
    try {
      result =
          Optional.of(effect.isPresent() ? struck(host, command, effect.get()) : host.run(command));
      return result.get();
    } finally {
      ran.set(index - 1, new Ran(during.get(), machine, command, result, beside));
      watcher.after(machine, command, result);
    }
  }

  private CommandResult struck(Host host, Command command, String effect)
      throws InterruptedException {
    switch (effect) {
      case Effects.SIGNAL -> {
        struck++;
        interrupts.request("SIGTERM");
        return host.run(command);
      }
      case Effects.CRASH_DURING -> {
        struck++;
        host.run(new Command(command.argv(), Duration.ofMillis(1), command.effect()));
        throw new Crashed();
      }
      case Effects.REFUSED, Effects.CUT, Effects.CUT_LATE, Effects.LOST -> {
        ssh.strike(effect);
        CommandResult result = host.run(command);
        struck += ssh.struck() ? 1 : 0;
        return result;
      }
      case Effects.HAND_BIND, Effects.HAND_START, Effects.THIEF -> {
        struck += byHand(effect) ? 1 : 0;
        return host.run(command);
      }
      case Effects.RIVAL -> {
        struck++;
        rival.run();
        return host.run(command);
      }
      case Effects.REROUTED -> {
        struck++;
        cluster.leads("ldom1", "ldom3");
        return host.run(command);
      }
      case Effects.OVERFLOW, Effects.MEMORY, Effects.ASSERTION -> {
        struck++;
        CommandResult unread = host.run(command);
        throw error(effect + " after " + unread.getClass().getSimpleName(), effect);
      }
      default -> {
        Optional<Interlude> interlude = Interlude.named(effect);
        if (interlude.isPresent()) {
          struck += interlude.get().strike(cluster, new OtherOperator(hosts), watcher) ? 1 : 0;
          return host.run(command);
        }
        Optional<Meddling> meddling = Meddling.named(effect);
        if (meddling.isPresent()) {
          struck += meddling.get().strike(cluster, new OtherOperator(hosts)) ? 1 : 0;
          return host.run(command);
        }
        cluster.add(Fault.on("*", Effects.simulated(effect)));
        try {
          return host.run(command);
        } finally {
          struck += cluster.faults().get(0).fired();
          cluster.clearFaults();
        }
      }
    }
  }

  private static Error error(String message, String effect) {
    return switch (effect) {
      case Effects.OVERFLOW -> new StackOverflowError(message);
      case Effects.MEMORY -> new OutOfMemoryError(message);
      default -> new AssertionError(message);
    };
  }

  /** Whether it had an effect. */
  private boolean byHand(String effect) throws InterruptedException {
    OtherOperator hands = new OtherOperator(hosts);
    return switch (effect) {
      case Effects.HAND_BIND -> hands.ok("sun-a", "ldm bind-dom ldom1");
      case Effects.HAND_START -> hands.ok("sun-a", "ldm start-dom ldom1");
      default -> hands.steal();
    };
  }

  @Override
  public Time time() {
    return new ForwardingTime(hosts.time()) {
      @Override
      public void sleep(Duration duration) throws InterruptedException {
        super.sleep(duration);
        watcher.slept(duration);
      }
    };
  }
}
