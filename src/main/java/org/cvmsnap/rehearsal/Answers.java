package org.cvmsnap.rehearsal;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.AccessHosts;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.host.Recording;
import org.cvmsnap.host.ReplayHosts;
import org.cvmsnap.host.Time;
import org.cvmsnap.model.Access;
import org.cvmsnap.model.Machine;

/**
 * What the machines of a recording answered at first: a run that was recorded has changed them
 * afterwards.
 */
final class Answers {
  private final List<Recording> recordings;
  private final Access access;
  private final Time time;

  /**
   * @param access the words before commands, as they were when it was recorded
   * @param time where the recording tells none
   */
  Answers(List<Recording> recordings, Access access, Time time) {
    this.recordings = List.copyOf(recordings);
    this.access = access;
    this.time = time;
  }

  List<Recording> recordings() {
    return recordings;
  }

  Access access() {
    return access;
  }

  /** The machines as they were when the recording began. */
  Hosts hosts() {
    return AccessHosts.of(ReplayHosts.of(recordings, time), access);
  }

  Host on(Machine machine) {
    return hosts().on(machine);
  }

  /** What a command printed that ended with 0; empty where that was not recorded. */
  Optional<String> printed(Machine machine, String... command) {
    return of(machine).stream()
        .filter(each -> words(each).equals(List.of(command)))
        .filter(Answers::ended)
        .map(each -> each.result() instanceof Finished finished ? finished.out() : "")
        .findFirst();
  }

  /** Whether a command ended with 0. */
  static boolean ended(Recording recording) {
    return recording.result() instanceof Finished finished && finished.exit() == 0;
  }

  /** What was recorded of one machine. */
  List<Recording> of(Machine machine) {
    String host =
        machine.kind() == Machine.Kind.CONTROL_DOMAIN ? recordings.get(0).host() : machine.name();
    return recordings.stream().filter(each -> each.host().equals(host)).toList();
  }

  /** How virtinfo answers there, as a scenario words it; empty where it tells all. */
  Optional<String> virtinfo(Machine machine, String unknownOption) {
    return of(machine).stream()
        .filter(each -> begins(each, "virtinfo", "-a", "-p"))
        .map(Recording::result)
        .findFirst()
        .flatMap(
            result -> {
              if (!(result instanceof Finished finished)) {
                return Optional.empty();
              }
              if (finished.exit() == 0) {
                return finished.out().isBlank() ? Optional.of("silent") : Optional.empty();
              }
              return Optional.of(unknownOption);
            });
  }

  /** Whether it begins with these words; those that give its user rights do not count. */
  boolean begins(Recording recording, String... command) {
    List<String> words = words(recording);
    return words.size() >= command.length
        && words.subList(0, command.length).equals(List.of(command));
  }

  /** The command without the words that give its user rights. */
  List<String> words(Recording recording) {
    List<String> argv = recording.argv();
    return access
        .prefixes()
        .filter(prefix -> !prefix.isEmpty() && argv.size() > prefix.size())
        .filter(prefix -> argv.subList(0, prefix.size()).equals(prefix))
        .findFirst()
        .map(prefix -> argv.subList(prefix.size(), argv.size()))
        .orElse(argv);
  }

  /** Something that is asked of the recorded machines. */
  interface Question<T> {
    T ask() throws NotLearnedException, InterruptedException;
  }

  /** What is learned; empty where the recording does not tell. */
  static <T> Optional<T> learned(Question<T> question) throws InterruptedException {
    try {
      return Optional.of(question.ask());
    } catch (NotLearnedException e) {
      return Optional.empty();
    }
  }
}
