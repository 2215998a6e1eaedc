package org.cvmsnap.vxvm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;

/**
 * The command lines that change volumes and snapshots. Neither their exit status nor their silence
 * is proof: some fail without a word (Veritas article 100052444), so the state is read back.
 */
public final class VxvmCommands {
  private static final Pattern TAG = Pattern.compile("[A-Za-z_][A-Za-z0-9._-]{0,255}");
  private static final Pattern TAG_VALUE = Pattern.compile("[\\x20-\\x7e]*");

  /** Words of such a refusal: Node processing a master-switch request. Retry operation. */
  private static final Pattern FOR_NOW =
      Pattern.compile(
          "master-switch|Master switching|reconfiguration|Retry operation|Try again",
          Pattern.CASE_INSENSITIVE);

  /**
   * How long the words after a command may be. Linux takes one argument of up to 128 KiB, and that
   * is what ssh is given a whole command line in; Solaris takes more.
   */
  static final int LONGEST = 64 << 10;

  private VxvmCommands() {}

  /**
   * Whether a configuration command was refused because the cluster is just being changed, such as
   * by a switch of its master, and can be repeated (Administrator's Guide, switching the CVM
   * master).
   *
   * @param said its first line on stderr, at least
   */
  public static boolean refusedForNow(String said) {
    return FOR_NOW.matcher(said).find();
  }

  // Instant snapshots: volumes that were prepared. The traditional commands must not be used on
  // these (VxVM guide, traditional third-mirror snapshots).

  /** Makes a volume ready for instant snapshots: gives it a DCO and its log volume. */
  public static List<String> prepare(VolumeId volume) {
    return command("vxsnap", volume, "prepare");
  }

  /** Adds a mirror, and returns while it is being filled. */
  public static List<String> addMirror(VolumeId volume) {
    return command("vxsnap", volume, "-b", "addmir");
  }

  /** Removes one mirror that is not broken off. */
  public static List<String> removeMirror(VolumeId volume) {
    return command("vxsnap", volume, "rmmir");
  }

  /** Breaks one complete mirror off each source, all at one instant. */
  public static List<String> make(List<SnapshotPair> pairs) {
    return with(
        command("vxsnap", SnapshotPair.group(pairs), "make"),
        pairs.stream()
            .map(
                pair ->
                    "source="
                        + pair.source().name()
                        + "/newvol="
                        + pair.snapshot().name()
                        + "/nmirror=1"));
  }

  /**
   * Makes a snapshot's plexes mirrors of its source again; the snapshot vanishes. The source may be
   * in another disk group.
   */
  public static List<String> reattach(SnapshotPair pair) {
    VolumeId snapshot = pair.snapshot();
    VolumeId source = pair.source();
    List<String> here = with(command("vxsnap", snapshot, "reattach"), "source=" + source.name());
    return snapshot.group().equals(source.group())
        ? here
        : with(here, "sourcedg=" + source.group());
  }

  /** Cuts the tie between a snapshot and its source, so that it can be removed. */
  public static List<String> dis(VolumeId snapshot) {
    return command("vxsnap", snapshot, "dis");
  }

  /** Makes existing snapshots show their sources as they are now, all at one instant. */
  public static List<String> refresh(List<SnapshotPair> pairs) {
    return with(
        command("vxsnap", SnapshotPair.group(pairs), "refresh"),
        pairs.stream()
            .flatMap(
                pair ->
                    Stream.of(pair.snapshot().name().value(), "source=" + pair.source().name())));
  }

  /**
   * Makes sources what their snapshots are, all at one instant; the snapshots stay.
   *
   * @param optimized whether the snapshots are space-optimized ones, which stay in any case and for
   *     which {@code destroy=} is refused
   */
  public static List<String> restore(List<SnapshotPair> pairs, boolean optimized) {
    List<String> argv =
        with(
            command("vxsnap", SnapshotPair.group(pairs), "restore"),
            pairs.stream()
                .flatMap(
                    pair ->
                        Stream.of(
                            pair.source().name().value(), "source=" + pair.snapshot().name())));
    return optimized ? argv : with(argv, "destroy=no");
  }

  /**
   * Makes a volume ready for instant snapshots.
   *
   * @param regionSize such as {@code 64k}; empty text for VxVM's own choice
   * @param dcoMirrors 0 for VxVM's own choice
   */
  public static List<String> prepare(VolumeId volume, String regionSize, int dcoMirrors) {
    return with(
        prepare(volume),
        Stream.of(
                regionSize.isEmpty() ? "" : "regionsize=" + regionSize,
                dcoMirrors > 0 ? "ndcomirs=" + dcoMirrors : "")
            .filter(word -> !word.isEmpty()));
  }

  /** Takes away a volume's DCO; fails while it has snapshots or snapshot mirrors. */
  public static List<String> unprepare(VolumeId volume) {
    return command("vxsnap", volume, "unprepare");
  }

  /** Adds that many mirrors, and returns while they are being filled. */
  public static List<String> addMirrors(VolumeId volume, int count) {
    return count == 1 ? addMirror(volume) : with(addMirror(volume), "nmirror=" + count);
  }

  // Traditional third-mirror snapshots: volumes that were not prepared.

  /** Adds a snapshot mirror, and returns while it is being filled. */
  public static List<String> snapstart(VolumeId volume) {
    return command("vxassist", volume, "-b", "snapstart");
  }

  /**
   * Breaks a complete mirror off each source, all at one instant.
   *
   * <p>One source's snapshot is named in the command. For several the command takes source names
   * alone, and names their snapshots by the pattern of {@code -o name=}, in which {@code %v} stands
   * for the source's name (VxVM guide, creating multiple snapshots; vxassist(1M)). The guide shows
   * {@code %v} beside {@code %d}, a number that VxVM chooses; that a pattern may do without {@code
   * %d} follows from the default, which leaves the number out where the name is free. So the names
   * have to be read back, like everything else.
   *
   * @throws IllegalArgumentException when no one pattern gives all the names, see {@link
   *     #namePattern}
   */
  public static List<String> snapshot(List<SnapshotPair> pairs) {
    if (pairs.size() == 1) {
      SnapshotPair pair = pairs.get(0);
      return with(command("vxassist", pair.source(), "snapshot"), pair.snapshot().name().value());
    }
    String pattern =
        namePattern(pairs)
            .orElseThrow(() -> new IllegalArgumentException("no pattern names all of " + pairs));
    return with(
        command("vxassist", SnapshotPair.group(pairs), "-o", "name=" + pattern, "snapshot"),
        pairs.stream().map(pair -> pair.source().name().value()));
  }

  /**
   * The pattern that turns each source's name into its snapshot's, with {@code %v} for the source's
   * name, such as {@code %v_0309}; empty when there is none.
   */
  public static Optional<String> namePattern(List<SnapshotPair> pairs) {
    String source = pairs.get(0).source().name().value();
    String snapshot = pairs.get(0).snapshot().name().value();
    for (int at = snapshot.indexOf(source); at >= 0; at = snapshot.indexOf(source, at + 1)) {
      String before = snapshot.substring(0, at);
      String after = snapshot.substring(at + source.length());
      if (pairs.stream()
          .allMatch(
              pair ->
                  pair.snapshot()
                      .name()
                      .value()
                      .equals(before + pair.source().name().value() + after))) {
        return Optional.of(before + "%v" + after);
      }
    }
    return Optional.empty();
  }

  /** Makes a snapshot's plexes mirrors of its source again; the snapshot vanishes. */
  public static List<String> snapback(VolumeId snapshot) {
    return command("vxassist", snapshot, "snapback");
  }

  /** Makes all of a snapshot's plexes mirrors of its source again; the snapshot vanishes. */
  public static List<String> snapbackAll(VolumeId snapshot) {
    return command("vxassist", snapshot, "-o", "allplexes", "snapback");
  }

  /** Makes the source what its snapshot is; the snapshot becomes a mirror and vanishes. */
  public static List<String> snapbackRestoring(VolumeId snapshot) {
    return command("vxassist", snapshot, "-o", "resyncfromreplica", "snapback");
  }

  /** Cuts the tie between a snapshot and its source. */
  public static List<String> snapclear(VolumeId snapshot) {
    return command("vxassist", snapshot, "snapclear");
  }

  /** Removes one snapshot mirror that is not broken off. */
  public static List<String> snapabort(VolumeId volume) {
    return command("vxassist", volume, "snapabort");
  }

  // Tags, exclusive open, and the removal of a volume.

  /**
   * Sets several tags of a volume in one command (vxassist(1M) of 5.1 and later). An empty value
   * sets the tag alone.
   *
   * @throws IllegalArgumentException for a name or a value that VxVM does not take: names of
   *     letters, digits and {@code . _ -}, up to 256; values of printable ASCII
   */
  public static List<String> settag(VolumeId volume, Map<String, String> tags) {
    return with(
        command("vxassist", volume, "settag"),
        some(new TreeMap<>(tags).entrySet()).stream()
            .map(tag -> tagged(tag.getKey(), tag.getValue())));
  }

  private static String tagged(String tag, String value) {
    if (!TAG_VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException("'" + value + "' cannot be a tag's value");
    }
    return value.isEmpty() ? legal(tag) : legal(tag) + "=" + value;
  }

  /** Removes tags from a volume, whatever their values. */
  public static List<String> removetag(VolumeId volume, Collection<String> tags) {
    return with(
        command("vxassist", volume, "removetag"), some(tags).stream().map(VxvmCommands::legal));
  }

  /**
   * Lets only one node at a time open a volume, or all of them again; on the master of the cluster,
   * and while no node has it open (VxVM guide, exclusive open of a volume by a cluster node).
   */
  public static List<String> exclusive(VolumeId volume, boolean on) {
    return command("vxvol", volume, "set", "exclusive=" + (on ? "on" : "off"));
  }

  /** Removes a volume with all that hangs on it, started or not; fails while it is open. */
  public static List<String> removeForced(VolumeId volume) {
    return command("vxedit", volume, "-rf", "rm");
  }

  private static String legal(String tag) {
    if (!TAG.matcher(tag).matches()) {
      throw new IllegalArgumentException("'" + tag + "' cannot be a tag");
    }
    return tag;
  }

  private static <T> Collection<T> some(Collection<T> items) {
    if (items.isEmpty()) {
      throw new IllegalArgumentException("nothing to work on");
    }
    return items;
  }

  /** The command line on a disk group. */
  static List<String> command(String program, GroupName group, String... words) {
    return with(List.of(program, "-g", group.value()), words);
  }

  /** The command line on one volume, whose name comes last. */
  static List<String> command(String program, VolumeId volume, String... words) {
    return with(command(program, volume.group(), words), volume.name().value());
  }

  static List<String> with(List<String> argv, String... more) {
    return with(argv, Stream.of(more));
  }

  static List<String> with(List<String> argv, Stream<String> more) {
    return Stream.concat(argv.stream(), more).toList();
  }

  /**
   * The command line with these words, or several with some of them each, where one would be too
   * long; none for no words.
   */
  static List<List<String>> lines(List<String> argv, List<String> words) {
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    int length = 0;
    for (String word : words) {
      if (length + word.length() + 1 > LONGEST) {
        lines.add(with(argv, line.stream()));
        line.clear();
        length = 0;
      }
      line.add(word);
      length += word.length() + 1;
    }
    if (!line.isEmpty()) {
      lines.add(with(argv, line.stream()));
    }
    return lines;
  }
}
