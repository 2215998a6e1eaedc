package org.cvmsnap.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The sshd of this machine, once for each simulated one: on ports of their own, with keys of their
 * own, for the user who runs the tests, whose shell finds another home: what it runs first is not
 * of this test. Nothing of the system's configuration is read or changed.
 */
final class OpenSshServers implements SshServers {
  static final Path PROGRAM = Path.of("/usr/sbin/sshd");

  /** Where sshd of Linux locks itself up when it is run by root; an installed one has it. */
  private static final Path EMPTY = Path.of("/run/sshd");

  private static final long PATIENCE_SECONDS = 20;

  private final Path directory;
  private final Spool spool;
  private final List<Process> daemons = new ArrayList<>();
  private final Path config;

  OpenSshServers(SimMachines machines, List<String> names, Keys keys)
      throws IOException, InterruptedException {
    directory = keys.directory();
    spool = new Spool(directory.resolve("spool"), machines);
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(
          EMPTY,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
    Files.writeString(directory.resolve("banner"), "Authorized use only!\n");
    Map<String, Integer> ports = new LinkedHashMap<>();
    for (String name : names) {
      int port = free();
      ports.put(name, port);
      start(name, port, keys);
    }
    for (int port : ports.values()) {
      await(port);
    }
    config = keys.configuration(ports);
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void start(String name, int port, Keys keys) throws IOException {
    String text =
        """
        Port %d
        ListenAddress 127.0.0.1
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
                port,
                keys.host(),
                keys.authorized(),
                directory.resolve("banner"),
                spool.forced(),
                name,
                spool.forced().getParent());
    Path file = Files.writeString(directory.resolve("sshd." + name), text);
    // It closes all the files that it might have open, one by one on some systems.
    String script = "ulimit -n 1024; exec " + PROGRAM + " -D -f \"$1\" -E \"$2\"";
    daemons.add(
        new ProcessBuilder("/bin/sh", "-c", script, "sh", file.toString(), log(name).toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("sshd.out").toFile())
            .start());
  }

  private Path log(String name) {
    return directory.resolve("sshd." + name + ".log");
  }

  private static void await(int port) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
    }
  }

  @Override
  public Path config() {
    return config;
  }

  @Override
  public long handshakes(String machine) throws IOException {
    return Files.readAllLines(log(machine)).stream()
        .filter(line -> line.contains("Accepted publickey"))
        .count();
  }

  @Override
  public void shellSays(String text) throws IOException {
    spool.shellSays(text);
  }

  @Override
  public void close() {
    spool.close();
    for (Process daemon : daemons) {
      daemon.descendants().forEach(ProcessHandle::destroyForcibly);
      daemon.destroyForcibly();
      daemon.onExit().join();
    }
  }
}
