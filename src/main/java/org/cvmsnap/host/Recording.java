package org.cvmsnap.host;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.host.CommandResult.Finished;
import org.jspecify.annotations.Nullable;

/**
 * One line of a transcript: a command that ran somewhere, and what came of it. Keys other than
 * {@code host}, {@code argv}, {@code exit}, {@code stdout} and {@code stderr} are passed over.
 */
record Recording(String host, List<String> argv, Finished result) {
  Recording {
    argv = List.copyOf(argv);
  }

  /**
   * Reads one line.
   *
   * @param where the file and line, for the message
   * @throws UsageException when it is not the record of a command
   */
  static Recording parse(String line, String where) {
    try {
      Map<String, Object> map = JSON.std.mapFrom(line);
      return new Recording(
          text(map.get("host"), "host"),
          words(map.get("argv")),
          new Finished(
              number(map.get("exit")),
              text(map.get("stdout"), "stdout"),
              text(map.get("stderr"), "stderr")));
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException(
          where + " is not the record of a command: " + firstLine(e),
          "Record it with scripts/record.");
    }
  }

  private static String text(@Nullable Object value, String key) {
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("\"" + key + "\" is missing, or no string");
  }

  private static int number(@Nullable Object value) {
    if (value instanceof Integer number) {
      return number;
    }
    throw new IllegalArgumentException("\"exit\" is missing, or no number");
  }

  private static List<String> words(@Nullable Object value) {
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      throw new IllegalArgumentException("\"argv\" is missing, or no list of words");
    }
    List<String> words = new ArrayList<>();
    for (Object word : list) {
      words.add(text(word, "argv"));
    }
    return words;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
