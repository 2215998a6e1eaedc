package org.cvmsnap.host;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;

/**
 * Real machines in real time: the control domain is this machine or one at the other end of an ssh,
 * all others are reached over ssh from here.
 */
public final class RealHosts implements Hosts, AutoCloseable {
  /** Enough for the nodes of a cluster; further machines, such as its guests, wait for these. */
  private static final int AT_ONCE = 16;

  private final Map<String, String> environment;
  private final Time time;
  private final Host local;
  private final SshClient ssh;
  private final Optional<String> through;

  private RealHosts(
      Map<String, String> environment, SshSettings settings, Time time, Optional<String> through) {
    this.environment = Map.copyOf(environment);
    this.time = time;
    this.local = new LocalHost(environment);
    this.ssh = new SshClient(local, settings);
    this.through = through;
  }

  /**
   * cvmsnap runs in the control domain.
   *
   * @param environment what local commands, ssh among them, inherit
   */
  public static RealHosts local(Map<String, String> environment, SshSettings settings, Time time) {
    return new RealHosts(environment, settings, time, Optional.empty());
  }

  /**
   * cvmsnap runs on an admin host and works in {@code controlDomain}, at its address. The user in
   * that address is the one on the other nodes too.
   */
  public static RealHosts through(
      Map<String, String> environment, SshSettings settings, Time time, Machine controlDomain) {
    return new RealHosts(environment, settings, time, Optional.of(controlDomain.address()));
  }

  @Override
  public Host controlDomain() {
    return through.<Host>map(ssh::at).orElse(local);
  }

  @Override
  public Host on(Machine machine) {
    return switch (machine.kind()) {
      case CONTROL_DOMAIN -> controlDomain();
      case NODE -> ssh.at(asTheUser(machine.address()));
      case GUEST -> ssh.at(machine.address());
    };
  }

  private String asTheUser(String address) {
    int at = through.orElse("").indexOf('@');
    return at < 0 || address.contains("@")
        ? address
        : through.orElse("").substring(0, at + 1) + address;
  }

  @Override
  public Time time() {
    return time;
  }

  @Override
  public <T> List<T> ask(List<? extends Question<T>> questions)
      throws NotLearnedException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<T>> asked = new ArrayList<>();
      questions.forEach(question -> asked.add(threads.submit(question::ask)));
      List<T> answers = new ArrayList<>();
      for (Future<T> each : asked) {
        answers.add(answer(each));
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> T answer(Future<T> asked) throws NotLearnedException, InterruptedException {
    try {
      return asked.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof NotLearnedException unknown) {
        throw unknown;
      }
      if (cause instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      if (cause instanceof RuntimeException bug) {
        throw bug;
      }
      throw new IllegalStateException(cause);
    }
  }

  @Override
  public void each(List<Consumer<Hosts>> things) {
    if (things.size() < 2) {
      things.forEach(thing -> thing.accept(this));
      return;
    }
    List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (Consumer<Hosts> thing : things) {
      Thread thread = new Thread(() -> apart(thing, thrown), "machines " + threads.size());
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
    threads.forEach(RealHosts::await);
    if (!thrown.isEmpty()) {
      throw new IllegalStateException(thrown.get(0));
    }
  }

  /** Does a thing with these machines, of which no other thread has any. */
  private void apart(Consumer<Hosts> thing, List<Throwable> thrown) {
    try (RealHosts own = new RealHosts(environment, ssh.settings(), time, through)) {
      thing.accept(own);
    } catch (RuntimeException | Error e) {
      thrown.add(e);
    }
  }

  private static void await(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true; // what is done there is not cut short
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the connections that are still open. */
  @Override
  public void close() {
    ssh.close();
  }
}
