package org.cvmsnap.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs as files in one directory (mode 0700, files 0600), each line forced to disk; those that were
 * put away are in the directory {@code ended} beside it.
 */
public final class LogDirectory implements LogStore {
  private static final String SUFFIX = ".jsonl";
  private static final Logger log = LoggerFactory.getLogger(LogDirectory.class);

  private final Path directory;
  private final Path away;

  public LogDirectory(Path directory) {
    this.directory = directory;
    this.away = directory.resolveSibling("ended");
  }

  @Override
  public List<String> names() throws IOException {
    return names(directory);
  }

  @Override
  public List<String> putAway() throws IOException {
    return names(away);
  }

  private static List<String> names(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  @Override
  public StateDirectory.Place place() throws IOException {
    Path state = directory.toAbsolutePath().getParent();
    return new StateDirectory(state == null ? directory : state).place();
  }

  @Override
  public String place(String name) {
    return file(name).toString();
  }

  @Override
  public List<String> lines(String name) throws IOException {
    byte[] bytes = StateDirectory.read(file(name));
    int length = wholeLength(bytes);
    String rest = new String(bytes, length, bytes.length - length, StandardCharsets.UTF_8);
    int known = LineCheck.overran(rest) ? bytes.length : length;
    return new String(bytes, 0, known, StandardCharsets.UTF_8).lines().toList();
  }

  /** The length up to and with the last line end. */
  private static int wholeLength(byte[] bytes) {
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] != '\n') {
      length--;
    }
    return length;
  }

  @Override
  public boolean has(String name) {
    return Files.exists(file(name), LinkOption.NOFOLLOW_LINKS);
  }

  /** Whatever a power cut makes of it, the log is in the one place or the other. */
  @Override
  public void putAway(String name) throws IOException {
    StateDirectory.make(away);
    Files.move(
        directory.resolve(name + SUFFIX),
        away.resolve(name + SUFFIX),
        StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes all logs, also those that were put away. */
  public void clear() throws IOException {
    for (Path place : List.of(directory, away)) {
      for (String name : names(place)) {
        Files.delete(place.resolve(name + SUFFIX));
      }
    }
  }

  private Path file(String name) {
    Path file = directory.resolve(name + SUFFIX);
    Path put = away.resolve(name + SUFFIX);
    return !Files.exists(file, LinkOption.NOFOLLOW_LINKS)
            && Files.exists(put, LinkOption.NOFOLLOW_LINKS)
        ? put
        : file;
  }

  @Override
  public Log open(String name) throws IOException {
    StateDirectory.make(directory);
    Path file = file(name);
    boolean fresh = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    FileChannel channel = StateDirectory.open(file);
    if (fresh) {
      StateDirectory.force(directory);
    }
    return new FileLog(file, channel, wholeLength(StateDirectory.read(file)));
  }

  /** One open file. What lies behind {@code whole} is a torn line, written over by the next. */
  private static final class FileLog implements Log {
    private final Path file;
    private FileChannel channel;
    private long whole;

    FileLog(Path file, FileChannel channel, long whole) {
      this.file = file;
      this.channel = channel;
      this.whole = whole;
    }

    /** An interrupt closes a channel that is being written to: it waits until the line is there. */
    @Override
    public void append(String line) throws IOException {
      boolean interrupted = Thread.interrupted();
      boolean written = false;
      try {
        while (!written) {
          try {
            write(line);
            written = true;
          } catch (ClosedByInterruptException e) {
            interrupted = Thread.interrupted();
            channel = StateDirectory.open(file);
          }
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    private void write(String line) throws IOException {
      if (channel.size() != whole) {
        channel.truncate(whole);
      }
      channel.position(whole);
      ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      int length = bytes.remaining();
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      whole += length;
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        // Every line was forced to disk when it was written, so nothing is lost.
        log.warn("closing a journal failed", e);
      }
    }
  }
}
