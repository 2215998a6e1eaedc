package org.cvmsnap.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import org.cvmsnap.error.UsageException;

/**
 * A transcript that is being written, a line when a command has ended. That it cannot be written on
 * is told once and hinders nobody: what is recorded is worth less than what is done.
 */
public final class Recorder implements AutoCloseable {
  private final Path file;
  private final OutputStream out;
  private final Consumer<String> warning;
  private boolean incomplete;

  Recorder(Path file, OutputStream out, Consumer<String> warning) {
    this.file = file;
    this.out = out;
    this.warning = warning;
  }

  /**
   * Begins a transcript in a new file, which its owner alone can read.
   *
   * @param warning told when it cannot be written on
   * @throws UsageException when there is such a file, or it cannot be made
   */
  public static Recorder create(Path file, Consumer<String> warning) {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      // Of all streams this one is not closed when its thread is interrupted.
      return new Recorder(file, new FileOutputStream(file.toFile(), true), warning);
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(
          "there is a file " + file + ", and no recording is written over it",
          "Give --record the name of a new file; recordings are joined with cat.");
    } catch (IOException e) {
      throw new UsageException("the recording " + file + " cannot be begun: " + e, "");
    }
  }

  /** Adds a line. */
  public synchronized void add(Recording recording) {
    if (incomplete) {
      return;
    }
    try {
      out.write((recording.json() + "\n").getBytes(UTF_8));
      out.flush();
    } catch (IOException e) {
      incomplete = true;
      warning.accept(
          "the recording "
              + file
              + " ends here, as it cannot be written on ("
              + e.getMessage()
              + "); what is being done goes on");
    }
  }

  /** Whether a command is missing from it. */
  public synchronized boolean incomplete() {
    return incomplete;
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
    } catch (IOException e) {
      incomplete = true;
    }
  }
}
