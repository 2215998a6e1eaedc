package org.cvmsnap.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;

/** Servers in this process. The line that a client sends is taken apart by a real shell. */
final class MinaServers implements SshServers {
  private final SimMachines machines;
  private final Map<String, SshServer> servers = new LinkedHashMap<>();
  private final Map<String, AtomicLong> handshakes = new ConcurrentHashMap<>();
  private final Path config;
  private volatile String shellSays = "";

  MinaServers(SimMachines machines, List<String> names, Keys keys) throws IOException {
    this.machines = machines;
    Map<String, InetSocketAddress> addresses = new LinkedHashMap<>();
    for (String name : names) {
      SshServer server = server(name, keys);
      server.start();
      servers.put(name, server);
      addresses.put(
          name, new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
    }
    config = keys.configuration(addresses);
  }

  private SshServer server(String machine, Keys keys) {
    AtomicLong count = new AtomicLong();
    handshakes.put(machine, count);
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(new FileKeyPairProvider(keys.host(machine)));
    server.setPublickeyAuthenticator(new AuthorizedKeysAuthenticator(keys.authorized()));
    server.setCommandFactory((channel, line) -> command(machine, line));
    server.addSessionListener(
        new SessionListener() {
          @Override
          public void sessionEvent(Session session, Event event) {
            if (event == Event.Authenticated) {
              count.incrementAndGet();
            }
          }
        });
    CoreModuleProperties.TCP_NODELAY.set(server, true);
    CoreModuleProperties.WELCOME_BANNER.set(server, "Authorized use only!\n");
    return server;
  }

  private Command command(String machine, String line) {
    return new AbstractCommandSupport(line, null) {
      @Override
      public void run() {
        try {
          getOutputStream().write(shellSays.getBytes(UTF_8));
          SimMachines.Answer answer = machines.run(machine, words(getCommand()));
          if (answer.cut()) {
            getServerSession().close(true);
            return;
          }
          if (answer.exit().isEmpty()) {
            new CountDownLatch(1).await();
          }
          getOutputStream().write(answer.out().getBytes(UTF_8));
          getErrorStream().write(answer.err().getBytes(UTF_8));
          getOutputStream().flush();
          getErrorStream().flush();
          onExit(answer.exit().orElseThrow());
        } catch (IOException | IllegalArgumentException e) {
          onExit(126, String.valueOf(e));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  /**
   * The words of a line as a shell hands them to a program, having done what it says; what leaves
   * the home of the user is before them.
   */
  private static List<String> words(String whole) throws IOException {
    boolean leaves = whole.startsWith("cd / && ");
    String line = leaves ? whole.substring("cd / && ".length()) : whole;
    Process shell =
        new ProcessBuilder("/bin/sh", "-c", "eval \"set -- $1\"; printf '%s\\0' \"$@\"", "sh", line)
            .start();
    String out = new String(shell.getInputStream().readAllBytes(), UTF_8);
    List<String> words = new ArrayList<>(leaves ? List.of("cd", "/", "&&") : List.of());
    words.addAll(List.of(out.split("\0", -1)));
    words.remove(words.size() - 1);
    return words;
  }

  @Override
  public Path config() {
    return config;
  }

  @Override
  public long handshakes(String machine) {
    AtomicLong count = handshakes.get(machine);
    return count == null ? 0 : count.get();
  }

  @Override
  public void shellSays(String text) {
    shellSays = text;
  }

  @Override
  public void close() {
    for (SshServer server : servers.values()) {
      try {
        server.stop(true);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
