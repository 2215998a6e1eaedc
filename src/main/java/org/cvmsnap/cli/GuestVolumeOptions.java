package org.cvmsnap.cli;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Volumes of one guest, of whichever disk groups. */
final class GuestVolumeOptions {
  @Parameters(
      arity = "1..*",
      paramLabel = "VOLUME",
      description =
          "The volumes, each NAME or DG/NAME. VxVM makes the snapshots of one disk group in one"
              + " instant; several disk groups have one each, in the same outage.")
  private List<SnapshotRef> volumes;

  @Option(
      names = "--group",
      paramLabel = "DG",
      description = "The disk group of those that are named without one.")
  private @Nullable GroupName group;

  List<SnapshotRef> refs() {
    return SnapshotRef.in(Optional.ofNullable(group), volumes);
  }

  List<VolumeName> names() {
    return volumes.stream().map(SnapshotRef::name).toList();
  }
}
