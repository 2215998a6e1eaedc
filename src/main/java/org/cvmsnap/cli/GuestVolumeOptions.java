package org.cvmsnap.cli;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Volumes of one guest, of whichever disk groups, or all of its data volumes. */
final class GuestVolumeOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      split = ",",
      hideParamSyntax = true,
      paramLabel = VolumeOptions.LABEL,
      description =
          "The volumes, each NAME or DG/NAME. VxVM makes the snapshots of one disk group in one"
              + " instant; several disk groups have one each, in the same outage.")
  private List<SnapshotRef> volumes = List.of();

  @Option(
      names = "--all",
      arity = "0..1",
      paramLabel = "false",
      description =
          "In place of volumes: all data volumes of the guest, which are those of shared disk groups"
              + " behind its disks, apart from what its system is on (/, /usr, /var, /opt, swap,"
              + " dump). The guest has to run, as it is asked for that.")
  private boolean all;

  @Option(
      names = "--group",
      paramLabel = "DG",
      description = "The disk group of those that are named without one.")
  private @Nullable GroupName group;

  /**
   * The volumes; none for all data volumes.
   *
   * @throws IllegalArgumentException when it is not clear which are meant
   */
  List<SnapshotRef> refs() {
    boolean all = all();
    if (all == !volumes.isEmpty()) {
      throw new IllegalArgumentException(
          "name volumes, or take all data volumes of the guest with --all");
    }
    if (all && group != null) {
      throw new IllegalArgumentException("--group goes with volumes that are named");
    }
    return SnapshotRef.in(Optional.ofNullable(group), volumes);
  }

  /** Volumes that are typed go before what a configuration file says. */
  private boolean all() {
    ParseResult typed = spec.commandLine().getParseResult();
    return all && (typed.hasMatchedOption("--all") || typed.matchedPositionals().isEmpty());
  }

  /** How many there may be, for what has to tell them apart. */
  int count() {
    return all() ? Integer.MAX_VALUE : volumes.size();
  }

  List<VolumeName> names() {
    return volumes.stream().map(SnapshotRef::name).toList();
  }
}
