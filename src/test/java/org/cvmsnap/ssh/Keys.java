package org.cvmsnap.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A host key that all servers have, a key that they let in, and what a client has to know.
 *
 * @param directory of the keys and the configuration
 */
record Keys(Path directory) {
  static Keys made(Path directory) throws IOException, InterruptedException {
    Keys keys = new Keys(directory);
    generate(keys.host());
    generate(keys.user());
    return keys;
  }

  private static void generate(Path file) throws IOException, InterruptedException {
    List<String> argv = List.of("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", file.toString());
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(argv + ": " + said);
    }
  }

  Path host() {
    return directory.resolve("host");
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

  /** Writes the configuration of a client that knows the machines and their keys. */
  Path configuration(Map<String, Integer> ports) throws IOException {
    String key = Files.readString(directory.resolve("host.pub")).replaceAll(" [^ ]*\n", "\n");
    Files.writeString(
        knownHosts(),
        ports.values().stream()
            .map(port -> "[127.0.0.1]:%d %s".formatted(port, key))
            .collect(joining()));
    String hosts =
        ports.entrySet().stream()
            .map(
                host ->
                    "Host %s\n  HostName 127.0.0.1\n  Port %d\n"
                        .formatted(host.getKey(), host.getValue()))
            .collect(joining());
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
