package org.cvmsnap.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/** Runs commands on the machines of a cluster, with the faults that it has been given. */
final class CommandRunner {
  /** A limit so long that it means waiting for ever. */
  static final Duration NO_LIMIT = Duration.ofDays(36500);

  /** More than anybody takes. */
  private static final int FLOOD = 16 << 20;

  private final SimCluster cluster;
  private final Faults faults;
  private final List<LogEntry> log;
  private final NodeShell nodeShell;
  private final GuestShell guestShell;

  /** What one command came to; {@code dies} when a fault kills the caller. */
  record Outcome(CommandResult result, boolean dies) {}

  CommandRunner(SimCluster cluster, Faults faults, List<LogEntry> log) {
    this.cluster = cluster;
    this.faults = faults;
    this.log = log;
    nodeShell = new NodeShell(cluster);
    guestShell = new GuestShell(cluster);
  }

  /**
   * Runs one command on a machine.
   *
   * @param address of a node, or of a guest whose operating system runs
   * @param limit how long the caller waits for the answer
   * @throws IllegalStateException for a command that changes something and may not
   */
  Outcome run(String address, List<String> argv, Duration limit, boolean mayMutate) {
    String host = cluster.find(address).map(node -> node.name).orElse(address);
    Optional<String> why = unreachable(host);
    if (why.isPresent()) {
      cluster.advance(shorter(cluster.span(Span.CONNECT), limit));
      return new Outcome(new CommandResult.NotStarted(why.get()), false);
    }
    List<String> words = CommandWords.bare(argv);
    Work work = work(host, argv);
    if (work.mutates() && !mayMutate) {
      throw new IllegalStateException("not a read: " + String.join(" ", argv));
    }
    Instant began = cluster.clock().callersTime();
    Optional<Fault> fault = faults.strike(host, words);
    Outcome outcome =
        fault.isPresent()
            ? strike(fault.get().effect(), host, argv, work, limit)
            : new Outcome(told(argv, perform(host, argv, work, limit)), false);
    OptionalInt exit =
        outcome.result() instanceof CommandResult.Finished finished
            ? OptionalInt.of(finished.exit())
            : OptionalInt.empty();
    log.add(
        new LogEntry(
            began,
            host,
            CommandWords.command(argv),
            exit,
            Duration.between(began, cluster.clock().callersTime()),
            work.mutates()));
    return outcome;
  }

  /** What can be typed in a control domain, by bare names. */
  Set<String> programs() {
    return nodeShell.programs();
  }

  /** A program that is not there is told by what was to start it: the shell, or Solaris' env(1). */
  private static CommandResult told(List<String> argv, CommandResult result) {
    if (!(result instanceof CommandResult.Finished finished)
        || finished.exit() != 127
        || !finished.err().startsWith("ksh: ")) {
      return result;
    }
    String program = CommandWords.bare(argv).get(0);
    List<String> before =
        CommandWords.wrappers(argv).stream()
            .takeWhile(wrapper -> !finished.err().startsWith("ksh: " + wrapper + ": "))
            .toList();
    return switch (before.isEmpty() ? "" : before.get(before.size() - 1)) {
      case "env" ->
          new CommandResult.Finished(127, "", "/usr/bin/env: No such file or directory\n");
      case "pfexec" -> new CommandResult.Finished(1, "", program + ": Command not found\n");
      case "sudo" ->
          new CommandResult.Finished(1, "", "sudo: " + program + ": command not found\n");
      default -> result;
    };
  }

  /** Begins a command that nobody waits for; it will end in its time. */
  void start(ScheduledEvent due) {
    if (unreachable(due.host()).isEmpty()) {
      Work work = work(due.host(), due.argv());
      work.start().run();
      endLater(due.host(), due.argv(), work);
    }
  }

  /** Ends a command that nobody waits for; its answer is lost. */
  void end(ScheduledEvent due) {
    if (unreachable(due.host()).isEmpty()) {
      Work work = due.work() == null ? work(due.host(), due.argv()) : due.work();
      work.finish();
    }
  }

  private void endLater(String host, List<String> argv, Work work) {
    cluster
        .agenda()
        .command(
            cluster.now().plus(work.takes()), ScheduledEvent.Kind.COMMAND_END, host, argv, work);
  }

  private CommandResult perform(String host, List<String> argv, Work work, Duration limit) {
    work.start().run();
    if (work.takes().compareTo(limit) > 0) {
      endLater(host, argv, work);
      return noAnswer(limit);
    }
    cluster.advance(work.takes());
    if (unreachable(host).isPresent()) {
      return new CommandResult.Unknown("Connection to " + host + " closed by remote host.");
    }
    Reply reply = work.finish();
    return new CommandResult.Finished(reply.exit(), reply.out(), reply.err());
  }

  private Outcome strike(
      Fault.Effect effect, String host, List<String> argv, Work work, Duration limit) {
    String broken = CommandWords.bare(argv).get(0) + ": injected failure\n";
    return switch (effect) {
      case FAIL -> new Outcome(pretend(work, limit, 1, broken), false);
      case SILENT -> new Outcome(pretend(work, limit, 0, ""), false);
      case FAIL_LATE -> new Outcome(spoil(perform(host, argv, work, limit), 1, "", broken), false);
      case DIRTY ->
          new Outcome(
              cluster.fileSystems().untidily(() -> perform(host, argv, work, limit)), false);
      case GARBAGE ->
          new Outcome(
              spoil(perform(host, argv, work, limit), 0, "\u0000\ufffd|=~#\u0007\n\ufffd\n", ""),
              false);
      case TRUNCATED -> new Outcome(halved(perform(host, argv, work, limit)), false);
      case FLOOD -> new Outcome(endless(perform(host, argv, work, limit)), false);
      case HANG -> new Outcome(noAnswer(limit), false);
      case HANG_LATE, HANG_LATER, HANG_LATEST -> {
        Instant givenUp = limit.equals(NO_LIMIT) ? cluster.now() : cluster.now().plus(limit);
        cluster
            .agenda()
            .command(
                givenUp.plus(lateness(effect)),
                ScheduledEvent.Kind.COMMAND_START,
                host,
                argv,
                null);
        yield new Outcome(noAnswer(limit), false);
      }
      case CRASH_BEFORE -> new Outcome(new CommandResult.Unknown("killed"), true);
      case CRASH_AFTER -> new Outcome(perform(host, argv, work, limit), true);
    };
  }

  private Duration lateness(Fault.Effect effect) {
    return switch (effect) {
      case HANG_LATER -> Duration.ofSeconds(90);
      case HANG_LATEST -> Duration.ofSeconds(400);
      default -> cluster.span(Span.LATE);
    };
  }

  /** The time passes and an answer comes, but nothing was done. */
  private CommandResult pretend(Work work, Duration limit, int exit, String err) {
    Duration takes = shorter(work.takes(), Duration.ofSeconds(1));
    if (takes.compareTo(limit) > 0) {
      return noAnswer(limit);
    }
    cluster.advance(takes);
    return new CommandResult.Finished(exit, "", err);
  }

  private static CommandResult spoil(CommandResult result, int exit, String out, String err) {
    return result instanceof CommandResult.Finished
        ? new CommandResult.Finished(exit, out, err)
        : result;
  }

  private static CommandResult halved(CommandResult result) {
    return result instanceof CommandResult.Finished said
        ? new CommandResult.Finished(
            said.exit(), said.out().substring(0, said.out().length() / 2), said.err())
        : result;
  }

  /** What it says over and over again. */
  private static CommandResult endless(CommandResult result) {
    if (!(result instanceof CommandResult.Finished said)) {
      return result;
    }
    String text = said.out().isEmpty() ? "\n" : said.out();
    return new CommandResult.Finished(0, text.repeat(FLOOD / text.length() + 1), "");
  }

  private CommandResult noAnswer(Duration limit) {
    if (limit.equals(NO_LIMIT)) {
      return new CommandResult.Unknown("no answer");
    }
    cluster.advance(limit);
    return new CommandResult.Unknown("no answer within " + limit.toMillis() / 1000.0 + " s");
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Reads the words; changes nothing. */
  private Work work(String host, List<String> argv) {
    List<String> words = CommandWords.bare(argv);
    Optional<SimNode> node = cluster.find(host);
    if (node.isPresent()) {
      Rights rights = node.get().rights;
      return given(rights, argv, nodeShell.work(node.get(), words), rights.refusal(argv));
    }
    Domain guest = cluster.running(host).orElseThrow(() -> new NoSuchElementException(host));
    Work work =
        given(guest.rights, argv, guestShell.work(guest, words), guest.rights.refusal(guest, argv));
    return CommandWords.leaves(argv) ? work : guestShell.atHome(guest, words, work);
  }

  private Work given(Rights rights, List<String> argv, Work work, Optional<Reply> refusal) {
    Optional<Reply> why =
        CommandWords.wrappers(argv).stream()
            .filter(wrapper -> !rights.has(wrapper))
            .findFirst()
            .map(wrapper -> Reply.error(127, "ksh: " + wrapper + ": not found\n"))
            .or(() -> refusal);
    return why.map(reply -> Work.refused(work.mutates(), cluster.span(Span.GUEST), reply))
        .orElse(work);
  }

  /** Why ssh would not get through to {@code host}; empty when it would. */
  private Optional<String> unreachable(String host) {
    Optional<SimNode> node = cluster.find(host);
    if (node.isPresent() ? node.get().up : cluster.running(host).isPresent()) {
      return Optional.empty();
    }
    boolean known =
        node.isPresent()
            || cluster.nodes().stream()
                .anyMatch(one -> one.domain(host).isPresent() && !control(host));
    return Optional.of(
        known
            ? "ssh: connect to host " + host + " port 22: Connection timed out"
            : "ssh: Could not resolve hostname " + host + ": Name or service not known");
  }

  private boolean control(String domain) {
    return cluster.nodes().stream().anyMatch(node -> node.primary().name.equals(domain));
  }
}
