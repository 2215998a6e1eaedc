package org.cvmsnap.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.model.Machine;
import org.cvmsnap.sim.SimHosts;
import org.cvmsnap.sim.SimStore;

/**
 * Answers for executables that are real processes, each a shell that asks here what a simulated
 * cluster answers: at once, as simulated time costs none.
 */
final class CommandServer implements Closeable {
  private static final Duration FOR_EVER = Duration.ofDays(1);
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private static final String SCRIPT =
      """
      #!/bin/bash
      began=$EPOCHREALTIME
      exec 3<>/dev/tcp/127.0.0.1/%d
      printf '%%s\\0' $(($# + 2)) "$began" "${0##*/}" "$@" >&3
      read -r status lines <&3
      while ((lines-- > 0)); do IFS= read -r line <&3 && printf '%%s\\n' "$line" >&2; done
      cat <&3
      exit "$status"
      """;

  private final SimHosts hosts;
  private final ServerSocket socket;
  private final List<Ran> ran = new CopyOnWriteArrayList<>();

  /** A process, from its first line until it has its answer, in nanoseconds of the day's clock. */
  record Ran(String words, long began, long ended) {}

  CommandServer(SimStore store) throws IOException {
    hosts = new SimHosts(store, "sun-1", 0, () -> {});
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "commands");
    thread.setDaemon(true);
    thread.start();
  }

  SimHosts hosts() {
    return hosts;
  }

  List<Ran> ran() {
    return ran;
  }

  /** Writes an executable for each of the programs. */
  void write(Path bin, List<String> programs) throws IOException {
    Files.createDirectories(bin);
    for (String program : programs) {
      Path file = Files.writeString(bin.resolve(program), SCRIPT.formatted(socket.getLocalPort()));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        answer(client.getInputStream(), client.getOutputStream());
      } catch (IOException | InterruptedException e) {
        return; // closed
      }
    }
  }

  private void answer(InputStream in, OutputStream out) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    int count = Integer.parseInt(word(in));
    for (int i = 0; i < count; i++) {
      words.add(word(in));
    }
    long began = Math.round(Double.parseDouble(words.get(0)) * 1e6) * 1000;
    List<String> argv = words.subList(1, words.size());
    CommandResult.Finished said = said(argv);
    String head = "%d %d\n".formatted(said.exit(), said.err().lines().count());
    String err = said.err().isEmpty() || said.err().endsWith("\n") ? said.err() : said.err() + "\n";
    out.write((head + err + said.out()).getBytes(UTF_8));
    out.flush();
    Instant now = Instant.now();
    ran.add(
        new Ran(
            String.join(" ", argv), began, now.getEpochSecond() * 1_000_000_000L + now.getNano()));
  }

  private CommandResult.Finished said(List<String> argv) throws InterruptedException {
    boolean ssh = argv.get(0).equals("ssh");
    if (ssh && argv.contains("-V")) {
      return new CommandResult.Finished(0, "", "Sun_SSH_1.1.7\n");
    }
    List<String> line = ssh ? line(argv.get(argv.size() - 1)) : argv;
    if (line.contains("true")) {
      return new CommandResult.Finished(0, "", "");
    }
    String machine = ssh ? argv.get(argv.size() - 2) : "sun-1";
    CommandResult result = hosts.on(Machine.node(machine)).run(Command.mutates(FOR_EVER, line));
    return result instanceof CommandResult.Finished finished
        ? finished
        : new CommandResult.Finished(255, "", result.why() + "\n");
  }

  private static List<String> line(String words) {
    List<String> line = new ArrayList<>();
    Matcher matcher = WORD.matcher(words);
    while (matcher.find()) {
      line.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return line;
  }

  private static String word(InputStream in) throws IOException {
    ByteArrayOutputStream word = new ByteArrayOutputStream();
    for (int read = in.read(); read > 0; read = in.read()) {
      word.write(read);
    }
    return word.toString(UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
