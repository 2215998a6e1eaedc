package org.cvmsnap.vxvm;

import static org.cvmsnap.vxvm.VxvmCommands.command;
import static org.cvmsnap.vxvm.VxvmCommands.with;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.Reading;
import org.cvmsnap.model.ClusterMember;
import org.cvmsnap.model.ClusterMode;
import org.cvmsnap.model.Dco;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.NodeState;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.VolumeAttributes;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.model.VxTask;

/**
 * What VxVM and CVM know on one node. Every method asks anew, changes nothing, and throws {@link
 * NotLearnedException} rather than guess. The configuration is the same on all nodes; which volume
 * is open, and which tasks run, each node knows for itself alone.
 */
public final class Vxvm {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String RESTORE = "restore=";
  private static final Pattern SECTORS = Pattern.compile("[1-9]\\d{0,17}");

  private final Reading reading;

  public Vxvm(Host node) {
    this.reading = new Reading(node, LIMIT);
  }

  /** How this node stands to the cluster. */
  public ClusterMode mode() throws NotLearnedException, InterruptedException {
    return reading.read(new ClusterModeParser()::parse, "vxdctl", "-c", "mode");
  }

  /**
   * The nodes that the cluster knows, not all of which need be joined; never empty.
   *
   * @throws NotLearnedException also on a node that is out of the cluster
   */
  public List<ClusterMember> members() throws NotLearnedException, InterruptedException {
    return reading.read(new MemberListParser()::parse, "vxclustadm", "nidmap");
  }

  /** How this node says that it stands to the cluster, and its number there. */
  public NodeState state() throws NotLearnedException, InterruptedException {
    return reading.read(NodeStateParser::parse, "vxclustadm", "-v", "nodestate");
  }

  /** The disk groups that this node has imported, shared or not. */
  public List<DiskGroup> groups() throws NotLearnedException, InterruptedException {
    return reading.read(new GroupListParser()::parse, "vxdg", "list");
  }

  /** What a disk group is made of. */
  public GroupLayout layout(GroupName group) throws NotLearnedException, InterruptedException {
    return reading.read(
        output -> GroupLayoutParser.parse(group, output), command("vxprint", group, "-ht"));
  }

  /**
   * The same with the data change objects that are BADLOG: the log itself may have been started
   * again since. A release that does not tell is believed to have none.
   */
  public GroupLayout layoutAndLogs(GroupName group)
      throws NotLearnedException, InterruptedException {
    GroupLayout layout = layout(group);
    if (layout.dcos().isEmpty()) {
      return layout;
    }
    Set<String> bad = new HashSet<>();
    named(group, "badlog", "not a DCO", layout.dcos().stream().map(Dco::name).toList())
        .forEach(
            (dco, field) -> {
              if (AttributesParser.onOff(field).orElse(false)) {
                bad.add(dco);
              }
            });
    return layout.withBadLogs(bad);
  }

  /** The attributes of every volume in a group, DCO logs among them; never empty. */
  public List<VolumeAttributes> attributes(GroupName group)
      throws NotLearnedException, InterruptedException {
    return printed(
        group,
        new AttributesParser()::parse,
        command("vxprint", group, "-v", "-F", AttributesParser.FORMAT));
  }

  /**
   * Whether one node alone may open a volume, for the volumes in a group of which VxVM tells it.
   * The field is in no guide, and a release may not know it.
   */
  public Map<VolumeName, Boolean> exclusive(GroupName group)
      throws NotLearnedException, InterruptedException {
    FieldParser parser = new FieldParser("not two attributes");
    return printed(
        group,
        output -> parser.ofVolumes(output, AttributesParser::onOff),
        fields(group, "-v", "exclusive"));
  }

  /** Whether a volume is open on this node; nothing is said of other nodes. */
  public boolean open(VolumeId volume) throws NotLearnedException, InterruptedException {
    return printed(
        volume.group(), Vxvm::onOrOff, with(command("vxprint", volume, "-m"), "-F", "%devopen"));
  }

  /**
   * Whether a volume is being made what a snapshot of it is, in the background; empty where VxVM
   * does not tell.
   */
  public Optional<Boolean> restoring(VolumeId volume)
      throws NotLearnedException, InterruptedException {
    return Optional.ofNullable(
        restoring(volume.group(), List.of(volume.name())).get(volume.name()));
  }

  /** The same of several volumes of a group; without those of which VxVM does not tell. */
  public Map<VolumeName, Boolean> restoring(GroupName group, List<VolumeName> volumes)
      throws NotLearnedException, InterruptedException {
    List<String> asking = command("vxprint", group, "-m");
    Map<VolumeName, Boolean> restoring = new HashMap<>();
    for (List<String> line :
        VxvmCommands.lines(asking, volumes.stream().map(VolumeName::value).toList())) {
      List<String> asked = line.subList(asking.size(), line.size());
      restoring.putAll(printed(group, output -> restored(output, asked), line));
    }
    return restoring;
  }

  // vol  ldom1_data
  //         use_type=fsgen
  //         restore=on
  // The values on and off are those that public agents wait for. Records of other types may follow
  // that have such a line of their own, and a version may print none.
  private static Map<VolumeName, Boolean> restored(String output, List<String> asked) {
    Set<String> told = new HashSet<>();
    Map<VolumeName, Boolean> restored = new HashMap<>();
    Optional<String> volume = Optional.empty();
    for (String row : Rows.of(output)) {
      if (!row.contains("=")) {
        List<String> words = Rows.words(row);
        boolean vol = words.size() == 2 && words.get(0).equals("vol");
        volume = Optional.of(words.get(words.size() - 1)).filter(name -> vol && told.add(name));
      } else if (row.startsWith(RESTORE)) {
        Optional<Boolean> on = AttributesParser.onOff(row.substring(RESTORE.length()));
        volume
            .filter(asked::contains)
            .ifPresent(
                name -> on.ifPresent(each -> restored.putIfAbsent(new VolumeName(name), each)));
      }
    }
    for (String name : asked) {
      if (!told.contains(name)) {
        throw new IllegalArgumentException("no volume " + name);
      }
    }
    return restored;
  }

  private static boolean onOrOff(String output) {
    return AttributesParser.onOff(output)
        .orElseThrow(() -> new IllegalArgumentException("neither on nor off"));
  }

  /**
   * What the administrator, or cvmsnap, has written into the {@code putil2} field of each plex of a
   * group; empty text where nothing is written.
   */
  public Map<String, String> plexMarks(GroupName group)
      throws NotLearnedException, InterruptedException {
    FieldParser parser = new FieldParser("not a plex");
    return printed(
        group, output -> parser.parseSome(output, "no plexes"), fields(group, "-p", "putil2"));
  }

  private <T> T printed(GroupName group, Function<String, T> parser, List<String> argv)
      throws NotLearnedException, InterruptedException {
    return reading.read(output -> parser.apply(Rows.ofGroup(group, output)), argv);
  }

  /**
   * One field of records, by their names.
   *
   * @param refusal what is said of a row that is none
   */
  private Map<String, String> named(
      GroupName group, String field, String refusal, List<String> records)
      throws NotLearnedException, InterruptedException {
    List<String> argv = command("vxprint", group, "-F", FieldParser.format(field));
    Map<String, String> told = new LinkedHashMap<>();
    for (List<String> line : VxvmCommands.lines(argv, records)) {
      told.putAll(printed(group, new FieldParser(refusal)::parse, line));
    }
    return told;
  }

  private static List<String> fields(GroupName group, String type, String field) {
    return command("vxprint", group, type, "-F", FieldParser.format(field));
  }

  /**
   * The region sizes of DCOs and caches, in sectors: the value is passed on to {@code regionsize=}
   * as it is (VxVM guide, preparing to create a full-sized instant snapshot). One that this release
   * does not tell is not in the map.
   */
  public Map<String, Long> regionSizes(GroupName group, List<String> records)
      throws NotLearnedException, InterruptedException {
    Map<String, Long> sizes = new LinkedHashMap<>();
    named(group, "regionsz", "not a region size", records)
        .forEach(
            (record, field) -> {
              if (SECTORS.matcher(field).matches()) {
                sizes.put(record, Long.valueOf(field));
              }
            });
    return Map.copyOf(sizes);
  }

  /** The comments of the volumes in a group; empty text where there is none. */
  public Map<VolumeName, String> comments(GroupName group)
      throws NotLearnedException, InterruptedException {
    FieldParser parser = new FieldParser("not a comment");
    return printed(
        group, output -> parser.ofVolumes(output, Optional::of), fields(group, "-v", "comment"));
  }

  /** How long a volume could be that is neither mirrored nor striped, in sectors; 0 for none. */
  public long room(GroupName group) throws NotLearnedException, InterruptedException {
    List<String> argv = command("vxassist", group, "maxsize", "layout=nomirror,nostripe");
    CommandResult.Finished ended = reading.ended(argv);
    if (ended.exit() == 0) {
      return Reading.understood(argv, ended.out(), new RoomParser()::parse);
    }
    if (RoomParser.none(ended)) {
      return 0;
    }
    throw new NotLearnedException(Reading.failure(argv, ended));
  }

  /**
   * Sources, snapshots and mirrors that may become snapshots. A list of nothing may have no
   * heading, or be a notice; it is believed only where no volume is prepared for instant snapshots.
   */
  public List<SnapshotRow> snapshots(GroupName group)
      throws NotLearnedException, InterruptedException {
    List<String> argv = command("vxsnap", group, "list");
    CommandResult.Finished ended = reading.ended(argv);
    if (ended.exit() != 0) {
      throw new NotLearnedException(Reading.failure(argv, ended));
    }
    if (SnapshotListParser.none(ended.out()) && layout(group).dcos().isEmpty()) {
      return List.of();
    }
    return Reading.understood(argv, ended.out(), new SnapshotListParser()::parse);
  }

  /** When VxVM says that a snapshot was taken or last refreshed; empty where it does not say. */
  public Optional<LocalDateTime> snapshotDate(VolumeId snapshot) throws InterruptedException {
    try {
      return snapshots(snapshot.group()).stream()
          .filter(row -> row.name().equals(snapshot.name().value()))
          .filter(row -> row.objectType().equals("vol"))
          .flatMap(row -> row.date().stream())
          .findFirst();
    } catch (NotLearnedException e) {
      return Optional.empty();
    }
  }

  /**
   * The volumes at either end of a tie between a source and a traditional snapshot.
   *
   * @throws NotLearnedException also where VxVM does not print them, as without FastResync
   */
  public Set<VolumeName> tied(GroupName group) throws NotLearnedException, InterruptedException {
    return reading.read(new SnapPrintParser()::parse, command("vxassist", group, "snapprint"));
  }

  /**
   * The traditional snapshots that are tied to a source. Of a named volume VxVM prints them only if
   * it has a map of changes (Administrator's Guide, "Displaying snapshot information").
   *
   * @return empty where VxVM does not print them
   */
  public Optional<Set<VolumeName>> tied(VolumeId source) throws InterruptedException {
    try {
      return Optional.of(
          reading.read(
              new SnapPrintParser()::parse,
              command("vxassist", source.group(), "snapprint", source.name().value())));
    } catch (NotLearnedException e) {
      return Optional.empty();
    }
  }

  /** The tags of one volume; none where it has none, or is not there. */
  public Map<String, String> tags(VolumeId volume)
      throws NotLearnedException, InterruptedException {
    return new TagReading(reading, volume.group()).of(volume.name());
  }

  /**
   * The tags of every volume in a group that has any; a tag without a value has an empty one. Where
   * VxVM lists those of one volume only, a large group may be told without foreign tags.
   */
  public Map<VolumeName, Map<String, String>> tags(GroupName group)
      throws NotLearnedException, InterruptedException {
    return new TagReading(reading, group).all();
  }

  /** The tasks on this node; work that a slave has shipped to the master is only seen there. */
  public List<VxTask> tasks() throws NotLearnedException, InterruptedException {
    return reading.read(new TaskListParser()::parse, "vxtask", "list");
  }
}
