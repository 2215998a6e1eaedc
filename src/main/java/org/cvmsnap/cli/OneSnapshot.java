package org.cvmsnap.cli;

import org.cvmsnap.model.SnapshotRef;
import picocli.CommandLine.Parameters;

/** The one snapshot that a command is about. */
final class OneSnapshot {
  @Parameters(arity = "1", paramLabel = "SNAPSHOT", description = "The snapshot, NAME or DG/NAME.")
  private SnapshotRef ref;

  SnapshotRef ref() {
    return ref;
  }
}
