package org.cvmsnap.schedules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.host.Host;
import org.cvmsnap.model.Machine;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimHosts;

/**
 * The ssh of an admin host, with the machines of a simulated cluster at the other end: a SunSSH,
 * which makes a connection for every command. It exits with the status of the remote command, or
 * with 255 and a message of its own (ssh(1)).
 */
final class SimSsh implements Host {
  private static final Finished VERSION =
      new Finished(0, "", "Sun_SSH_1.1.5, SSH protocols 1.5/2.0, OpenSSL 0x1000110f\n");

  /** How long a machine that does not answer is waited for. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private static final Pattern WORD = Pattern.compile("'((?:[^']|'\\\\'')*)'");

  private final SimCluster cluster;
  private final SimHosts machines;
  private final Set<String> lost = new HashSet<>();
  private Optional<String> next = Optional.empty();

  SimSsh(SimCluster cluster, SimHosts machines) {
    this.cluster = cluster;
    this.machines = machines;
  }

  /** The next connection fares so. */
  void strike(String effect) {
    next = Optional.of(effect);
  }

  /** Whether none is to fare so any more. */
  boolean struck() {
    return next.isEmpty();
  }

  /** Whatever was lost is there again. */
  void heal() {
    lost.clear();
  }

  @Override
  public CommandResult run(Command ssh) throws InterruptedException {
    List<String> argv = ssh.argv();
    if (argv.get(argv.size() - 1).equals("-V")) {
      return VERSION;
    }
    String address = argv.get(argv.size() - 2);
    Command command = new Command(words(argv.get(argv.size() - 1)), ssh.limit(), ssh.effect());
    String effect = next.orElse("");
    next = Optional.empty();
    if (effect.equals(Effects.LOST)) {
      lost.add(address);
    }
    if (lost.contains(address)) {
      cluster.advance(CONNECT_TIMEOUT);
      return unreached(address, "Connection timed out");
    }
    return switch (effect) {
      case Effects.REFUSED -> unreached(address, "Connection refused");
      case Effects.CUT -> cut(address);
      case Effects.CUT_LATE -> {
        CommandResult unused = there(address, command);
        yield cut(address);
      }
      default -> there(address, command);
    };
  }

  private CommandResult there(String address, Command command) throws InterruptedException {
    if (command.argv().equals(List.of("cd", "/", "&&", "true"))) {
      return new Finished(0, "", "");
    }
    CommandResult result = machines.on(Machine.node(address)).run(command);
    return result instanceof NotStarted ? unreached(address, "No route to host") : result;
  }

  private static Finished unreached(String address, String why) {
    return new Finished(255, "", "ssh: connect to host " + address + " port 22: " + why + "\r\n");
  }

  private static Finished cut(String address) {
    return new Finished(255, "", "Connection to " + address + " closed by remote host.\r\n");
  }

  /** The words of the command, which its shell finds between single quotes, once it left home. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    if (line.startsWith("cd / && ")) {
      words.addAll(List.of("cd", "/", "&&"));
    }
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      words.add(matcher.group(1).replace("'\\''", "'"));
    }
    return words;
  }
}
