package org.cvmsnap.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.error.ForeignStateException;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.journal.StateDirectory;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.ShellLine;

/**
 * Whether journals can be written where the state is kept, are nobody else's, and are not on what
 * is to be snapshotted: a volume that is closed, or restored, takes them with it.
 *
 * @param unseen why it may be another one that counts
 */
record StateExamination(Path directory, List<Refusal> unseen) implements Examination {
  static final String CHECK = "state-directory";

  @Override
  public String check() {
    return CHECK;
  }

  @Override
  public void examine(Examined examined) throws InterruptedException {
    String where = directory.toString();
    if (!unseen.isEmpty() && !Files.exists(directory)) {
      unseen.forEach(each -> examined.unknown(CHECK, where, each));
      return;
    }
    StateDirectory state = new StateDirectory(directory);
    try {
      state.requireOwn();
      StatePlace place = new StatePlace(state.place());
      Optional<Refusal> trouble = place.trouble(shared(examined));
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
                          place.free())));
    } catch (ForeignStateException e) {
      e.reasons().forEach(reason -> examined.trouble(CHECK, where, reason));
    } catch (IOException e) {
      examined.unknown(
          CHECK,
          where,
          new Refusal(
              "What file system it is on cannot be learned: " + e + ".",
              ShellLine.hint("See: df -h %s. Or name another directory with --state-dir.", where)));
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
}
