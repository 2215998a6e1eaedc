package org.cvmsnap.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Volumes of one disk group. */
final class VolumeOptions {
  /** What volumes are called where they are named; a configuration file can name them too. */
  static final String LABEL = "VOLUME";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = LABEL,
      description = "The volumes, each NAME or DG/NAME, of one disk group.")
  private List<SnapshotRef> volumes;

  @Option(
      names = "--group",
      paramLabel = "DG",
      description = "Their disk group, where several have such volumes.")
  private @Nullable GroupName group;

  List<VolumeName> names() {
    return volumes.stream().map(SnapshotRef::name).toList();
  }

  /** The group that the names or the option tell; empty where none does. */
  Optional<GroupName> group() {
    return Cli.understood(spec, () -> one("volumes", group, volumes));
  }

  /**
   * The one disk group of what is named.
   *
   * @param what is named, for people
   * @param given by an option
   * @throws IllegalArgumentException when there are several
   */
  static Optional<GroupName> one(String what, @Nullable GroupName given, List<SnapshotRef> named) {
    List<GroupName> groups =
        Stream.concat(
                Stream.ofNullable(given), named.stream().flatMap(each -> each.group().stream()))
            .distinct()
            .toList();
    if (groups.size() > 1) {
      throw new IllegalArgumentException(
          "the %s have to be of one disk group: %s".formatted(what, groups));
    }
    return groups.stream().findFirst();
  }
}
