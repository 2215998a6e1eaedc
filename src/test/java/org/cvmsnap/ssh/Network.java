package org.cvmsnap.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Machines in network namespaces of Linux, each with one link to a bridge, which is in a namespace
 * of its own: nothing of the network of this machine is touched.
 */
final class Network implements AutoCloseable {
  private static final String PREFIX = "cvmsnap-lab";
  private static final Path NAMESPACES = Path.of("/run/netns");
  private static final int PORT = 22;

  private static boolean over;

  private final String name;
  private final Map<String, InetSocketAddress> addresses;

  private Network(String name, Map<String, InetSocketAddress> addresses) {
    this.name = name;
    this.addresses = addresses;
  }

  /**
   * Lays it.
   *
   * @param number tells it from the others
   */
  static Network of(int number, List<String> machines) throws IOException, InterruptedException {
    Map<String, InetSocketAddress> addresses = new LinkedHashMap<>();
    for (String machine : machines) {
      byte[] address = {10, 99, 0, (byte) (addresses.size() + 1)};
      addresses.put(machine, new InetSocketAddress(InetAddress.getByAddress(address), PORT));
    }
    Network network = new Network(PREFIX + number, addresses);
    synchronized (Network.class) {
      if (over) {
        throw new InterruptedException("no more networks are made");
      }
      network.lay();
    }
    return network;
  }

  private void lay() throws IOException, InterruptedException {
    ip("netns", "add", bridge());
    ip("-n", bridge(), "link", "add", "bridge", "type", "bridge");
    ip("-n", bridge(), "link", "set", "bridge", "up");
    for (Map.Entry<String, InetSocketAddress> machine : addresses.entrySet()) {
      String namespace = namespace(machine.getKey());
      String port = port(machine.getKey());
      String address = machine.getValue().getAddress().getHostAddress() + "/24";
      ip("netns", "add", namespace);
      ip("-n", namespace, "link", "set", "lo", "up");
      ip("-n", bridge(), "link", "add", port, "type", "veth", "peer", "eth0", "netns", namespace);
      ip("-n", bridge(), "link", "set", port, "master", "bridge", "up");
      ip("-n", namespace, "address", "add", address, "dev", "eth0");
      ip("-n", namespace, "link", "set", "eth0", "up");
    }
  }

  private String bridge() {
    return name + "-bridge";
  }

  private String namespace(String machine) {
    return name + "-" + machine;
  }

  /** Its name has to do with 15 characters. */
  private static String port(String machine) {
    return "to-" + machine;
  }

  InetSocketAddress address(String machine) {
    InetSocketAddress address = addresses.get(machine);
    if (address == null) {
      throw new IllegalArgumentException("no machine " + machine);
    }
    return address;
  }

  /** The words before those of a program that is to run on the machine. */
  List<String> on(String machine) {
    return List.of("ip", "netns", "exec", namespace(machine));
  }

  /** The machine's link goes down, as if its cable had been pulled at the switch. */
  void cut(String machine) throws IOException, InterruptedException {
    ip("-n", bridge(), "link", "set", port(machine), "down");
  }

  void join(String machine) throws IOException, InterruptedException {
    ip("-n", bridge(), "link", "set", port(machine), "up");
  }

  @Override
  public void close() {
    try {
      remove(bridge());
      for (String machine : addresses.keySet()) {
        remove(namespace(machine));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Removes all that there are, those of a process that was killed among them. */
  static void removeAll() throws IOException, InterruptedException {
    if (!Files.isDirectory(NAMESPACES)) {
      return;
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(NAMESPACES, PREFIX + "*")) {
      for (Path namespace : left) {
        remove(namespace.getFileName().toString());
      }
    }
  }

  /** Removes all that there are, and lets none be made from now on. */
  static synchronized void end() throws IOException, InterruptedException {
    over = true;
    removeAll();
  }

  /** Its links end with it, and it ends with the processes in it. */
  private static void remove(String namespace) throws IOException, InterruptedException {
    if (!Files.exists(NAMESPACES.resolve(namespace))) {
      return;
    }
    for (String pid : ip("netns", "pids", namespace).lines().toList()) {
      ProcessHandle.of(Long.parseLong(pid.strip())).ifPresent(ProcessHandle::destroyForcibly);
    }
    ip("netns", "delete", namespace);
  }

  private static String ip(String... words) throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(List.of("ip"));
    argv.addAll(List.of(words));
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(argv + ": " + said.strip());
    }
    return said;
  }
}
