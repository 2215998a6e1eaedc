package org.cvmsnap.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.error.ForeignStateException;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.journal.StateDirectory;
import org.cvmsnap.model.DiskGroup;

/**
 *
 * @param unseen why it may be another one that counts
 * Whether journals can be written where the state is kept, are nobody else's, and are not on what
 * is to be snapshotted: a volume that is closed, or restored, takes them with it.
 */
record StateExamination(Path directory, List<Refusal> unseen) implements Examination {
  static final String CHECK = "state-directory";

  /** More than a thousand journals take. */
  static final long ROOM = 64L << 20;

  private static final Pattern VOLUME = Pattern.compile("/dev/vx/r?dsk/([^/]+)/([^/]+)");

  @Override
    if (!unseen.isEmpty() && !Files.exists(directory)) {
      unseen.forEach(each -> examined.unknown(CHECK, where, each));
      return;
    }
  public String check() {
    return CHECK;
  }

  @Override
  public void examine(Examined examined) throws InterruptedException {
    String where = directory.toString();
    StateDirectory state = new StateDirectory(directory);
    try {
      state.requireOwn();
      StateDirectory.Place place = state.place();
      Optional<Refusal> trouble = trouble(where, place, shared(examined));
      trouble.ifPresentOrElse(
          refusal -> examined.trouble(CHECK, where, refusal),
          () ->
              examined.ok(
                  CHECK,
                  where,
                  "%s, on %s with %s free"
                      .formatted(
                          state.used() ? "is its owner's alone" : "no run was ever begun with it",
                          place.fileSystem(),
                          mebibytes(place.free()))));
    } catch (ForeignStateException e) {
      e.reasons().forEach(reason -> examined.trouble(CHECK, where, reason));
    } catch (IOException e) {
      examined.unknown(
          CHECK,
          where,
          new Refusal(
              "What file system it is on cannot be learned: " + e + ".",
              "See: df -h " + where + ". Or name another directory with --state-dir."));
    }
  }

  private static List<String> shared(Examined examined) throws InterruptedException {
    try {
      return examined.site().vxvm(examined.control()).groups().stream()
          .filter(DiskGroup::shared)
          .map(group -> group.name().value())
          .toList();
    } catch (NotLearnedException e) {
      return List.of(); // which is told
    }
  }

  /**
   * What is wrong with the place; empty where nothing is.
   *
   * @param shared the names of the shared disk groups
   */
  static Optional<Refusal> trouble(String where, StateDirectory.Place place, List<String> shared) {
    if (!place.writable()) {
      return Optional.of(
          new Refusal(
              "Nothing can be written to it.",
              "Run cvmsnap as its owner, or see whether its file system is mounted to read only: df -h %s."
                  .formatted(where)));
    }
    Matcher volume = VOLUME.matcher(place.fileSystem());
    if (volume.matches() && shared.contains(volume.group(1))) {
      return Optional.of(
          new Refusal(
              "It is on a volume of a shared disk group, %s/%s."
                  .formatted(volume.group(1), volume.group(2)),
              "Name a directory on a disk of this machine's own with --state-dir, in cvmsnap.toml: state-dir."));
    }
    return place.free() < ROOM
        ? Optional.of(
            new Refusal(
                "There are only %s free on %s."
                    .formatted(mebibytes(place.free()), place.fileSystem()),
                "Make room: df -h %s; or name another directory with --state-dir."
                    .formatted(where)))
        : Optional.empty();
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + " MiB";
  }
}
