package org.cvmsnap.plan.take;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;

/**
 * Names the snapshots of a set after a template with {@code {volume}}, {@code {date}}, {@code
 * {time}} (both UTC) and {@code {n}} (the lowest number, from 1, with which every name of the set
 * is free).
 */
public final class SnapshotNames {
  /** The template where the operator gives none. Its volume's part is shortened where needed. */
  public static final String USUAL = "{volume}_{date}{time}";

  private static final Pattern FIELD = Pattern.compile("\\{([^{}]*)\\}");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HHmmss").withZone(ZoneOffset.UTC);

  /** What VxVM appends to the name of a volume for its plex, its DCO, and that one's log. */
  private static final List<String> COMING_WITH_IT = List.of("-01", "_dco", "_dcl", "_dcl-01");

  /** What {@code {volume}} may take in the usual template: {@code _}, 8 and 6 digits follow. */
  private static final int USUAL_PART = VolumeName.MAX_PREPARED - 15;

  private final String template;
  private final boolean usual;
  private final Instant now;
  private final UnaryOperator<GroupName> target;
  private final Function<GroupName, Set<String>> taken;

  /**
   * @param template checked by {@link #problem}
   * @param target the disk group of the snapshots of volumes in another
   * @param taken the names that are in use there, of records of any type
   */
  SnapshotNames(
      String template,
      Instant now,
      UnaryOperator<GroupName> target,
      Function<GroupName, Set<String>> taken) {
    this.target = target;
    this.template = template;
    this.usual = template.equals(USUAL);
    this.now = now;
    this.taken = taken;
  }

  /** What is wrong with a template for a set of that many; empty text where nothing is. */
  public static String problem(String template, int volumes) {
    Matcher matcher = FIELD.matcher(template);
    boolean tellsApart = volumes == 1;
    while (matcher.find()) {
      String field = matcher.group(1);
      if (!List.of("volume", "date", "time", "n").contains(field)) {
        return "'{" + field + "}' in a name is not one of {volume}, {date}, {time}, {n}";
      }
      tellsApart |= field.equals("volume");
    }
    if (!tellsApart) {
      return "a name for several volumes needs {volume} in it";
    }
    // In /dev/vx these would be directories that are there.
    boolean directory = template.equals(".") || template.equals("..");
    return VolumeName.legal(FIELD.matcher(template).replaceAll("0")) && !directory
        ? ""
        : "'" + template + "' makes no name: VxVM takes letters, digits, _ - . and no - in front";
  }

  /** The pairs, or the reasons why they cannot be named so. */
  record Named(List<SnapshotPair> pairs, List<Refusal> refusals) {}

  Named name(List<VolumeId> sources) {
    int last = template.contains("{n}") ? 9999 : 1;
    Named named = new Named(List.of(), List.of());
    for (int n = 1; n <= last; n++) {
      named = name(sources, n);
      if (named.refusals().isEmpty()) {
        return named;
      }
    }
    return named;
  }

  private Named name(List<VolumeId> sources, int n) {
    List<SnapshotPair> pairs = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    Map<GroupName, Set<String>> used = new HashMap<>();
    for (VolumeId source : sources) {
      GroupName group = target.apply(source.group());
      Set<String> others = used.computeIfAbsent(group, any -> new HashSet<>());
      String name = filled(source.name(), n);
      String problem = problemWith(name, others, taken.apply(source.group()));
      if (problem.isEmpty()) {
        pairs.add(new SnapshotPair(source, new VolumeId(group, new VolumeName(name))));
      } else {
        refusals.add(
            new Refusal(
                "The snapshot of "
                    + source.name()
                    + " cannot be named '"
                    + name
                    + "': "
                    + problem
                    + ".",
                "Choose other names, such as --name '{volume}_{n}'."));
      }
      others.add(name);
    }
    return new Named(List.copyOf(pairs), List.copyOf(refusals));
  }

  private String filled(VolumeName source, int n) {
    String volume = usual ? shortened(source.value()) : source.value();
    return FIELD
        .matcher(template)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    switch (match.group(1)) {
                      case "volume" -> volume;
                      case "date" -> DATE.format(now);
                      case "time" -> TIME.format(now);
                      default -> String.valueOf(n);
                    }));
  }

  /** Whether the usual template has room for the whole of the volume's name. */
  static boolean keepsWhole(VolumeName volume) {
    return volume.value().length() <= USUAL_PART;
  }

  /** Volumes of one guest usually begin alike and differ at the end, so the middle goes. */
  private static String shortened(String name) {
    if (name.length() <= USUAL_PART) {
      return name;
    }
    int tail = USUAL_PART / 2 + 1;
    return name.substring(0, USUAL_PART - tail) + name.substring(name.length() - tail);
  }

  private static String problemWith(String name, Set<String> used, Set<String> taken) {
    if (name.length() > VolumeName.MAX_PREPARED) {
      return "it has "
          + name.length()
          + " characters, and only "
          + VolumeName.MAX_PREPARED
          + " leave room for the names of its DCO";
    }
    if (!VolumeName.legal(name)) {
      return "VxVM takes letters, digits, '_', '-' and '.'";
    }
    if (taken.contains(name)) {
      return "the disk group has a volume of that name";
    }
    for (String own : COMING_WITH_IT) {
      if (taken.contains(name + own)) {
        return "the disk group has a record " + name + own + ", which comes with it";
      }
    }
    return used.contains(name) ? "another snapshot of this set gets that name" : "";
  }
}
