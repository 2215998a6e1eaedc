package org.cvmsnap.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.model.Freeze;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.TimeOfDay;
import org.cvmsnap.workflow.Supervision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of every command that takes a guest down. */
final class OutageFlags {
  @Option(
      names = "--ldom",
      required = true,
      paramLabel = "LDOM",
      description = "The guest domain that uses the volumes.")
  private GuestName guest;

  @Option(
      names = "--guest-ssh",
      paramLabel = "[USER@]ADDRESS",
      description = "How ssh reaches the guest; usually by the domain's name.")
  private @Nullable String address;

  @Option(
      names = "--no-remount",
      arity = "0..1",
      paramLabel = "false",
      description = "Do not mount again what was unmounted; the guest's own boot may.")
  private boolean noRemount;

  @Option(
      names = "--force-stop",
      description =
          "Stop the domain without its operating system's consent when it does not stop within"
              + " --stop-timeout.")
  private boolean force;

  @Option(
      names = "--no-file-system",
      arity = "0..1",
      paramLabel = "false",
      description =
          "There need be no file system on the volumes: take them also where nothing is mounted of"
              + " them, or where raw devices or swap are on them.")
  private boolean noFileSystem;

  @Option(
      names = "--unproven",
      arity = "0..1",
      paramLabel = "false",
      description =
          "Make snapshots also where it cannot be learned whether a file system on them is clean;"
              + " they are marked unchecked.")
  private boolean unproven;

  @Option(
      names = "--service-domain",
      arity = "0..1",
      paramLabel = "false",
      description =
          "The guest may be one that serves disks or networks to other domains, which will be"
              + " without them meanwhile.")
  private boolean serviceDomain;

  @Mixin private TimeoutOptions timeouts;

  @Option(
      names = "--max-outage",
      paramLabel = "TIME",
      description =
          "How long the guest, or what is taken from it, may be away: a guardian, a process of its own, then abandons the"
              + " operation and brings it home, also when this process is gone.")
  private @Nullable Duration maxOutage;

  @Option(
      names = "--not-after",
      paramLabel = "HH:MM[@ZONE]",
      description =
          "The outage does not begin after this time of day (of this machine's time zone, or of"
              + " ZONE, such as 03:30@Europe/Berlin), but is left for the next night; a snapshot"
              + " mirror that was attached by then is kept. The nearest such time is meant: typed at 22:00, 03:30 is that of the next morning; at 04:00 it is over, and"
              + " nothing is begun.")
  private @Nullable TimeOfDay notAfter;

  @Option(
      names = "--lock-wait",
      paramLabel = "TIME",
      description = "How long to wait for another run that holds the guest (not at all).")
  private @Nullable Duration lockWait;

  @Option(
      names = "--freeze",
      paramLabel = "KIND",
      defaultValue = "temporary",
      converter = FreezeKind.class,
      description = {
        "How a VCS service group that owns the guest is frozen meanwhile: temporary, or persistent"
            + " (lasts when the cluster's engine restarts, and needs its configuration closed);"
            + " usually ${DEFAULT-VALUE}. A group that is frozen already stays so."
      })
  private Freeze freeze;

  @Option(
      names = "--no-vcs",
      arity = "0..1",
      paramLabel = "false",
      description =
          "Do not ask VCS whether it manages the guest. If it does, it will start the guest elsewhere.")
  private boolean noVcs;

  @Option(
      names = "--fence",
      arity = "0..1",
      paramLabel = "false",
      description = {
        "Let VxVM open the volumes on one node at a time only (vxvol set exclusive=on) from the"
            + " unbinding of the domain to its binding, so that no two nodes have them open at"
            + " once; the first to open one still may. Works on the master of the cluster. Try it"
            + " with a test guest first."
      })
  private boolean fence;

  @Option(
      names = "--no-lock",
      arity = "0..1",
      paramLabel = "false",
      description =
          "Make no lock record in the disk group, such as where it has no megabyte free: the guest is"
              + " then locked on this node only, and nothing keeps cvmsnap on another one from it.")
  private boolean noLock;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "stop",
      converter = ModeWord.class,
      description = {
        "How the guest lets go of the volumes: stop (the vendor's procedure: it is stopped and"
            + " unbound), detach (it goes on running, and the disks are taken from it for some"
            + " seconds) or auto (detach where all of these disks allow it, else stop); usually"
            + " ${DEFAULT-VALUE}. With detach --max-outage is 2m, unless it says something else."
      })
  private Mode mode;

  @Option(
      names = "--hook",
      split = ",",
      paramLabel = "NAME",
      description =
          "Run the commands of the site's own that the configuration file has under hooks.NAME, such"
              + " as one that stops a database and one that starts it again.")
  private List<String> hooks = List.of();

  @Option(
      names = "--leave-mount",
      split = ",",
      paramLabel = "PATH",
      description =
          "What is mounted there in the guest is nobody's concern, such as a medium that may be gone"
              + " after the boot: it is neither given back nor missed. It cannot be on the volumes.")
  private List<String> leftAlone = List.of();

  /** How long a guest that runs may be without its disks, where the operator says nothing else. */
  static final Duration DETACHED = Duration.ofMinutes(2);

  /** {@code stop}, {@code detach} and {@code auto}. */
  private static final class ModeWord implements ITypeConverter<Mode> {
    @Override
    public Mode convert(String word) {
      return Mode.of(word)
          .orElseThrow(
              () -> new TypeConversionException("'" + word + "' is not stop, detach or auto"));
    }
  }

  /** {@code temporary} and {@code persistent}. */
  private static final class FreezeKind implements ITypeConverter<Freeze> {
    @Override
    public Freeze convert(String word) {
      return switch (word) {
        case "temporary" -> Freeze.TEMPORARY;
        case "persistent" -> Freeze.PERSISTENT;
        default ->
            throw new TypeConversionException("'" + word + "' is not temporary or persistent");
      };
    }
  }

  /** How long the guest may be away; empty where nobody has said. */
  Optional<Duration> longest() {
    return Optional.ofNullable(maxOutage);
  }

  Optional<Supervision> supervision(Setting setting) {
    return Optional.of(
        new Supervision(
            lockWait == null ? Duration.ZERO : lockWait,
            Optional.ofNullable(notAfter),
            Optional.ofNullable(maxOutage)
                .map(
                    limit ->
                        new Supervision.Guard(
                            setting.guardians(), TimeoutOptions.positive("--max-outage", limit))),
            Optional.of(new Supervision.Guard(setting.guardians(), DETACHED))));
  }

  /**
   * How the guest is taken down.
   *
   * @throws UsageException when there is no such hook, or it is not believed
   */
  OutageOptions options(Setting setting) {
    return new OutageOptions(
        guest,
        Optional.ofNullable(address),
        !noRemount,
        force,
        timeouts.timeouts(),
        noVcs ? Freeze.IGNORED : freeze,
        fence,
        noFileSystem,
        unproven,
        serviceDomain,
        noLock,
        mode,
        hooks.stream().map(setting.configured().configuration()::hook).toList(),
        leftAlone);
  }
}
