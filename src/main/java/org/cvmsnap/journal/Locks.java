package org.cvmsnap.journal;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Locks by name, such as one for each guest. Each is a kernel lock on a file, so it dies with the
 * process that holds it and never goes stale; what the file says is for people only.
 */
public final class Locks {
  /**
   * What this process has. Its lock files are not opened again: closing any of a file's channels
   * gives up all locks that the process has on the file (fcntl(2)).
   */
  private static final Map<Path, Owner> HERE = new ConcurrentHashMap<>();

  private final Path directory;

  public Locks(Path directory) {
    this.directory = directory;
  }

  /** A lock that is held until it is closed or the process ends. */
  public static final class Held implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private Held(Path file, FileChannel channel) {
      this.file = file;
      this.channel = channel;
    }

    @Override
    public void close() throws IOException {
      try {
        channel.close();
      } finally {
        HERE.remove(file);
      }
    }
  }

  /**
   * Takes the lock, or returns empty where another process (or another thread of this one) has it.
   *
   * @throws IOException when the file cannot be made or written
   */
  public Optional<Held> tryLock(String name, Owner owner) throws IOException {
    StateDirectory.make(directory);
    Path file = file(name);
    if (HERE.putIfAbsent(file, owner) != null) {
      return Optional.empty();
    }
    Optional<Held> held = Optional.empty();
    try {
      held = locked(file, owner);
      return held;
    } finally {
      if (held.isEmpty()) {
        HERE.remove(file);
      }
    }
  }

  private static Optional<Held> locked(Path file, Owner owner) throws IOException {
    FileChannel channel = StateDirectory.open(file);
    try {
      if (channel.tryLock() == null) {
        channel.close();
        return Optional.empty();
      }
      String text = JSON.std.asString(RecordCodec.write(owner)) + "\n";
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      channel.write(ByteBuffer.wrap(bytes));
      // After the write: some file systems wait for the disk when a file was emptied first.
      channel.truncate(bytes.length);
      return Optional.of(new Held(file, channel));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Who has the lock now; empty where nobody has.
   *
   * @throws IOException where that cannot be learned
   */
  public Optional<Owner> holder(String name) throws IOException {
    Path file = file(name);
    Optional<Owner> last = lastHolder(name);
    if (HERE.containsKey(file)) {
      return last;
    }
    boolean gone = last.isPresent() && ProcessHandle.of(last.get().pid()).isEmpty();
    if (gone || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty(); // nobody who just takes it meets the lock below
    }
    try (FileChannel channel = StateDirectory.open(file)) {
      if (channel.tryLock() != null) {
        return Optional.empty();
      }
    }
    return Optional.of(
        last.orElseThrow(() -> new IOException(file + " does not tell whose lock it is")));
  }

  /** Who last took the lock; empty where nobody did or it cannot be read. */
  public Optional<Owner> lastHolder(String name) {
    Path file = file(name);
    Owner here = HERE.get(file);
    if (here != null) {
      return Optional.of(here);
    }
    try {
      String text = new String(StateDirectory.read(file), StandardCharsets.UTF_8);
      @Nullable Map<String, Object> map = JSON.std.mapFrom(text);
      return Optional.ofNullable(map).map(told -> RecordCodec.read(Owner.class, told));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Path file(String name) {
    return directory.resolve(name + ".lock").toAbsolutePath().normalize();
  }
}
