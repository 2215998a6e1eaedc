package org.cvmsnap.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.host.Time;
import org.cvmsnap.model.Machine;

/** The machines of a simulated cluster, and its time. */
public final class SimHosts implements Hosts {
  /** Simulated seconds a second where somebody watches, or a program waits in its own time. */
  public static final int WATCHED_SPEED = 100;

  /** As much as Linux takes in one argument, which is what ssh is given a command line in. */
  private static final int LONGEST_LINE = 128 << 10;

  private final SimStore store;
  private final String node;
  private final double speed;
  private final Crash crash;

  /** The time that has passed since a question was asked, while others were answered. */
  private Duration passed = Duration.ZERO;

  /**
   * @param node the control domain that cvmsnap works in
   * @param speed simulated seconds that are shown in a real second; 0 for as fast as can be
   */
  public SimHosts(SimStore store, String node, double speed, Crash crash) {
    this.store = store;
    this.node = node;
    this.speed = speed;
    this.crash = crash;
  }

  /** In memory, in the control domain of the first node, without waiting. */
  public static SimHosts of(SimCluster cluster, Crash crash) {
    return new SimHosts(SimStore.memory(cluster), cluster.nodeNames().get(0), 0, crash);
  }

  @Override
  public Host controlDomain() {
    return command -> run(node, cluster -> node, command);
  }

  @Override
  public Host on(Machine machine) {
    if (machine.kind() == Machine.Kind.CONTROL_DOMAIN) {
      return controlDomain();
    }
    Host there =
        command ->
            run(machine.address(), cluster -> cluster.ssh().reached(machine.address()), command);
    return machine.kind() == Machine.Kind.GUEST ? outsideHome(there) : there;
  }

  /** A guest is spoken to in a session that has left the home of its user, as over ssh. */
  private static Host outsideHome(Host there) {
    return command -> {
      List<String> line = new ArrayList<>(CommandWords.LEAVING);
      line.addAll(command.argv());
      return there.run(command.in(line));
    };
  }

  private CommandResult run(String address, Function<SimCluster, String> reached, Command command)
      throws InterruptedException {
    if (!command.mutates() && Thread.interrupted()) {
      throw new InterruptedException("before " + command.text());
    }
    if (command.text().length() >= LONGEST_LINE) {
      return new CommandResult.NotStarted("Argument list too long");
    }
    Ran ran =
        store.with(
            cluster -> {
              Optional<String> why = cluster.ssh().refusal(address);
              if (why.isPresent()) {
                return new Ran(
                    new CommandRunner.Outcome(new CommandResult.NotStarted(why.get()), false),
                    Duration.ZERO);
              }
              String host = reached.apply(cluster);
              Instant before = cluster.now();
              cluster.clock().alreadyPassed(passed);
              CommandRunner.Outcome outcome =
                  cluster.run(host, command.argv(), command.limit(), command.mutates());
              passed = cluster.clock().alreadyPassed();
              return new Ran(outcome, Duration.between(before, cluster.now()));
            });
    if (ran.outcome().dies()) {
      crash.die();
    }
    if (command.mutates()) {
      paceToTheEnd(ran.took());
    } else {
      pace(ran.took());
    }
    return taken(ran.outcome().result(), command);
  }

  /**
   * Asks all of them from the same moment on, so that they take as long together as the slowest
   * takes alone; each may ask several in its turn.
   */
  @Override
  public <T> List<T> ask(List<? extends Question<T>> questions)
      throws NotLearnedException, InterruptedException {
    Duration start = elapsed().minus(passed);
    Duration longest = Duration.ZERO;
    List<T> answers = new ArrayList<>();
    try {
      for (Question<T> question : questions) {
        passed = elapsed().minus(start);
        try {
          answers.add(question.ask());
        } finally {
          Duration took = elapsed().minus(passed).minus(start);
          longest = took.compareTo(longest) > 0 ? took : longest;
        }
      }
      return answers;
    } finally {
      passed = elapsed().minus(start).minus(longest);
    }
  }

  private static CommandResult taken(CommandResult result, Command command) {
    return result instanceof CommandResult.Finished said
            && !command.cuts()
            && Math.max(said.out().length(), said.err().length()) > command.answer()
        ? command.tooLong(said.exit())
        : result;
  }

  /** The cluster's time, which is ahead while questions are answered one after the other. */
  private Duration elapsed() {
    return store.look(SimCluster::elapsed);
  }

  private record Ran(CommandRunner.Outcome outcome, Duration took) {}

  private void pace(Duration simulated) throws InterruptedException {
    if (speed > 0) {
      Thread.sleep(real(simulated));
    }
  }

  private long real(Duration simulated) {
    return Math.round(simulated.toMillis() / speed);
  }

  /** Paces like {@link #pace}, but an interrupt is only kept for later. */
  private void paceToTheEnd(Duration simulated) {
    if (speed <= 0) {
      return;
    }
    boolean interrupted = false;
    long end = System.nanoTime() + real(simulated) * 1_000_000;
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      try {
        Thread.sleep(Math.max(1, left / 1_000_000));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Time time() {
    return new Time() {
      @Override
      public Instant now() {
        return store.look(cluster -> cluster.clock().shown());
      }

      @Override
      public Duration elapsed() {
        return SimHosts.this.elapsed().minus(passed);
      }

      @Override
      public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
          throw new InterruptedException("before a wait of " + duration);
        }
        store.with(
            cluster -> {
              cluster.clock().alreadyPassed(passed);
              cluster.advance(duration);
              passed = cluster.clock().alreadyPassed();
              return duration;
            });
        pace(duration);
      }
    };
  }
}
