package org.cvmsnap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A file that lines are added to, for its owner alone, whatever the umask. When it is full it is
 * put beside those that were full before it, of which some are kept.
 */
final class LogFile {
  private static final long SIZE = 5L << 20;

  /** Old files beside the one that is written: 15 MB together. */
  private static final int OLD_FILES = 2;

  private final Path file;
  private @Nullable OutputStream out;
  private boolean ended;

  LogFile(Path file) {
    this.file = file;
  }

  /** Adds lines; after the first that cannot be written there are no more. */
  synchronized void write(String lines) {
    if (ended) {
      return;
    }
    try {
      if (out != null && file.toFile().length() >= SIZE) {
        out.close();
        out = null;
        putAside();
      }
      if (out == null) {
        out = open();
      }
      out.write(lines.getBytes(UTF_8));
    } catch (IOException e) {
      close();
    }
  }

  private OutputStream open() throws IOException {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      // It goes on where an earlier run ended.
    }
    return new FileOutputStream(file.toFile(), true);
  }

  private void putAside() throws IOException {
    for (int number = OLD_FILES; number > 0; number--) {
      Path younger = number == 1 ? file : old(number - 1);
      if (Files.exists(younger)) {
        Files.move(younger, old(number), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Path old(int number) {
    return Path.of(file + "." + number);
  }

  /** Writes no more. */
  synchronized void close() {
    ended = true;
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      // What is not in the log is not missed.
    }
  }
}
