package org.cvmsnap.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.take.BreakOff;
import org.cvmsnap.plan.take.FullSized;
import org.cvmsnap.plan.take.Kind;
import org.cvmsnap.plan.take.Linked;
import org.cvmsnap.plan.take.NamedPlex;
import org.cvmsnap.plan.take.SpaceOptimized;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code take} that choose a kind of snapshots. */
final class KindOptions {
  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,8})([kmgt])b?");
  private static final String UNITS = "kmgt";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      defaultValue = "break-off",
      description = {
        "What kind of snapshots (${DEFAULT-VALUE}):",
        "break-off: a third mirror, attached and synchronized before the outage where there is none",
        "plex: a plex that is there all the time, see --plex",
        "full: a volume of the same size, synchronized when the guest is back",
        "space-optimized: only what changes, in a cache; see --cache and --cache-size",
        "linked: a volume linked as a mirror before the outage, also in another disk group"
      })
  private String kind;

  @Option(
      names = "--plex",
      paramLabel = "[VOL=]PLEX",
      split = ",",
      description = "With --kind plex: the plex to break off, one of each volume.")
  private @Nullable List<String> plexes;

  @Option(
      names = "--cache",
      paramLabel = "NAME",
      description = "With --kind space-optimized: the cache object to use.")
  private @Nullable String cache;

  @Option(
      names = "--cache-size",
      paramLabel = "SIZE",
      description =
          "With --kind space-optimized: make a cache of that size, such as 10g, which grows by"
              + " itself and goes with its last snapshot.")
  private @Nullable String cacheSize;

  @Option(
      names = "--snap-group",
      paramLabel = "DG",
      description = "With --kind linked: the disk group to put the snapshots in.")
  private @Nullable GroupName snapGroup;

  @Option(
      names = "--wait-sync",
      arity = "0..1",
      paramLabel = "false",
      description = "With --kind full: end only when the snapshots are synchronized.")
  private boolean waitSync;

  /**
   * The kind for these volumes.
   *
   * @throws IllegalArgumentException when the options are wrong, or do not go together
   */
  Kind kind(List<VolumeName> volumes) {
    goes("--plex", plexes != null, "plex");
    goes("--cache", cache != null, "space-optimized");
    goes("--cache-size", cacheSize != null, "space-optimized");
    goes("--snap-group", snapGroup != null, "linked");
    goes("--wait-sync", waitSync, "full");
    return switch (kind) {
      case "break-off" -> new BreakOff();
      case "plex" -> new NamedPlex(plexes(volumes));
      case "full" -> new FullSized(waitSync);
      case "space-optimized" -> optimized();
      case "linked" -> new Linked(Optional.ofNullable(snapGroup));
      default ->
          throw new IllegalArgumentException(
              "--kind: '"
                  + kind
                  + "' is not one of break-off, plex, full, space-optimized, linked");
    };
  }

  private void goes(String option, boolean given, String with) {
    if (given && !kind.equals(with)) {
      throw new IllegalArgumentException(option + " goes with --kind " + with + " only");
    }
  }

  private Map<VolumeName, String> plexes(List<VolumeName> volumes) {
    if (plexes == null) {
      throw new IllegalArgumentException("--kind plex needs --plex");
    }
    Map<VolumeName, String> named = new LinkedHashMap<>();
    for (String word : plexes) {
      int equals = word.indexOf('=');
      if (equals < 0 && (volumes.size() != 1 || plexes.size() > 1)) {
        throw new IllegalArgumentException("--plex: say of which volume: VOL=" + word);
      }
      VolumeName volume = equals < 0 ? volumes.get(0) : new VolumeName(word.substring(0, equals));
      String plex = word.substring(equals + 1);
      if (!VolumeName.legal(plex)) {
        throw new IllegalArgumentException("--plex: '" + plex + "' is not the name of a plex");
      }
      if (named.put(volume, plex) != null) {
        throw new IllegalArgumentException("--plex: one plex of " + volume + " only");
      }
    }
    return named;
  }

  private Kind optimized() {
    if ((cache == null) == (cacheSize == null)) {
      throw new IllegalArgumentException(
          "--kind space-optimized needs either --cache or --cache-size");
    }
    if (cache != null && !VolumeName.legal(cache)) {
      throw new IllegalArgumentException("--cache: '" + cache + "' is not the name of a cache");
    }
    return new SpaceOptimized(
        Optional.ofNullable(cache), cacheSize == null ? 0 : sectors(cacheSize));
  }

  /** A size such as {@code 500m} or {@code 10g}, at least a megabyte, in sectors. */
  static long sectors(String size) {
    Matcher matcher = SIZE.matcher(size.toLowerCase(java.util.Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + size + "' is not a size such as 500m or 10g");
    }
    long sectors = Long.parseLong(matcher.group(1)) * 2;
    sectors <<= 10 * UNITS.indexOf(matcher.group(2));
    if (sectors < 2048) {
      throw new IllegalArgumentException("'" + size + "' is too small for a cache");
    }
    // Disk groups for several platforms align lengths to 8 KB (VxVM guide, CDS).
    return (sectors + 15) / 16 * 16;
  }
}
