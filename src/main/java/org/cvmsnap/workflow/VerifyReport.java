package org.cvmsnap.workflow;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.RunResult.Ending;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.model.PlacedFileSystem;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.VolumeId;

/** What snapshots have said of how clean they are, in the order in which they were named. */
public record VerifyReport(List<Verified> snapshots) {
  public VerifyReport {
    snapshots = List.copyOf(snapshots);
  }

  /**
   * What one file system has said.
   *
   * @param says what was asked and answered
   */
  public record Said(PlacedFileSystem fileSystem, Proof proof, String says) {}

  /**
   * One snapshot.
   *
   * @param proof what it is known to be now
   * @param answered whether it was asked, and all that is on it has answered or one is dirty
   * @param why it was not, or what has gone wrong besides; empty text where nothing has
   * @param run that has asked it; empty where none has begun
   */
  public record Verified(
      VolumeId snapshot,
      Proof proof,
      boolean answered,
      List<Said> said,
      String why,
      Optional<OperationReport> run) {
    public Verified {
      said = List.copyOf(said);
    }

    private ExitCode exit() {
      if (run.filter(each -> each.result().ending() == Ending.INTERRUPTED).isPresent()) {
        return ExitCode.INTERRUPTED;
      }
      if (!answered || proof != Proof.CLEAN) {
        return ExitCode.FAILED;
      }
      return run.map(each -> each.result().exit()).orElse(ExitCode.FAILED);
    }
  }

  /** Whether one has said that it cannot be used as it is. */
  public boolean dirty() {
    return snapshots.stream().anyMatch(each -> each.proof() == Proof.DIRTY);
  }

  /**
   * That of a run that has made the snapshots and brought the guest back before: they are there,
   * whatever they have said; one that is dirty is not what the run was for.
   */
  public ExitCode exitAfterwards() {
    if (exit() == ExitCode.DONE) {
      return ExitCode.DONE;
    }
    return dirty() ? ExitCode.FAILED : ExitCode.HOUSEKEEPING;
  }

  /** That of the snapshot that fared worst: a signal, a snapshot that is not clean, the tidying. */
  public ExitCode exit() {
    List<ExitCode> exits = snapshots.stream().map(Verified::exit).toList();
    for (ExitCode worst : List.of(ExitCode.INTERRUPTED, ExitCode.FAILED, ExitCode.HOUSEKEEPING)) {
      if (exits.contains(worst)) {
        return worst;
      }
    }
    return ExitCode.DONE;
  }
}
