package org.cvmsnap.sim;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.sim.vxvm.Storage;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in a directory: {@code cluster.json}, replaced at once after each command; {@code
 * log.jsonl}, which only grows; and {@code lock}, held from reading to writing. The lock file
 * counts the writes, so that a process sees whether its copy in memory is still the newest.
 *
 * <p>Only streams of {@code java.io} are used, as an interrupt closes a channel under its reader.
 */
final class DirectoryStore implements SimStore {
  private static final JSON JSON_FORM = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

  private final Path directory;
  private final Supplier<SimCluster> first;
  private final Storage storage;

  private @Nullable SimCluster cluster;
  private byte[] saved = new byte[0];
  private long generation = -1;
  private long logged;

  DirectoryStore(Path directory, Supplier<SimCluster> first, Storage storage) {
    this.directory = directory;
    this.first = first;
    this.storage = storage;
  }

  @Override
  public synchronized <T> T with(Function<SimCluster, T> act) {
    return locked(
        lock -> {
          SimCluster current = current(lock);
          cluster = null; // until it is saved: what was thrown in between is not kept
          T result = act.apply(current);
          save(lock, current);
          return result;
        });
  }

  @Override
  public synchronized <T> T look(Function<SimCluster, T> look) {
    return locked(
        lock -> {
          SimCluster current = current(lock);
          cluster = current;
          return look.apply(current);
        });
  }

  @Override
  public synchronized void replace(SimCluster other) {
    locked(
        lock -> {
          generation = written(lock);
          logged = 0;
          saved = new byte[0];
          save(lock, other);
          return other;
        });
  }

  @Override
  public synchronized List<LogEntry> log() {
    return locked(
        lock -> {
          cluster = current(lock);
          List<LogEntry> entries = new ArrayList<>();
          for (String line : logText().lines().toList()) {
            entries.add(LogEntry.from(ConfigTable.of(JSON_FORM.mapFrom(line), "the log")));
          }
          return entries;
        });
  }

  private interface Locked<T> {
    T with(RandomAccessFile lock) throws IOException;
  }

  private <T> T locked(Locked<T> act) {
    boolean interrupted = Thread.interrupted();
    try {
      makeDirectory();
      try (RandomAccessFile lock = new RandomAccessFile(file("lock").toFile(), "rw")) {
        FileLock held = acquire(lock);
        try {
          return act.with(lock);
        } finally {
          held.release();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the simulated cluster in " + directory, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void makeDirectory() throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
      if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
      }
    }
  }

  /** Tries again and again: a lock that blocks would be broken by an interrupt. */
  private static FileLock acquire(RandomAccessFile lock) throws IOException {
    while (true) {
      try {
        FileLock held = lock.getChannel().tryLock();
        if (held != null) {
          return held;
        }
      } catch (OverlappingFileLockException e) {
        // Another store of this process holds it.
      }
      LockSupport.parkNanos(500_000);
    }
  }

  private SimCluster current(RandomAccessFile lock) throws IOException {
    long written = written(lock);
    if (cluster != null && written == generation) {
      return cluster;
    }
    generation = written;
    if (!Files.exists(file("cluster.json"))) {
      logged = 0;
      saved = new byte[0];
      return first.get();
    }
    saved = read(file("cluster.json"));
    try {
      ConfigTable doc = ConfigTable.of(JSON_FORM.mapFrom(saved), "the saved cluster");
      logged = doc.number("logged");
      return SimCluster.fromJson(doc.table("cluster").toMap(), storage);
    } catch (UsageException | IllegalArgumentException | IOException e) {
      throw new UsageException(
          "the simulated cluster in " + directory + " cannot be read: " + e.getMessage(),
          "start afresh with: cvmsnap sim init");
    }
  }

  private static long written(RandomAccessFile lock) throws IOException {
    if (lock.length() < Long.BYTES) {
      return 0;
    }
    lock.seek(0);
    return lock.readLong();
  }

  /** Whoever dies in between leaves the cluster before the command, and a log that is cut back. */
  private void save(RandomAccessFile lock, SimCluster current) throws IOException {
    byte[] lines = lines(current.entries());
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("logged", logged + lines.length);
    map.put("cluster", current.toJson());
    byte[] json = JSON_FORM.asBytes(map);
    if (!Arrays.equals(json, saved)) {
      appendLog(lines);
      generation++;
      lock.seek(0);
      lock.writeLong(generation);
      Path next = file("cluster.json.new");
      try (FileOutputStream out = new FileOutputStream(next.toFile())) {
        out.write(json);
      }
      Files.move(
          next,
          file("cluster.json"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      saved = json;
      logged += lines.length;
    }
    current.entries().clear();
    cluster = current;
  }

  private static byte[] lines(List<LogEntry> entries) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (LogEntry entry : entries) {
      lines.write(JSON_FORM.asBytes(entry.toMap()));
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  private void appendLog(byte[] lines) throws IOException {
    try (RandomAccessFile log = new RandomAccessFile(file("log.jsonl").toFile(), "rw")) {
      log.setLength(logged);
      log.seek(logged);
      log.write(lines);
    }
  }

  private String logText() throws IOException {
    if (logged == 0) {
      return "";
    }
    byte[] all = read(file("log.jsonl"));
    return new String(all, 0, Math.toIntExact(logged), StandardCharsets.UTF_8);
  }

  private static byte[] read(Path file) throws IOException {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      return in.readAllBytes();
    }
  }

  private Path file(String name) {
    return directory.resolve(name);
  }
}
