package org.cvmsnap.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sshd of this machine, once for each simulated one, on ports of their own. */
final class OpenSshServers implements SshServers {
  private final Spool spool;
  private final Map<String, Sshd> daemons = new LinkedHashMap<>();
  private final Path config;

  OpenSshServers(SimMachines machines, List<String> names, Keys keys)
      throws IOException, InterruptedException {
    spool = new Spool(keys.directory().resolve("spool"), machines::run);
    Map<String, InetSocketAddress> addresses = new LinkedHashMap<>();
    for (String name : names) {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), free());
      addresses.put(name, address);
      daemons.put(name, Sshd.started(name, List.of(), address, keys, spool.forced()));
    }
    for (Sshd daemon : daemons.values()) {
      Sshd unused = daemon.await();
    }
    config = keys.configuration(addresses);
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public Path config() {
    return config;
  }

  @Override
  public long handshakes(String machine) throws IOException {
    Sshd daemon = daemons.get(machine);
    return daemon == null ? 0 : daemon.handshakes();
  }

  @Override
  public void shellSays(String text) throws IOException {
    spool.shellSays(text);
  }

  @Override
  public void close() {
    spool.close();
    daemons.values().forEach(Sshd::close);
  }
}
