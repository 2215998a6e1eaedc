package org.cvmsnap.host;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.host.CommandResult.Unknown;
import org.cvmsnap.model.ShellLine;
import org.jspecify.annotations.Nullable;

/**
 * One line of a transcript: a command that ran somewhere, and what came of it. A command that ended
 * has {@code exit}, {@code stdout} and {@code stderr}; one that did not start has {@code
 * notStarted}, and {@code missing} where the machine has no such program; one that gave no answer
 * has {@code unknown}. Other keys are passed over.
 *
 * @param host the machine; the control domain of a transcript is the host of its first line
 * @param at when it began; empty where that was not recorded
 * @param took how long it took; empty where that was not recorded
 */
public record Recording(
    String host,
    List<String> argv,
    CommandResult result,
    Optional<Instant> at,
    Optional<Duration> took) {
  public Recording {
    argv = List.copyOf(argv);
    if (at.isPresent()) {
      Instant unused = at.get().plus(took.orElse(Duration.ZERO)); // or there is no such moment
    }
  }

  /**
   * Reads a transcript; there is one line at least.
   *
   * @throws UsageException when the file cannot be read, is empty, or has a line that is none
   */
  public static List<Recording> all(Path file) {
    List<Recording> recordings = new ArrayList<>();
    try {
      List<String> lines = Files.readAllLines(file);
      for (int number = 1; number <= lines.size(); number++) {
        String line = lines.get(number - 1);
        if (number == lines.size() && number > 1 && cutOff(line)) {
          throw new UsageException(
              "The last line of " + file + " is cut off.",
              "What is before it is whole: "
                  + ShellLine.hint("sed '$d' %s > %s", file, file + ".whole"));
        }
        if (!line.isBlank()) {
          recordings.add(parse(line, file + ":" + number));
        }
      }
    } catch (IOException e) {
      throw new UsageException("cannot read the transcript " + file + ": " + e, "");
    }
    if (recordings.isEmpty()) {
      throw new UsageException("the transcript " + file + " is empty", "");
    }
    return recordings;
  }

  /** Whether a line has the beginning of a record and not its end. */
  private static boolean cutOff(String line) {
    return line.startsWith("{") && !line.endsWith("}");
  }

  /**
   * Writes a transcript to a new file, which its owner alone can read.
   *
   * @throws UsageException when there is such a file, or it cannot be written
   */
  public static void write(List<Recording> recordings, Path file) {
    List<String> lost = new ArrayList<>();
    try (Recorder recorder = Recorder.create(file, lost::add)) {
      recordings.forEach(recorder::add);
    }
    if (!lost.isEmpty()) {
      throw new UsageException(lost.get(0), "");
    }
  }

  /**
   * Reads one line.
   *
   * @param where the file and line, for the message
   * @throws UsageException when it is not the record of a command
   */
  static Recording parse(String line, String where) {
    try {
      @Nullable Map<String, Object> map = JSON.std.mapFrom(line);
      if (map == null) {
        throw new IllegalArgumentException("it is null");
      }
      return new Recording(
          text(map.get("host"), "host"),
          words(map.get("argv")),
          result(map),
          Optional.ofNullable(map.get("at")).map(at -> Instant.parse(text(at, "at"))),
          Optional.ofNullable(map.get("seconds")).map(Recording::seconds));
    } catch (IOException | IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw new UsageException(
          where + " is not the record of a command: " + firstLine(e), "Record it with --record.");
    }
  }

  /** When the answer came; empty where that was not recorded. */
  Optional<Instant> ended() {
    return at.map(began -> began.plus(took.orElse(Duration.ZERO)));
  }

  /** The line. */
  public String json() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("host", host);
    at.ifPresent(instant -> map.put("at", instant.toString()));
    map.put("argv", argv);
    if (result instanceof Finished finished) {
      map.put("exit", finished.exit());
      map.put("stdout", finished.out());
      map.put("stderr", finished.err());
    } else if (result instanceof NotStarted not) {
      map.put("notStarted", not.why());
      if (not.missing()) {
        map.put("missing", true);
      }
    } else {
      map.put("unknown", result.why());
    }
    took.ifPresent(duration -> map.put("seconds", duration.toMillis() / 1000.0));
    try {
      return JSON.std.asString(map);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // text is written to memory
    }
  }

  private static CommandResult result(Map<String, Object> map) {
    if (map.containsKey("notStarted")) {
      return new NotStarted(
          text(map.get("notStarted"), "notStarted"), Boolean.TRUE.equals(map.get("missing")));
    }
    if (map.containsKey("unknown")) {
      return new Unknown(text(map.get("unknown"), "unknown"));
    }
    return new Finished(
        number(map.get("exit")),
        text(map.get("stdout"), "stdout"),
        text(map.get("stderr"), "stderr"));
  }

  private static Duration seconds(Object value) {
    if (value instanceof Number number && number.doubleValue() >= 0) {
      return Duration.ofMillis(Math.round(number.doubleValue() * 1000));
    }
    throw new IllegalArgumentException("\"seconds\" is no number of seconds");
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
