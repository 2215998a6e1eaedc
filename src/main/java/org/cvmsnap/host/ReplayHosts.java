package org.cvmsnap.host;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.model.Machine;

/**
 * Answers reads from a transcript, one {@link Recording} a line. The host of the first line is the
 * control domain.
 *
 * <p>A command that was recorded several times gives its answers in that order, and then the last
 * one again. The directory of the program does not count. What was not recorded, and what mutates,
 * is {@link NotStarted}. Time is that of the recording, where it tells.
 */
public final class ReplayHosts implements Hosts {
  private record Key(String host, List<String> argv) {
    static Key of(String host, List<String> argv) {
      List<String> words = new ArrayList<>(argv);
      words.set(0, argv.get(0).substring(argv.get(0).lastIndexOf('/') + 1));
      return new Key(host, List.copyOf(words));
    }
  }

  private final Map<Key, Deque<Recording>> answers = new HashMap<>();
  private final String controlDomain;
  private final Time time;
  private final Optional<ReplayTime> recorded;

  private ReplayHosts(List<Recording> recordings, Time otherwise) {
    for (Recording recording : recordings) {
      Key key = Key.of(recording.host(), recording.argv());
      answers.computeIfAbsent(key, k -> new ArrayDeque<>()).add(recording);
    }
    this.controlDomain = recordings.get(0).host();
    this.recorded =
        recordings.stream().flatMap(each -> each.at().stream()).findFirst().map(ReplayTime::new);
    this.time = recorded.isPresent() ? recorded.get() : otherwise;
  }

  /**
   * Reads a transcript.
   *
   * @param otherwise the time where the transcript tells none
   * @throws UsageException when the file cannot be read, is empty, or has a line that is none
   */
  public static ReplayHosts read(Path file, Time otherwise) {
    return of(Recording.all(file), otherwise);
  }

  /** Answers from what was read of a transcript, which has one line at least. */
  public static ReplayHosts of(List<Recording> recordings, Time otherwise) {
    return new ReplayHosts(recordings, otherwise);
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
  public boolean recorded() {
    return true;
  }

  @Override
  public Time time() {
    return time;
  }

  private synchronized CommandResult answer(String host, Command command)
      throws InterruptedException {
    if (command.mutates()) {
      return new NotStarted("a recording cannot change anything: " + command.text());
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Deque<Recording> left = answers.get(Key.of(host, command.argv()));
    if (left == null) {
      return new NotStarted("the recording has no answer to '" + command.text() + "' on " + host);
    }
    Recording answer = left.removeFirst();
    if (left.isEmpty()) {
      left.addLast(answer);
    }
    recorded.ifPresent(passing -> answer.ended().ifPresent(passing::answered));
    return answer.result();
  }
}
