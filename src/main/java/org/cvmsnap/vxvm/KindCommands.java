package org.cvmsnap.vxvm;

import static org.cvmsnap.vxvm.VxvmCommands.command;
import static org.cvmsnap.vxvm.VxvmCommands.with;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;

/**
 * The command lines that only some kinds of snapshots need: of a named plex, full-sized,
 * space-optimized and linked. Like all of VxVM's they are not trusted; see {@link VxvmCommands}.
 * Lengths and region sizes are in sectors, as {@code vxprint} tells them.
 */
public final class KindCommands {
  private KindCommands() {}

  /**
   * Makes a volume that is not mirrored, whatever the site's defaults are, and whose blocks are
   * taken as they are. The comment is part of the same transaction.
   */
  public static List<String> makeVolume(VolumeId volume, long sectors, String comment) {
    return with(
        command("vxassist", volume, "make"),
        sectors + "s",
        "layout=nomirror,nostripe",
        "init=active",
        "comment=" + comment);
  }

  /** Makes a volume ready for instant snapshots, with the region size of another. */
  public static List<String> prepare(VolumeId volume, long region) {
    return with(command("vxsnap", volume, "prepare"), "regionsize=" + region);
  }

  /** Links a volume to another as its mirror, and returns while it is being filled. */
  public static List<String> link(VolumeId source, VolumeId mirror) {
    return linked(source, mirror, "-b", "addmir");
  }

  /** Ends the link between a volume and its mirror. */
  public static List<String> unlink(VolumeId source, VolumeId mirror) {
    return linked(source, mirror, "rmmir");
  }

  private static List<String> linked(VolumeId source, VolumeId mirror, String... words) {
    List<String> argv = with(command("vxsnap", source, words), "mirvol=" + mirror.name());
    return source.group().equals(mirror.group()) ? argv : with(argv, "mirdg=" + mirror.group());
  }

  /** Makes a cache on a volume; it grows by itself where there is room. */
  public static List<String> makeCache(
      GroupName group, String cache, VolumeName volume, long region) {
    return command(
        "vxmake",
        group,
        "cache",
        cache,
        "cachevolname=" + volume,
        "regionsize=" + region,
        "autogrow=on");
  }

  public static List<String> startCache(GroupName group, String cache) {
    return command("vxcache", group, "start", cache);
  }

  public static List<String> stopCache(GroupName group, String cache) {
    return command("vxcache", group, "stop", cache);
  }

  /** Removes a cache that is stopped, with its volume. */
  public static List<String> removeCache(GroupName group, String cache) {
    return command("vxedit", group, "-rf", "rm", cache);
  }

  /** Breaks a named plex off each source, all at one instant. */
  public static List<String> makeOfPlexes(
      List<SnapshotPair> pairs, Map<VolumeName, String> plexes) {
    return make(
        pairs,
        pair ->
            "newvol="
                + pair.snapshot().name()
                + "/plex="
                + Optional.ofNullable(plexes.get(pair.source().name()))
                    .orElseThrow(
                        () -> new IllegalArgumentException("no plex of " + pair.source().name())));
  }

  /** Makes prepared volumes full-sized snapshots, all of one instant; they are filled later. */
  public static List<String> makeInVolumes(List<SnapshotPair> pairs) {
    return make(pairs, pair -> "snapvol=" + pair.snapshot().name());
  }

  /** Makes space-optimized snapshots in a cache, all of one instant. */
  public static List<String> makeInCache(List<SnapshotPair> pairs, String cache) {
    return make(pairs, pair -> "newvol=" + pair.snapshot().name() + "/cache=" + cache);
  }

  /** Breaks linked mirrors off, all at one instant. */
  public static List<String> makeOfLinks(List<SnapshotPair> pairs, GroupName mirrors) {
    String where = mirrors.equals(SnapshotPair.group(pairs)) ? "" : "/snapdg=" + mirrors;
    return make(pairs, pair -> "snapvol=" + pair.snapshot().name() + where);
  }

  private static List<String> make(List<SnapshotPair> pairs, Function<SnapshotPair, String> rest) {
    return with(
        command("vxsnap", SnapshotPair.group(pairs), "make"),
        pairs.stream().map(pair -> "source=" + pair.source().name() + "/" + rest.apply(pair)));
  }

  /** Goes on filling a full-sized snapshot, and returns. */
  public static List<String> syncStart(VolumeId snapshot) {
    return command("vxsnap", snapshot, "-b", "syncstart");
  }

  /** Makes a complete snapshot mirror a regular plex of its volume (vxplex(1M), convert). */
  public static List<String> makeRegular(GroupName group, String plex) {
    return command("vxplex", group, "convert", "state=ACTIVE", plex);
  }
}
