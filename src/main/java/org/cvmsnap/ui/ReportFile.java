package org.cvmsnap.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cvmsnap.error.UsageException;

/** A new file for a report that is written when all is done. */
public final class ReportFile {
  private final Path file;

  private ReportFile(Path file) {
    this.file = file;
  }

  /**
   * Makes the file, so that a report is not lost for want of one.
   *
   * @throws UsageException when there is such a file, or it cannot be made
   */
  public static ReportFile create(Path file) {
    try {
      Files.createFile(file);
      return new ReportFile(file);
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(
          "there is a file " + file + ", and no report is written over it", "Name a new file.");
    } catch (IOException e) {
      throw new UsageException("the report " + file + " cannot be begun: " + e, "");
    }
  }

  /** Takes it away, where nothing has come of it. */
  public void discard() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // An empty file says that there is no report.
    }
  }

  /** Writes it; why that could not be done. */
  Optional<String> write(String text) {
    try {
      Files.write(file, ControlCharacters.escaped(text).getBytes(UTF_8));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("the report %s cannot be written: %s".formatted(file, e.getMessage()));
    }
  }
}
