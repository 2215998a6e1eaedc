package org.cvmsnap.ssh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The sshd of this machine in the place of a simulated one's: with a key of its own, for the user
 * who runs the tests, whose shell finds another home: what it runs first is not of this test.
 * Nothing of the system's configuration is read or changed.
 */
final class Sshd implements AutoCloseable {
  static final Path PROGRAM = Path.of("/usr/sbin/sshd");

  /** Where sshd of Linux locks itself up when it is run by root; an installed one has it. */
  private static final Path EMPTY = Path.of("/run/sshd");

  private static final long PATIENCE_SECONDS = 20;

  private final Process process;
  private final Path log;

  private Sshd(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts one; {@link #await} tells when it listens.
   *
   * @param within the words that run a program where the server is to be; none for here
   * @param forced what it runs in place of every command
   */
  static Sshd started(
      String name, List<String> within, InetSocketAddress address, Keys keys, Path forced)
      throws IOException {
    Path directory = keys.directory();
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(
          EMPTY,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
    Path banner = Files.writeString(directory.resolve("banner"), "Authorized use only!\n");
    String text =
        """
        Port %d
        ListenAddress %s
        HostKey %s
        AuthorizedKeysFile %s
        Banner %s
        ForceCommand %s %s
        SetEnv HOME=%s
        PidFile none
        StrictModes no
        UsePAM no
        PasswordAuthentication no
        PermitRootLogin prohibit-password
        LogLevel VERBOSE
        """
            .formatted(
                address.getPort(),
                address.getAddress().getHostAddress(),
                keys.host(name),
                keys.authorized(),
                banner,
                forced,
                name,
                forced.getParent());
    Path file = Files.writeString(directory.resolve("sshd." + name), text);
    Path log = directory.resolve("sshd." + name + ".log");
    // It closes all the files that it might have open, one by one on some systems.
    List<String> argv = new ArrayList<>();
    argv.addAll(List.of("/bin/sh", "-c", "ulimit -n 1024; exec \"$@\"", "sh"));
    argv.addAll(within);
    argv.addAll(List.of(PROGRAM.toString(), "-D", "-f", file.toString(), "-E", log.toString()));
    Process process =
        new ProcessBuilder(argv)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("sshd." + name + ".out").toFile())
            .start();
    return new Sshd(process, log);
  }

  /** Waits until it listens. */
  Sshd await() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(log) || !Files.readString(log).contains("Server listening on ")) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new IOException("it does not listen: " + log);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    return this;
  }

  /** How many connections it has let in so far. */
  long handshakes() throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains("Accepted publickey")).count();
    }
  }

  /** Stops it and all that it has started with SIGSTOP; it keeps its connections. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP", Stream.of(process.toHandle()));
    signal("STOP", process.descendants());
  }

  /** Lets all of it go on. */
  void thaw() throws IOException, InterruptedException {
    signal("CONT", Stream.concat(process.descendants(), Stream.of(process.toHandle())));
  }

  /** Whoever has ended meanwhile needs no signal. */
  private static void signal(String name, Stream<ProcessHandle> to)
      throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(List.of("/bin/kill", "-" + name));
    to.map(each -> String.valueOf(each.pid())).forEach(argv::add);
    if (argv.size() > 2) {
      int unused =
          new ProcessBuilder(argv)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }
}
