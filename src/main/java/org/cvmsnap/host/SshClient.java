package org.cvmsnap.host;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.host.Command.Effect;

/** The ssh of this machine, and the machines that this process has reached with it. */
final class SshClient implements AutoCloseable {
  /**
   * How long it may take to make a connection, or to get the answer of a command of no duration.
   */
  static final Duration REACHING = Duration.ofSeconds(30);

  private static final Duration AT_ONCE = Duration.ofSeconds(10);

  private final Host local;
  private final SshSettings settings;
  private final Map<String, SshHost> machines = new HashMap<>();
  private Optional<OpenSsh> openSsh = Optional.empty();
  private boolean known;

  /**
   * @param local where ssh itself runs
   */
  SshClient(Host local, SshSettings settings) {
    this.local = local;
    this.settings = settings;
  }

  SshSettings settings() {
    return settings;
  }

  /** The machine at that address; asking for it does not talk to it. */
  synchronized SshHost at(String address) {
    return machines.computeIfAbsent(address, unused -> new SshHost(this, address));
  }

  /**
   * What the client can do if it is an OpenSSH, which it is asked once.
   *
   * @param effect of the command for which it is asked: no interrupt keeps a mutation from running
   */
  synchronized Optional<OpenSsh> openSsh(Effect effect) throws InterruptedException {
    if (!known) {
      List<String> asking = Stream.concat(settings.client().stream(), Stream.of("-V")).toList();
      openSsh = OpenSsh.of(run(new Command(asking, AT_ONCE, effect)));
      known = true;
    }
    return openSsh;
  }

  /** Runs an ssh. */
  CommandResult run(Command ssh) throws InterruptedException {
    return local.run(ssh);
  }

  /** Runs an ssh on which nothing depends. */
  void tell(List<String> argv) {
    try {
      CommandResult unused = run(Command.mutates(AT_ONCE, argv));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends what is still connected. */
  @Override
  public synchronized void close() {
    machines.values().forEach(SshHost::hangUp);
    openSsh.ifPresent(OpenSsh::close);
    openSsh = Optional.empty();
    known = false;
  }
}
