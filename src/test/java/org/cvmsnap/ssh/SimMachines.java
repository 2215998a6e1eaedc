package org.cvmsnap.ssh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.model.Machine;
import org.cvmsnap.sim.SimHosts;
import org.cvmsnap.sim.SimStore;

/** The machines of a simulated cluster, as a server's command finds them. */
final class SimMachines {
  /** Not simulated: says its words again, each ended by a NUL. */
  static final String SAY = "say-words";

  /** A program that no machine has. */
  static final String MISSING = "missing-program";

  /** What every line begins with: the shell leaves the home of its user. */
  private static final List<String> LEAVING = List.of("cd", "/", "&&");

  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final Hosts hosts;
  private final List<String> arrived = new CopyOnWriteArrayList<>();
  private volatile String cutWords = "";
  private volatile String hangs = "";
  private volatile Optional<Cut> cut = Optional.empty();

  /** When the connection of a command is cut. */
  enum Cut {
    BEFORE,
    AFTER
  }

  /** Commands that begin with these words are never answered. */
  void hang(String words) {
    hangs = words;
  }

  /**
   * What the server is to tell of a command; nothing at all when {@code cut}.
   *
   * @param exit empty when no answer ever comes
   */
  record Answer(Optional<Integer> exit, String out, String err, boolean cut) {
    static Answer of(int exit, String out, String err) {
      return new Answer(Optional.of(exit), out, err, false);
    }
  }

  SimMachines(SimStore store) {
    hosts =
        new SimHosts(
            store,
            "sun-a",
            0,
            () -> {
              throw new IllegalStateException("nobody to kill here");
            });
  }

  /** Cuts the connection of the next command that begins with these words. */
  void cut(Cut when, String words) {
    cutWords = words;
    cut = Optional.of(when);
  }

  /** Whether the connection has been cut. */
  boolean hasCut() {
    return cut.isEmpty();
  }

  /** Every command that came here, as {@code machine# words}. */
  List<String> arrived() {
    return arrived;
  }

  /** Runs a command; the words of env(1) before it have done what they are for. */
  Answer run(String machine, List<String> line) throws InterruptedException {
    List<String> argv = withoutEnvironment(line);
    String text = String.join(" ", argv);
    arrived.add(machine + "# " + text);
    if (!hangs.isEmpty() && text.startsWith(hangs)) {
      return new Answer(Optional.empty(), "", "", false);
    }
    Optional<Cut> now = cut.filter(unused -> text.startsWith(cutWords));
    if (now.isPresent()) {
      cut = Optional.empty();
    }
    if (now.equals(Optional.of(Cut.BEFORE))) {
      return new Answer(Optional.empty(), "", "", true);
    }
    Answer answer = answer(machine, argv, line);
    return now.isPresent() ? new Answer(Optional.empty(), "", "", true) : answer;
  }

  /** One after the other, as simulated time passes in one thread. */
  private synchronized Answer answer(String machine, List<String> argv, List<String> line)
      throws InterruptedException {
    if (argv.get(0).equals(SAY)) {
      return Answer.of(0, String.join("\0", argv.subList(1, argv.size())) + "\0", "");
    }
    if (argv.equals(List.of("true"))) {
      return Answer.of(0, "", "");
    }
    CommandResult result = hosts.on(Machine.node(machine)).run(Command.mutates(FOR_EVER, line));
    if (result instanceof CommandResult.Finished finished) {
      return Answer.of(finished.exit(), finished.out(), finished.err());
    }
    if (result instanceof CommandResult.NotStarted notStarted) {
      // A machine that is down has no server; its client would say this.
      return Answer.of(255, "", notStarted.why() + "\n");
    }
    return new Answer(Optional.empty(), "", "", false);
  }

  /** The command itself, without what leaves the user's home, and without the words of env(1). */
  static List<String> withoutEnvironment(List<String> whole) {
    List<String> line = whole.subList(LEAVING.size(), whole.size());
    if (!whole.subList(0, LEAVING.size()).equals(LEAVING)) {
      throw new IllegalArgumentException("stays in the user's home: " + whole);
    }
    if (line.isEmpty() || !line.get(0).equals("/usr/bin/env")) {
      throw new IllegalArgumentException("not begun by env: " + line);
    }
    List<String> argv = new ArrayList<>(line.subList(1, line.size()));
    while (argv.get(0).matches("(LC_ALL|TZ|PATH)=.*")) {
      argv.remove(0);
    }
    return argv;
  }
}
