package org.cvmsnap.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.host.CommandResult.Unknown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A machine that is reached through the system's {@code ssh}, with the operator's keys and settings
 * and never with a question. Several threads may read there at once, once it has been reached.
 *
 * <p>When a command's limit has passed the local ssh is killed; what it started on the other side
 * may go on. To reach the machine for the first time may take another {@link SshClient#REACHING} or
 * two, and no more than the limit each, before the command is sent.
 *
 * <p>Reads share a connection where the client can do that. A command that changes something has
 * one of its own: a client whose shared connection breaks goes on with another, and might send the
 * command again.
 */
final class SshHost implements Host {
  /** Says nothing and changes nothing. */
  private static final List<String> GREETING = List.of("true");

  private static final String SILENCE =
      "keep it to terminals in what its shell or its sshd runs first (.bashrc, .cshrc, .kshrc)";

  private static final Logger logger = LoggerFactory.getLogger(SshHost.class);

  private final SshClient client;
  private final String address;
  private boolean greeted;
  private boolean alone;
  private volatile String banner = "";
  private Optional<Path> shared = Optional.empty();

  SshHost(SshClient client, String address) {
    this.client = client;
    this.address = address;
  }

  @Override
  public CommandResult run(Command command) throws InterruptedException {
    if (!SshCommandLine.reaches(address)) {
      return new NotStarted("not an address that ssh can be given: " + address);
    }
    Optional<String> why = met(command);
    return why.isPresent() ? new NotStarted(why.get()) : there(command);
  }

  /** Sees to it that the machine has been talked to; returns why it cannot be. */
  private synchronized Optional<String> met(Command first) throws InterruptedException {
    Optional<String> why = greeted ? Optional.empty() : greet(first);
    greeted = why.isEmpty();
    return why;
  }

  /**
   * Talks to the machine for the first time.
   *
   * @return why it cannot be talked to: what its shell says by itself would be taken for the output
   *     of every command
   */
  private synchronized Optional<String> greet(Command first) throws InterruptedException {
    CommandResult result = there(first.in(GREETING).within(first.limit(SshClient.REACHING)));
    if (!(result instanceof Finished finished)) {
      return Optional.of(result.why());
    }
    banner = banner + finished.err();
    return Optional.of(finished.out().strip())
        .filter(said -> !said.isEmpty())
        .map(
            said ->
                "%s says by itself, on the standard output of every command: '%s'; %s"
                    .formatted(address, said.lines().findFirst().orElse(""), SILENCE));
  }

  private CommandResult there(Command command) throws InterruptedException {
    Optional<OpenSsh> openSsh = client.openSsh(command.effect());
    List<String> own = openSsh.isPresent() ? OpenSsh.ALIVE : List.of();
    Optional<Path> socket = Optional.empty();
    if (openSsh.isPresent() && !command.mutates()) {
      synchronized (this) {
        Optional<NotStarted> why = share(openSsh.get(), command);
        if (why.isPresent()) {
          return why.get();
        }
        socket = shared;
      }
    }
    if (socket.isEmpty()) {
      return known(ssh(own, command), command);
    }
    CommandResult ended = ssh(OpenSsh.through(socket.get()), command);
    CommandResult result = known(ended, command);
    if (result instanceof Unknown lost && ended instanceof Finished) {
      logger.debug("the connection to {} broke, and it is asked again: {}", address, lost.why());
      return known(ssh(own, command), command);
    }
    return result;
  }

  private CommandResult ssh(List<String> options, Command command) throws InterruptedException {
    List<String> words = SshCommandLine.of(client.settings(), options, address, command);
    return client.run(command.in(words));
  }

  /** What is known of the command, now that its ssh has ended so. */
  private CommandResult known(CommandResult ssh, Command command) {
    CommandResult result =
        ssh instanceof Finished finished
            ? SshVerdict.of(withoutBanner(finished), address, command)
            : ssh;
    if (result instanceof Unknown) {
      hangUp();
    }
    return result;
  }

  /**
   * Makes the connection that reads share, where there is none and there can be one.
   *
   * @param command a read that is about to use it
   * @return why the machine cannot be reached
   */
  private Optional<NotStarted> share(OpenSsh openSsh, Command command) throws InterruptedException {
    if (alone || shared.filter(Files::exists).isPresent()) {
      return Optional.empty();
    }
    shared = Optional.empty();
    Path socket = openSsh.socket();
    List<String> words =
        SshCommandLine.connection(client.settings(), OpenSsh.keeping(socket), address);
    CommandResult result = client.run(command.in(words).within(command.limit(SshClient.REACHING)));
    if (result instanceof Finished finished && finished.exit() == 0) {
      shared = Optional.of(socket);
      banner = finished.err();
      return Optional.empty();
    }
    Optional<NotStarted> why =
        result instanceof Finished finished
            ? SshVerdict.unreached(finished, address)
            : Optional.of(new NotStarted("ssh to " + address + ": no connection: " + result.why()));
    // Unless ssh says that it did not reach the machine, the sharing may be what failed.
    alone = why.isEmpty();
    return why;
  }

  /** What a server tells everybody is no message of the command. */
  private Finished withoutBanner(Finished ssh) {
    return ssh.err().startsWith(banner)
        ? new Finished(ssh.exit(), ssh.out(), ssh.err().substring(banner.length()))
        : ssh;
  }

  /** Ends the connection that reads share; the next read makes another. */
  synchronized void hangUp() {
    shared.ifPresent(
        socket ->
            client.tell(
                SshCommandLine.connection(client.settings(), OpenSsh.ending(socket), address)));
    shared = Optional.empty();
  }
}
