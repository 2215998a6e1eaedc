package org.cvmsnap.qualification;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that is assumed, in the order of a report. */
public final class Assumptions {
  /** The assumptions; each part is one file, and one table of docs/qualify.md. */
  public static final List<Assumption> ALL =
      Stream.of(
              OpennessAssumptions.ALL,
              DiskAssumptions.ALL,
              FileSystemAssumptions.ALL,
              DomainAssumptions.ALL,
              RecordAssumptions.ALL,
              SnapshotAssumptions.ALL)
          .flatMap(List::stream)
          .toList();

  private Assumptions() {}

  /** Why no run can do its work after that trial of records; empty where all can. */
  public static Optional<String> missing(Trial records) {
    return RecordAssumptions.missing(records);
  }
}
