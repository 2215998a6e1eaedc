package org.cvmsnap.host;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.host.CommandResult.Unknown;
import org.cvmsnap.model.ShellLine;

/**
 * What the end of an {@code ssh} says about the command on the other side.
 *
 * <p>ssh(1) exits with the status of the remote command, or with 255 if an error occurred: then
 * only its words tell whether that was before the command could start. Words that are not known
 * here mean that it may have started.
 */
final class SshVerdict {
  private static final int SSH_ERROR = 255;

  /** HUP, INT, QUIT, ABRT, KILL, SEGV, PIPE, ALRM, TERM, as exit statuses. */
  private static final Set<Integer> SIGNALS = Set.of(129, 130, 131, 134, 137, 139, 141, 142, 143);

  /** Said by OpenSSH, and where noted by SunSSH, before there is a session. */
  private static final List<Pattern> NO_SESSION =
      List.of(
          // ssh: connect to host sun-b port 22: Connection refused (timed out, no route, ...)
          Pattern.compile("ssh: connect to (host|address) \\S+ port \\d+: .+"),
          Pattern.compile("ssh: Could not resolve hostname .+"),
          // SunSSH
          Pattern.compile("ssh: \\S+: (node name or service name not known|host unknown).*"),
          // [root@sun-b: ]Permission denied (publickey,password).
          Pattern.compile("(\\S+: )?Permission denied \\([\\w,.@-]*\\)\\.?"),
          Pattern.compile("Received disconnect from .+: Too many authentication failures.*"),
          Pattern.compile("Host key verification failed\\.?"),
          Pattern.compile("(ssh|kex)_exchange_identification: .+"),
          Pattern.compile("Connection timed out during banner exchange"),
          Pattern.compile("Unable to negotiate with .+"),
          Pattern.compile("[Nn]o matching (cipher|mac|host key|key exchange|comp).+ found.*"),
          Pattern.compile("command[- ]line:? line 0: .+"),
          Pattern.compile("Bad owner or permissions on .+"),
          Pattern.compile("Can't open user config(uration)? file .+"),
          Pattern.compile("[Uu]sage: ssh .*"));

  private static final Pattern NAMELESS =
      Pattern.compile("(/usr/bin/)?env: No such file or directory");

  private SshVerdict() {}

  /**
   * What is known about {@code command}, when ssh to {@code address} ended so.
   *
   * @param ssh the result of the local ssh itself
   */
  static CommandResult of(Finished ssh, String address, Command command) {
    if (ssh.exit() == SSH_ERROR) {
      Optional<NotStarted> unreached = unreached(ssh, address);
      return unreached.isPresent()
          ? unreached.get()
          : new Unknown("ssh to " + address + " ended with 255: " + said(ssh));
    }
    if (SIGNALS.contains(ssh.exit())) {
      // The client was killed, or the remote command was: the status is the same.
      return new Unknown("ssh to %s ended with %d: %s".formatted(address, ssh.exit(), said(ssh)));
    }
    if (notFound(ssh, command.argv().get(0))) {
      return new NotStarted("on " + address + ": " + said(ssh), missing(ssh));
    }
    return ssh;
  }

  /**
   * Why there never was a session, where ssh has said so. A command that has printed something did
   * start, whatever the words look like.
   */
  static Optional<NotStarted> unreached(Finished ssh, String address) {
    if (ssh.exit() != SSH_ERROR || !ssh.out().isEmpty()) {
      return Optional.empty();
    }
    return ssh.err()
        .lines()
        .map(String::strip)
        .filter(line -> NO_SESSION.stream().anyMatch(words -> words.matcher(line).matches()))
        .findFirst()
        .map(line -> new NotStarted("ssh to " + address + ": " + line + advice(line, address)));
  }

  /** What the operator has to do once, where it is known; this process never asks a question. */
  private static String advice(String line, String address) {
    if (line.startsWith("Host key verification failed")) {
      return " (its host key is not known here, or has changed; find out which, and connect once by"
          + " hand: ssh -a -x "
          + ShellLine.quoted(address)
          + ")";
    }
    if (line.contains("Permission denied (")) {
      return " (this user has no key that is accepted there without a question; try: ssh -a -x -o"
          + " BatchMode=yes "
          + ShellLine.quoted(address)
          + " true)";
    }
    return "";
  }

  /**
   * env(1) exits with 126 or 127 when it cannot run the program, and so may the program itself:
   * only env's own words are certain. GNU's name the program; those of Solaris do not, and say no
   * more than this (illumos, env.c).
   */
  private static boolean notFound(Finished ssh, String program) {
    Pattern words =
        Pattern.compile(
            "(/usr/bin/)?env: \\W*%s\\W*: .+".formatted(Pattern.quote(program)), Pattern.DOTALL);
    String said = ssh.err().strip();
    return (ssh.exit() == 126 || ssh.exit() == 127)
        && ssh.out().isEmpty()
        && (words.matcher(said).matches() || (missing(ssh) && NAMELESS.matcher(said).matches()));
  }

  /** 126 is for a program that is there. */
  private static boolean missing(Finished ssh) {
    return ssh.exit() == 127;
  }

  private static String said(Finished ssh) {
    String err = ssh.err().strip();
    return err.isEmpty() ? "no message" : err;
  }
}
