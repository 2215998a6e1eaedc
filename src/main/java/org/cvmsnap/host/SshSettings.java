package org.cvmsnap.host;

import java.time.Duration;
import java.util.List;

/**
 * How machines are reached over ssh.
 *
 * @param client the client and its own arguments; {@code ssh} alone leaves all to its configuration
 * @param connectTimeout how long it may try to connect, in whole seconds; zero leaves it to the
 *     client, for one so old that it does not know the option
 */
public record SshSettings(List<String> client, Duration connectTimeout) {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  public SshSettings {
    client = List.copyOf(client);
    if (client.isEmpty() || connectTimeout.isNegative()) {
      throw new IllegalArgumentException("no ssh client, or no time to connect: " + client);
    }
  }

  public static SshSettings standard() {
    return new SshSettings(List.of("ssh"), CONNECT_TIMEOUT);
  }
}
