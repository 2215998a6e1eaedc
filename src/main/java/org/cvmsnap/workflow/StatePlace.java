package org.cvmsnap.workflow;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.journal.StateDirectory;
import org.cvmsnap.model.ShellLine;

/** What the state directory is on, and what is wrong with that. */
record StatePlace(StateDirectory.Place place) {
  /** More than a thousand journals take. */
  static final long ROOM = 64L << 20;

  /** About what a journal begins with, which has the whole plan in its first line. */
  static final long FIRST_LINE = 64L << 10;

  private static final Pattern VOLUME = Pattern.compile("/dev/vx/r?dsk/([^/]+)/([^/]+)");

  static StatePlace of(Session session) throws IOException {
    return new StatePlace(session.journals().place());
  }

  /**
   * Returns where a journal can be begun, as far as can be seen without writing anything.
   *
   * @throws RefusedException otherwise
   */
  static void require(Session session) {
    try {
      Optional<Refusal> refusal = of(session).refusal();
      if (refusal.isPresent()) {
        throw new RefusedException(List.of(refusal.get()));
      }
    } catch (IOException e) {
      throw new RefusedException("The journal cannot be written", e);
    }
  }

  String fileSystem() {
    return place.fileSystem();
  }

  /** Such as {@code 12 MiB}. */
  String free() {
    return (place.free() >> 20) + " MiB";
  }

  /** Why no run would begin; empty where one would. */
  Optional<Refusal> refusal() {
    if (!place.writable()) {
      return Optional.of(
          new Refusal(
              "The journal cannot be written: nothing can be written to %s."
                  .formatted(place.directory()),
              ShellLine.hint(
                  "Run cvmsnap as its owner, or see whether its file system is mounted to read only: df -h %s.",
                  place.directory())));
    }
    return place.free() < FIRST_LINE
        ? Optional.of(
            new Refusal(
                "The journal cannot be written: there is no room on %s.".formatted(fileSystem()),
                more()))
        : Optional.empty();
  }

  /**
   * What is wrong with the place; empty where nothing is.
   *
   * @param shared the names of the shared disk groups
   */
  Optional<Refusal> trouble(Collection<String> shared) {
    Optional<Refusal> refusal = refusal();
    if (refusal.isPresent()) {
      return refusal;
    }
    Matcher volume = VOLUME.matcher(fileSystem());
    if (volume.matches() && shared.contains(volume.group(1))) {
      return Optional.of(
          new Refusal(
              "It is on a volume of a shared disk group, %s/%s."
                  .formatted(volume.group(1), volume.group(2)),
              "Name a directory on a disk of this machine's own with --state-dir, in cvmsnap.toml: state-dir."));
    }
    return place.free() < ROOM
        ? Optional.of(
            new Refusal("There are only %s free on %s.".formatted(free(), fileSystem()), more()))
        : Optional.empty();
  }

  private String more() {
    return ShellLine.hint(
        "Make room: df -h %s; or name another directory with --state-dir.", place.directory());
  }
}
