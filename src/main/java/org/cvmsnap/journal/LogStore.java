package org.cvmsnap.journal;

import java.io.IOException;
import java.util.List;

/** Where the logs of runs are kept: named lists of lines that only ever grow. */
public interface LogStore {
  /** The names of the logs that were not put away, sorted. */
  List<String> names() throws IOException;

  /** The names of the logs that were put away, sorted. */
  List<String> putAway() throws IOException;

  /** Whether there is a log of that name, put away or not. */
  boolean has(String name);

  /** Puts a log away that nobody has to look at any more; it can be read as before. */
  void putAway(String name) throws IOException;

  /** Where new logs are made, and whether there is room for them; nothing is made. */
  StateDirectory.Place place() throws IOException;

  /** Where a log is, for people. */
  String place(String name);

  /**
   * The complete lines of a log. A last line that was torn by a crash is not among them, because
   * nothing was done in reliance on it.
   */
  List<String> lines(String name) throws IOException;

  /**
   * Opens a log to append to, making it where it is missing, and cuts off a torn last line.
   *
   * @throws IOException when it cannot be opened or made
   */
  Log open(String name) throws IOException;

  /** One log that is open for writing. */
  interface Log extends AutoCloseable {
    /**
     * Appends a line and returns once it is on disk. Where it throws, the log is as before or ends
     * in a torn line, and the next call may succeed.
     */
    void append(String line) throws IOException;

    @Override
    void close();
  }
}
