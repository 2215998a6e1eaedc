package org.cvmsnap.journal;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Locks by name, such as one for each guest. Each is a kernel lock on a file, so it dies with the
 * process that holds it and never goes stale; what the file says is for people only.
 */
public final class Locks {
  private final Path directory;

  public Locks(Path directory) {
    this.directory = directory;
  }

  /** A lock that is held until it is closed or the process ends. */
  public static final class Held implements AutoCloseable {
    private final FileChannel channel;

    private Held(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /**
   * Takes the lock, or returns empty where another process (or another thread of this one) has it.
   *
   * @throws IOException when the file cannot be made or written
   */
  public Optional<Held> tryLock(String name, Owner owner) throws IOException {
    StateDirectory.make(directory);
    FileChannel channel = StateDirectory.open(file(name));
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      String text = JSON.std.asString(RecordCodec.write(owner)) + "\n";
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      channel.write(ByteBuffer.wrap(bytes));
      // After the write: some file systems wait for the disk when a file was emptied first.
      channel.truncate(bytes.length);
      return Optional.of(new Held(channel));
    } catch (OverlappingFileLockException e) {
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Who last took the lock; empty where nobody did or it cannot be read. */
  public Optional<Owner> lastHolder(String name) {
    try {
      String text = new String(StateDirectory.read(file(name)), StandardCharsets.UTF_8);
      return Optional.of(RecordCodec.read(Owner.class, JSON.std.mapFrom(text)));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Path file(String name) {
    return directory.resolve(name + ".lock");
  }
}
