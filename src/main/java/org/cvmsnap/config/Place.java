package org.cvmsnap.config;

import java.nio.file.Path;

/**
 * Where something stands in a configuration file.
 *
 * @param line from 1; 0 where only the file is known
 * @param column from 1
 */
public record Place(Path file, int line, int column) {
  /** The file as a whole. */
  static Place of(Path file) {
    return new Place(file, 0, 0);
  }

  @Override
  public String toString() {
    return line == 0 ? file.toString() : "%s, line %d, column %d".formatted(file, line, column);
  }
}
