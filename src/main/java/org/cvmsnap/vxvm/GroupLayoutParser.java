package org.cvmsnap.vxvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cvmsnap.model.CacheObject;
import org.cvmsnap.model.Dco;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.model.VolumeRecord;

/** Reads {@code vxprint -g DG -ht} of VxVM 4.0 and later, as of one disk group. */
final class GroupLayoutParser {
  // V  NAME           RVG/VSET/CO  KSTATE   STATE    LENGTH   READPOL   PREFPLEX UTYPE
  // PL NAME           VOLUME       KSTATE   STATE    LENGTH   LAYOUT    NCOL/WID MODE
  // v  ldom1_data     -            ENABLED  ACTIVE   20971520 SELECT    -        fsgen
  // pl ldom1_data-01  ldom1_data   ENABLED  ACTIVE   20971520 CONCAT    -        RW
  // sv ldom1_l-S01    ldom1_l-03   ldom1_l-L01 1     1048576  0/0       2/2      ENA
  // dc ldom1_data_dco ldom1_data   ldom1_data_dcl
  // sp ldom1_s1_snp1  ldom1_data   ldom1_data_dco
  // co cacheobj       cachevol     ENABLED  ACTIVE
  // sc ldom1_s1-S01   ldom1_s1-P01 cacheobj 0        20971520 0         -        ENA
  // An absent value is "-", so that the number of columns is stable (vxprint(1M)). The output
  // without -t has the same record types with other columns, and so the length elsewhere.

  /** Records that cvmsnap has no use for; v2, p2 and s2 are parts of layered volumes. */
  private static final Set<String> PASSED_OVER =
      Set.of("st", "dm", "rv", "rl", "vt", "sd", "ex", "sr", "v2", "p2", "s2");

  private static final Set<String> HEADINGS =
      Set.of(
          "DG", "ST", "DM", "RV", "RL", "CO", "VT", "V", "PL", "SD", "SV", "SC", "DC", "SP", "EX",
          "SR");

  private static final Pattern GROUP_LINE = Pattern.compile("Disk group: (\\S+)");
  private static final Pattern SECTORS = Pattern.compile("\\d{1,18}");
  private static final String ABSENT = "-";

  private final GroupName group;
  private final List<VolumeRecord> volumes = new ArrayList<>();
  private final List<Plex> plexes = new ArrayList<>();
  private final List<Dco> dcos = new ArrayList<>();
  private final Set<String> snapObjects = new HashSet<>();
  private final List<CacheObject> caches = new ArrayList<>();
  private final Set<String> layeredPlexes = new HashSet<>();
  private final Set<VolumeName> subvolumes = new HashSet<>();
  private final Map<String, String> cached = new HashMap<>();
  private boolean groupSeen;

  private GroupLayoutParser(GroupName group) {
    this.group = group;
  }

  static GroupLayout parse(GroupName group, String output) {
    GroupLayoutParser parser = new GroupLayoutParser(group);
    Rows.stream(output).forEach(parser::row);
    return parser.layout();
  }

  private void row(String row) {
    List<String> words = Rows.words(row);
    switch (words.get(0)) {
      case "dg" -> ofThisGroup(columns(words, 2).get(1));
      case "v" -> volumes.add(volume(columns(words, 9)));
      case "pl" -> plexes.add(plex(columns(words, 9)));
      case "sv" -> subvolume(columns(words, 4));
      case "dc" -> dcos.add(dco(columns(words, 4)));
      case "sp" -> snapObjects.add(columns(words, 4).get(1));
      case "co" -> caches.add(cache(columns(words, 5)));
      case "sc" -> cached.put(columns(words, 4).get(2), words.get(3));
      default -> other(row, words);
    }
  }

  private void other(String row, List<String> words) {
    if (PASSED_OVER.contains(words.get(0))) {
      return;
    }
    boolean heading = words.size() > 2 && words.get(1).equals("NAME");
    if (heading && HEADINGS.contains(words.get(0))) {
      return;
    }
    ofThisGroup(Rows.matched(GROUP_LINE, row, "not a record").group(1));
  }

  private void ofThisGroup(String name) {
    if (!name.equals(group.value())) {
      throw new IllegalArgumentException("asked for " + group + ", told of " + name);
    }
    groupSeen = true;
  }

  private void subvolume(List<String> columns) {
    layeredPlexes.add(columns.get(2));
    subvolumes.add(new VolumeName(columns.get(3)));
  }

  private GroupLayout layout() {
    if (!groupSeen) {
      throw new IllegalArgumentException("no dg record");
    }
    Set<VolumeName> layered = layered();
    return new GroupLayout(
        group,
        volumes.stream()
            .map(volume -> layered.contains(volume.name()) ? volume.onLayers() : volume)
            .toList(),
        plexes,
        dcos,
        snapObjects,
        caches,
        subvolumes,
        cached);
  }

  private static VolumeRecord volume(List<String> columns) {
    return new VolumeRecord(
        new VolumeName(columns.get(1)),
        state(columns, 3),
        state(columns, 4),
        sectors(columns),
        false);
  }

  /** The volumes that have a plex of other volumes. */
  private Set<VolumeName> layered() {
    return plexes.stream()
        .filter(plex -> layeredPlexes.contains(plex.name()))
        .flatMap(plex -> plex.volume().stream())
        .collect(Collectors.toSet());
  }

  private static Plex plex(List<String> columns) {
    String volume = columns.get(2);
    if (!columns.get(5).equals("LOGONLY")) { // a dirty region log has no length of data
      sectors(columns);
    }
    return new Plex(
        columns.get(1),
        volume.equals(ABSENT) ? Optional.empty() : Optional.of(new VolumeName(volume)),
        state(columns, 3),
        state(columns, 4),
        columns.get(6).intern());
  }

  private static Dco dco(List<String> columns) {
    return new Dco(columns.get(1), new VolumeName(columns.get(2)), new VolumeName(columns.get(3)));
  }

  private static CacheObject cache(List<String> columns) {
    return new CacheObject(
        columns.get(1), new VolumeName(columns.get(2)), state(columns, 3), state(columns, 4));
  }

  private static List<String> columns(List<String> words, int atLeast) {
    if (words.size() < atLeast) {
      throw new IllegalArgumentException("too few columns: " + String.join(" ", words));
    }
    return words;
  }

  private static String state(List<String> columns, int column) {
    String state = columns.get(column);
    if (SECTORS.matcher(state).matches()) {
      throw new IllegalArgumentException("not a state: " + String.join(" ", columns));
    }
    return state.intern(); // one of a few words, on very many records
  }

  private static long sectors(List<String> columns) {
    String sectors = columns.get(5);
    if (!SECTORS.matcher(sectors).matches()) {
      throw new IllegalArgumentException("not a length: " + String.join(" ", columns));
    }
    return Long.parseLong(sectors);
  }
}
