package org.cvmsnap.host;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.model.Machine;
import org.jspecify.annotations.Nullable;

/**
 * Answers reads from a transcript, one {@link Recording} a line. The host of the first line is the
 * control domain.
 *
 * <p>A command that was recorded several times gives its answers in that order, and then the last
 * one again. The directory of the program does not count. What was not recorded, and what mutates,
 * is {@link NotStarted}.
 */
public final class ReplayHosts implements Hosts {
  private record Key(String host, List<String> argv) {
    static Key of(String host, List<String> argv) {
      List<String> words = new ArrayList<>(argv);
      words.set(0, argv.get(0).replaceFirst(".*/", ""));
      return new Key(host, List.copyOf(words));
    }
  }

  private final Map<Key, Deque<Finished>> answers = new HashMap<>();
  private final String controlDomain;
  private final Time time;

  private ReplayHosts(List<Recording> recordings, Time time) {
    for (Recording recording : recordings) {
      Key key = Key.of(recording.host(), recording.argv());
      answers.computeIfAbsent(key, k -> new ArrayDeque<>()).add(recording.result());
    }
    this.controlDomain = recordings.get(0).host();
    this.time = time;
  }

  /**
   * Reads a transcript.
   *
   * @throws UsageException when the file cannot be read, is empty, or has a line that is none
   */
  public static ReplayHosts read(Path file, Time time) {
    List<Recording> recordings = new ArrayList<>();
    try {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        if (!line.isBlank()) {
          recordings.add(Recording.parse(line, file + ":" + number));
        }
      }
    } catch (IOException e) {
      throw new UsageException("cannot read the transcript " + file + ": " + e, "");
    }
    if (recordings.isEmpty()) {
      throw new UsageException("the transcript " + file + " is empty", "");
    }
    return new ReplayHosts(recordings, time);
  }

  @Override
  public Host controlDomain() {
    return command -> answer(controlDomain, command);
  }

  @Override
  public Host on(Machine machine) {
    return machine.kind() == Machine.Kind.CONTROL_DOMAIN
        ? controlDomain()
        : command -> answer(machine.name(), command);
  }

  @Override
  public Time time() {
    return time;
  }

  private synchronized CommandResult answer(String host, Command command)
      throws InterruptedException {
    if (command.mutates()) {
      return new NotStarted("a transcript cannot change anything: " + command.text());
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Deque<Finished> left = answers.get(Key.of(host, command.argv()));
    if (left == null) {
      return new NotStarted("not in the transcript: " + host + ": " + command.text());
    }
    Finished answer = left.removeFirst();
    if (left.isEmpty()) {
      left.addLast(answer);
    }
    return answer;
  }

  /**
   * One line of a transcript: a command that ran somewhere, and what came of it. Keys other than
   * {@code host}, {@code argv}, {@code exit}, {@code stdout} and {@code stderr} are passed over.
   */
  private record Recording(String host, List<String> argv, Finished result) {
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
}
