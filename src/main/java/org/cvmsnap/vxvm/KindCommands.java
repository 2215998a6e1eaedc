package org.cvmsnap.vxvm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
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
    return of(
        "vxassist",
        volume.group(),
        "make",
        volume.name().value(),
        sectors + "s",
        "layout=nomirror,nostripe",
        "init=active",
        "comment=" + comment);
  }

  /** Makes a volume ready for instant snapshots, with the region size of another. */
  public static List<String> prepare(VolumeId volume, long region) {
    return of("vxsnap", volume.group(), "prepare", volume.name().value(), "regionsize=" + region);
  }

  /** Links a volume to another as its mirror, and returns while it is being filled. */
  public static List<String> link(VolumeId source, VolumeId mirror) {
    return Stream.concat(
            Stream.of(
                "vxsnap",
                "-g",
                source.group().value(),
                "-b",
                "addmir",
                source.name().value(),
                "mirvol=" + mirror.name()),
            elsewhere("mirdg=", source, mirror))
        .toList();
  }

  /** Ends the link between a volume and its mirror. */
  public static List<String> unlink(VolumeId source, VolumeId mirror) {
    return Stream.concat(
            of("vxsnap", source.group(), "rmmir", source.name().value(), "mirvol=" + mirror.name())
                .stream(),
            elsewhere("mirdg=", source, mirror))
        .toList();
  }

  private static Stream<String> elsewhere(String key, VolumeId source, VolumeId mirror) {
    return source.group().equals(mirror.group())
        ? Stream.of()
        : Stream.of(key + mirror.group().value());
  }

  /** Makes a cache on a volume; it grows by itself where there is room. */
  public static List<String> makeCache(
      GroupName group, String cache, VolumeName volume, long region) {
    return List.of(
        "vxmake",
        "-g",
        group.value(),
        "cache",
        cache,
        "cachevolname=" + volume,
        "regionsize=" + region,
        "autogrow=on");
  }

  public static List<String> startCache(GroupName group, String cache) {
    return of("vxcache", group, "start", cache);
  }

  public static List<String> stopCache(GroupName group, String cache) {
    return of("vxcache", group, "stop", cache);
  }

  /** Removes a cache that is stopped, with its volume. */
  public static List<String> removeCache(GroupName group, String cache) {
    return List.of("vxedit", "-g", group.value(), "-rf", "rm", cache);
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
    return Stream.concat(
            Stream.of("vxsnap", "-g", SnapshotPair.group(pairs).value(), "make"),
            pairs.stream().map(pair -> "source=" + pair.source().name() + "/" + rest.apply(pair)))
        .toList();
  }

  /** Goes on filling a full-sized snapshot, and returns. */
  public static List<String> syncStart(VolumeId snapshot) {
    return List.of(
        "vxsnap", "-g", snapshot.group().value(), "-b", "syncstart", snapshot.name().value());
  }

  /** Makes a complete snapshot mirror a regular plex of its volume (vxplex(1M), convert). */
  public static List<String> makeRegular(GroupName group, String plex) {
    return of("vxplex", group, "convert", "state=ACTIVE", plex);
  }

  private static List<String> of(String program, GroupName group, String... words) {
    return Stream.concat(Stream.of(program, "-g", group.value()), Stream.of(words)).toList();
  }
}
