package org.cvmsnap.cluster;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.PlacedFileSystem;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotComment;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeName;

/**
 * The volume tags that make a snapshot cvmsnap's own. They are part of the volume's record, so they
 * are there on every node and after an import elsewhere.
 */
public final class Tags {
  /** The run that made it, which is also the name of its set. */
  public static final String RUN = "cvmsnap.run";

  /** The guest that was taken down for it. */
  public static final String GUEST = "cvmsnap.guest";

  /** The volume that it is a snapshot of. */
  public static final String SOURCE = "cvmsnap.source";

  /** How many snapshots were made in its set, in the disk group that it is in. */
  public static final String SET = "cvmsnap.set";

  /** The disk groups that its set is in, with commas between, where these are several. */
  public static final String GROUPS = "cvmsnap.groups";

  /**
   * The number of its set: larger than those of all sets that were there before it in the same disk
   * groups, so that their order is known whatever a clock shows.
   */
  public static final String SEQUENCE = "cvmsnap.sequence";

  /** What kind of snapshot it is, such as {@code break-off}. */
  public static final String KIND = "cvmsnap.kind";

  /**
   * When it was taken, UTC, known only once it is made: VxVM's own date has no seconds and no time
   * zone.
   */
  public static final String TAKEN = "cvmsnap.taken";

  /**
   * VxVM's own date of it when it was marked: another one since then is that of another content.
   */
  public static final String DATE = "cvmsnap.date";

  /** Which commands work with it: {@code instant} or {@code traditional}. */
  public static final String FAMILY = "cvmsnap.family";

  /**
   * Marks a snapshot of what a volume was before it was restored; the value names the snapshot that
   * it was restored to.
   */
  public static final String SAFETY = "cvmsnap.safety";

  /** How good what is on it is known to be: the word of a {@link Proof}. */
  public static final String PROOF = "cvmsnap.proof";

  /** What file systems are on it, and where: the word of {@link PlacedFileSystem}s. */
  public static final String FILE_SYSTEMS = "cvmsnap.filesystems";

  /** The version of cvmsnap that made it. */
  public static final String VERSION = "cvmsnap.version";

  /** What the operator says of its set, as {@link SnapshotComment#encoded}. */
  public static final String COMMENT = "cvmsnap.comment";

  /** The policy of the configuration that took its set; none where nobody named one. */
  public static final String POLICY = "cvmsnap.policy";

  /** Kept by every retention policy; the value is the reason, if one was given. */
  public static final String PIN = "cvmsnap.pin";

  private static final String PREFIX = "cvmsnap.";

  /**
   * The cache object that a space-optimized snapshot lives in, where cvmsnap made it: it goes with
   * the last snapshot that bears its name.
   */
  public static final String CACHE = "cvmsnap.cache";

  private static final String MADE_BY = "cvmsnap:";

  /** A number that another one can be added to. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  /** The longest comment of a VxVM record, in characters (vxedit(1M)). */
  private static final int LONGEST_COMMENT = 40;

  private Tags() {}

  /**
   * The comment that a volume gets in the very command that makes it, so that there is no moment in
   * which it is there and nobody knows whose it is.
   */
  public static String comment(RunId run) {
    return fitting(MADE_BY + run.value());
  }

  /** The beginning of a text that fits into a comment. */
  public static String fitting(String comment) {
    return comment.length() <= LONGEST_COMMENT ? comment : comment.substring(0, LONGEST_COMMENT);
  }

  /** Whether a volume with that comment was made by cvmsnap. */
  public static boolean ours(String comment) {
    return comment.startsWith(MADE_BY);
  }

  /**
   * The tags that every snapshot of a set bears, for more to be added.
   *
   * @param pair the source, and the snapshot that bears them
   * @param set all of the set
   * @param sequence the number of the set
   * @param version of cvmsnap
   */
  public static Map<String, String> of(
      RunId run,
      GuestName guest,
      SnapshotPair pair,
      List<SnapshotPair> set,
      long sequence,
      String version) {
    List<GroupName> groups = set.stream().map(each -> each.snapshot().group()).toList();
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(RUN, run.value());
    tags.put(GUEST, guest.value());
    tags.put(SOURCE, pair.source().name().value());
    tags.put(SET, String.valueOf(Collections.frequency(groups, pair.snapshot().group())));
    if (new TreeSet<>(groups).size() > 1) {
      tags.put(
          GROUPS,
          groups.stream()
              .distinct()
              .sorted()
              .map(GroupName::value)
              .collect(Collectors.joining(",")));
    }
    tags.put(SEQUENCE, String.valueOf(sequence));
    tags.put(VERSION, version);
    return tags;
  }

  /** The number of its set; empty where it has none, as those of earlier versions have. */
  public static OptionalLong sequence(Map<String, String> tags) {
    String text = tags.getOrDefault(SEQUENCE, "");
    return NUMBER.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  /** The names of the disk groups that the set is in, where these are several; else none. */
  static List<GroupName> groups(Map<String, String> tags) {
    return Stream.of(tags.getOrDefault(GROUPS, "").split(",", -1))
        .filter(GroupName::legal)
        .map(GroupName::new)
        .toList();
  }

  /**
   * The tags, and when the snapshot that they are of was taken: UTC, to the second.
   *
   * @param date VxVM's own, where it has one
   */
  public static Map<String, String> taken(
      Map<String, String> tags, Instant at, Optional<LocalDateTime> date) {
    Map<String, String> all = new TreeMap<>(tags);
    all.put(TAKEN, at.truncatedTo(ChronoUnit.SECONDS).toString());
    date.ifPresent(known -> all.put(DATE, known.toString()));
    return all;
  }

  /**
   * The same before VxVM has a date: the one that it will have where its clock is like this one.
   */
  public static Map<String, String> coming(Map<String, String> tags, Instant at) {
    return taken(
        tags,
        at,
        family(tags)
            .filter(Family.INSTANT::equals)
            .map(
                any ->
                    LocalDateTime.ofInstant(at.truncatedTo(ChronoUnit.MINUTES), ZoneOffset.UTC)));
  }

  /** The tag that tells of the family. */
  public static Map<String, String> of(Family family) {
    return Map.of(FAMILY, word(family));
  }

  /** What the tags say of the content. */
  public static Proof proof(Map<String, String> tags) {
    return Proof.of(Optional.ofNullable(tags.get(PROOF)));
  }

  /** What the tags say of where its file systems are; empty where they do not. */
  public static List<PlacedFileSystem> fileSystems(Map<String, String> tags) {
    return Optional.ofNullable(tags.get(FILE_SYSTEMS))
        .flatMap(PlacedFileSystem::parse)
        .orElse(List.of());
  }

  /** The volume that it was taken of; empty where they do not tell, or tell what is no name. */
  static Optional<VolumeName> source(Map<String, String> tags) {
    return Optional.ofNullable(tags.get(SOURCE)).flatMap(VolumeName::of);
  }

  /** What the operator says of the set; empty where nothing. */
  static Optional<String> comment(Map<String, String> tags) {
    return Optional.ofNullable(tags.get(COMMENT)).map(SnapshotComment::decoded);
  }

  /** The policy that took the set; empty where none. */
  public static Optional<String> policy(Map<String, String> tags) {
    return Optional.ofNullable(tags.get(POLICY));
  }

  private static String word(Family family) {
    return family.name().toLowerCase(Locale.ROOT);
  }

  /** Whether they are of a snapshot that VxVM lists as one. */
  public static boolean instant(Map<String, String> tags) {
    return family(tags).equals(Optional.of(Family.INSTANT));
  }

  /** The family that tags tell of; empty where they do not. */
  static Optional<Family> family(Map<String, String> tags) {
    return Arrays.stream(Family.values())
        .filter(family -> word(family).equals(tags.get(FAMILY)))
        .findFirst();
  }

  /** Whether a tag is cvmsnap's. */
  public static boolean isOwn(String tag) {
    return tag.startsWith(PREFIX);
  }
}
