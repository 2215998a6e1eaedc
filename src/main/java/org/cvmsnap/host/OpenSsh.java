package org.cvmsnap.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.host.CommandResult.Finished;

/**
 * What an OpenSSH client can do and SunSSH cannot: notice that the other side is gone, and let
 * commands share a connection, which a client in the background keeps.
 *
 * <p>The sockets of these clients are in a directory of this process. One whose process was killed
 * ends by itself when no command has been under way for {@link #IDLE}; only its empty directory is
 * left, and is removed by another process later.
 */
final class OpenSsh implements AutoCloseable {
  /** Three times no answer: the connection is dead, and not only the command slow. */
  static final List<String> ALIVE =
      List.of("-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=3");

  private static final Duration IDLE = Duration.ofSeconds(45);
  private static final Duration LEFT_BEHIND = Duration.ofHours(1);

  /** The name of a socket has to do with 104 bytes, of which ssh itself takes 17 for a while. */
  private static final Path PLACE = Path.of("/tmp");

  private static final String PREFIX = "cvmsnap-ssh";

  /** ControlPersist came with OpenSSH 5.6: OpenSSH_9.2p1 Debian-2, OpenSSL 3.0.19. */
  private static final Pattern VERSION = Pattern.compile("OpenSSH_(\\d{1,4})\\.(\\d{1,4}).*");

  private final Path directory;
  private int sockets;

  private OpenSsh(Path directory) {
    this.directory = directory;
  }

  /** Empty when {@code version}, the result of {@code ssh -V}, is another one, or too old. */
  static Optional<OpenSsh> of(CommandResult version) {
    if (!(version instanceof Finished finished)) {
      return Optional.empty();
    }
    Matcher matcher = VERSION.matcher(finished.err().lines().findFirst().orElse(""));
    if (!matcher.matches()
        || 1000 * Integer.parseInt(matcher.group(1)) + Integer.parseInt(matcher.group(2)) < 5006) {
      return Optional.empty();
    }
    removeLeftBehind();
    try {
      // Only this user can enter it: its mode is 0700.
      return Optional.of(new OpenSsh(Files.createTempDirectory(PLACE, PREFIX)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void removeLeftBehind() {
    File[] old =
        PLACE
            .toFile()
            .listFiles(
                file ->
                    file.getName().startsWith(PREFIX)
                        && file.lastModified()
                            < System.currentTimeMillis() - LEFT_BEHIND.toMillis());
    for (File directory : old == null ? new File[0] : old) {
      // The removal fails unless the directory is ours and empty.
      boolean unused = directory.delete();
    }
  }

  /** The name of a new socket. */
  synchronized Path socket() {
    sockets++;
    return directory.resolve(String.valueOf(sockets));
  }

  /**
   * Has a client connect, stay in the background when it has, and let others use its connection.
   */
  static List<String> keeping(Path socket) {
    List<String> options = new ArrayList<>(ALIVE);
    options.addAll(List.of("-o", "ControlMaster=yes", "-o", "ControlPath=" + socket));
    options.addAll(List.of("-o", "ControlPersist=" + IDLE.toSeconds(), "-f", "-N"));
    return options;
  }

  /** Has a client use the connection at a socket, or one of its own if that is gone. */
  static List<String> through(Path socket) {
    return List.of("-o", "ControlMaster=no", "-o", "ControlPath=" + socket);
  }

  /** Has the client that keeps the connection at a socket end. */
  static List<String> ending(Path socket) {
    return List.of("-o", "ControlPath=" + socket, "-O", "exit");
  }

  @Override
  public void close() {
    boolean unused = directory.toFile().delete();
  }
}
