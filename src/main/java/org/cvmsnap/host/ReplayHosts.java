package org.cvmsnap.host;

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
}
