package org.cvmsnap.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.cvmsnap.host.Command;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.LogDirectory;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.Machine;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.schedules.Guarantee;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimHosts;
import org.cvmsnap.sim.SimStore;
import org.cvmsnap.step.SiteSteps;

/**
 * The machines as their servers' commands find them, with a fault at the arrival of one command.
 * Nothing here is timed: the fault begins when that command has arrived, and ends when the debug
 * log of cvmsnap says that it has given the answer up.
 */
final class FaultInjector implements Spool.Machines {
  /** Longer than any client waits. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final int SOON_SECONDS = 10;

  private final SimStore store;
  private final SimMachines machines;
  private final Guarantee guarantee;
  private final Network network;
  private final Map<String, Sshd> daemons;
  private final Runnable kill;
  private final Path log;
  private final Journals journals;
  private final Consumer<String> violated;
  private final List<ArrivedCommand> arrived = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private Optional<InjectedFault> fault = Optional.empty();
  private int underWay;
  private volatile boolean fired;

  /**
   * @param kill kills the process of cvmsnap
   * @param state the state directory of cvmsnap, where it writes what became of its commands
   * @param violated is told of every law that is broken
   */
  FaultInjector(
      SimStore store,
      Guarantee guarantee,
      Network network,
      Map<String, Sshd> daemons,
      Runnable kill,
      Path state,
      Consumer<String> violated) {
    this.store = store;
    this.machines = new SimMachines(store);
    this.guarantee = guarantee;
    this.network = network;
    this.daemons = daemons;
    this.kill = kill;
    this.log = state.resolve("cvmsnap.log");
    this.journals = new Journals(new LogDirectory(state.resolve("runs")), SiteSteps::named);
    this.violated = violated;
  }

  synchronized void prepare(InjectedFault next) {
    fault = Optional.of(next);
  }

  /** All commands that have arrived, in order. */
  List<ArrivedCommand> arrived() {
    return arrived;
  }

  /** Whether what was prepared has happened, and has cost cvmsnap an answer, or its life. */
  boolean fired() {
    return fired;
  }

  /** Ends the fault if it still lasts, and waits until no command is under way any more. */
  void end() throws InterruptedException {
    over.countDown();
    if (!await(() -> underWay() == 0)) {
      violated.accept("the lab itself: a command is still under way");
    }
  }

  private synchronized int underWay() {
    return underWay;
  }

  private synchronized void begun() {
    underWay++;
  }

  private synchronized void ended() {
    underWay--;
  }

  @Override
  public SimMachines.Answer run(String machine, List<String> line) throws InterruptedException {
    List<String> argv = SimMachines.withoutEnvironment(line);
    begun();
    try {
      ArrivedCommand arrival = arrive(machine, argv);
      Optional<InjectedFault> now = due(arrival);
      return now.isEmpty() ? answer(arrival, line) : inject(now.get(), arrival, line);
    } catch (IOException e) {
      violated.accept("the lab itself: " + e);
      throw new UncheckedIOException(e);
    } finally {
      ended();
    }
  }

  private synchronized ArrivedCommand arrive(String machine, List<String> argv) {
    int after = (int) arrived.stream().filter(ArrivedCommand::acts).count();
    ArrivedCommand arrival = new ArrivedCommand(machine, argv, acts(machine, argv), after);
    arrived.add(arrival);
    return arrival;
  }

  private synchronized Optional<InjectedFault> due(ArrivedCommand arrival) {
    Optional<InjectedFault> due = fault.filter(each -> each.moment().is(arrival));
    if (due.isPresent()) {
      fault = Optional.empty();
    }
    return due;
  }

  /** Whether a command changes something: a copy of the cluster does not take it for a look. */
  private boolean acts(String machine, List<String> argv) {
    if (argv.equals(List.of("true"))) {
      return false;
    }
    try {
      Object unused =
          SimHosts.of(store.look(SimCluster::copy), () -> {})
              .on(Machine.node(machine))
              .run(Command.reads(PATIENCE, argv));
      return false;
    } catch (IllegalStateException e) {
      return true;
    } catch (InterruptedException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private SimMachines.Answer answer(ArrivedCommand arrival, List<String> line)
      throws InterruptedException {
    if (arrival.acts()) {
      Command command = Command.mutates(PATIENCE, arrival.argv());
      alone(() -> guarantee.before(arrival.machine(), command));
    }
    SimMachines.Answer answer = machines.run(arrival.machine(), line);
    if (arrival.acts()) {
      alone(guarantee::after);
    }
    return answer;
  }

  /** Acts while nobody changes the cluster. */
  private void alone(Runnable act) {
    boolean unused =
        store.with(
            cluster -> {
              act.run();
              return true;
            });
  }

  private SimMachines.Answer inject(InjectedFault now, ArrivedCommand arrival, List<String> line)
      throws IOException, InterruptedException {
    long since = log.toFile().length();
    switch (now.kind()) {
      case CUT, LOST -> {
        network.cut(now.machine());
        SimMachines.Answer answer = answer(arrival, line);
        inBackground(
            () -> {
              awaitEnd(now, since);
              network.join(now.machine());
            });
        return answer;
      }
      case STOP -> {
        Sshd daemon = daemon(now.machine());
        daemon.freeze();
        awaitEnd(now, since);
        SimMachines.Answer answer = answer(arrival, line);
        daemon.thaw();
        return answer;
      }
      case KILL -> {
        kill.run();
        fired = true;
        return answer(arrival, line);
      }
      case DROP -> {
        SimMachines.Answer unheard = answer(arrival, line);
        inBackground(() -> awaitEnd(now, since));
        return new SimMachines.Answer(Optional.empty(), unheard.out(), unheard.err(), true);
      }
    }
    throw new AssertionError(now);
  }

  private Sshd daemon(String machine) {
    Sshd daemon = daemons.get(machine);
    if (daemon == null) {
      throw new IllegalArgumentException("no machine " + machine);
    }
    return daemon;
  }

  /** Waits until the fault is to end. */
  private void awaitEnd(InjectedFault now, long since) throws InterruptedException {
    BooleanSupplier runOver = () -> over.getCount() == 0;
    boolean unused = await(() -> runOver.getAsBoolean() || givenUp(now, since));
    boolean meant = true;
    switch (now.end()) {
      case SOON -> unused = over.await(SOON_SECONDS, TimeUnit.SECONDS);
      case STEP_FAILED ->
          meant = await(() -> runOver.getAsBoolean() || stepFailed()) && stepFailed();
      case AT_THE_END -> over.await();
    }
    fired = meant && givenUp(now, since);
  }

  /** Whether a journal says that a step was not reached. */
  private boolean stepFailed() {
    return journals.unfinished().stream().anyMatch(FaultInjector::stepFailed);
  }

  private static boolean stepFailed(RunRecord run) {
    return IntStream.range(0, run.plan().steps().size())
        .mapToObj(run::outcome)
        .flatMap(Optional::stream)
        .anyMatch(outcome -> outcome == Outcome.FAILED || outcome == Outcome.UNKNOWN);
  }

  /** Whether the log says so, after its first {@code since} bytes. */
  private boolean givenUp(InjectedFault now, long since) {
    ArrivedCommand moment = now.moment();
    boolean itself = moment.acts() && moment.machine().equals(now.machine());
    Pattern words =
        Pattern.compile(
            "%1$s: %2$s: (unknown|not started): |the connection to %1$s broke, and it is asked"
                .formatted(now.machine(), itself ? words(moment) : "\\[.*\\]"));
    try {
      byte[] all = Files.readAllBytes(log);
      int from = (int) Math.min(since, all.length);
      return words.matcher(new String(all, from, all.length - from, UTF_8)).find();
    } catch (IOException e) {
      return false;
    }
  }

  /** Names and dates may differ from those of the run in which the moment was seen. */
  private static String words(ArrivedCommand moment) {
    return "\\[" + Pattern.quote(moment.argv().get(0)) + ",.*\\]";
  }

  /** Work that only {@link #end} waits for. */
  private interface Background {
    void run() throws IOException, InterruptedException;
  }

  private void inBackground(Background act) {
    begun();
    Thread thread =
        new Thread(
            () -> {
              try {
                act.run();
              } catch (IOException e) {
                violated.accept("the lab itself: " + e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                ended();
              }
            },
            "end of a fault");
    thread.setDaemon(true);
    thread.start();
  }

  private static boolean await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    return true;
  }
}
