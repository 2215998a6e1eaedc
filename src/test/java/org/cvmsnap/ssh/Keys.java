package org.cvmsnap.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A host key for each server, a key that they let in, and what a client has to know.
 *
 * @param directory of the keys and the configuration
 */
record Keys(Path directory) {
  private static final int USUAL_PORT = 22;

  static Keys made(Path directory, List<String> servers) throws IOException, InterruptedException {
    Keys keys = new Keys(directory);
    for (String server : servers) {
      generate(keys.host(server));
    }
    generate(keys.user());
    return keys;
  }

  private static void generate(Path file) throws IOException, InterruptedException {
    List<String> argv = List.of("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", file.toString());
    Process process =
        new ProcessBuilder(argv)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(argv + ": " + said);
    }
  }

  Path host(String server) {
    return directory.resolve("host." + server);
  }

  Path user() {
    return directory.resolve("user");
  }

  Path authorized() {
    return directory.resolve("user.pub");
  }

  Path knownHosts() {
    return directory.resolve("known_hosts");
  }

  /** Writes the configuration of a client that knows the servers, where they are and their keys. */
  Path configuration(Map<String, InetSocketAddress> servers) throws IOException {
    StringBuilder known = new StringBuilder();
    StringBuilder hosts = new StringBuilder();
    for (Map.Entry<String, InetSocketAddress> server : servers.entrySet()) {
      String address = server.getValue().getAddress().getHostAddress();
      int port = server.getValue().getPort();
      String key = Files.readString(Path.of(host(server.getKey()) + ".pub"));
      String named = port == USUAL_PORT ? address : "[%s]:%d".formatted(address, port);
      known.append(named).append(' ').append(key.replaceAll(" [^ ]*\n", "\n"));
      hosts.append("Host %s\n  HostName %s\n  Port %d\n".formatted(server.getKey(), address, port));
    }
    Files.writeString(knownHosts(), known);
    String all =
        """
        Host *
          User %s
          IdentityFile %s
          IdentitiesOnly yes
          UserKnownHostsFile %s
          GlobalKnownHostsFile /dev/null
          StrictHostKeyChecking yes
        """
            .formatted(System.getProperty("user.name"), user(), knownHosts());
    return Files.writeString(directory.resolve("config"), hosts + all);
  }
}
