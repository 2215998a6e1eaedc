package org.cvmsnap.cluster;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.DataAmount;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.SnapshotType;
import org.cvmsnap.model.VolumeAttributes;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.model.VolumeRecord;
import org.cvmsnap.vxvm.Vxvm;

/** What is known of one disk group, as far as it was asked for: what was not is empty. */
public final class GroupFacts {
  /** What is said of a snapshot that has another date than it was marked with. */
  public static final String REFRESHED = "refreshed by somebody else";

  private final DiskGroup group;
  private final GroupLayout layout;
  private final Map<VolumeName, VolumeAttributes> attributes;
  private final Map<String, String> marks;
  private final Map<String, List<SnapshotRow>> rows;
  private final Map<VolumeName, Map<String, String>> tags;
  private final Map<VolumeName, Set<VolumeName>> ties;

  /** The volumes of each run that bear its mark. */
  private final Map<String, List<VolumeName>> sets;

  /** The rows of volumes, by the names of their parents. */
  private final Map<String, List<SnapshotRow>> children;

  private GroupFacts(
      DiskGroup group,
      GroupLayout layout,
      Map<VolumeName, VolumeAttributes> attributes,
      Map<String, String> marks,
      Map<String, List<SnapshotRow>> rows,
      Map<VolumeName, Map<String, String>> tags,
      Map<VolumeName, Set<VolumeName>> ties) {
    this.group = group;
    this.layout = layout;
    this.attributes = attributes;
    this.marks = Map.copyOf(marks);
    this.rows = rows;
    this.tags = Map.copyOf(tags);
    this.ties = Map.copyOf(ties);
    this.sets =
        layout.dataVolumes().stream()
            .map(VolumeRecord::name)
            .filter(volume -> tags(volume).containsKey(Tags.RUN))
            .collect(Collectors.groupingBy(volume -> tags(volume).getOrDefault(Tags.RUN, "")));
    this.children =
        rows.values().stream()
            .flatMap(List::stream)
            .filter(row -> row.objectType().equals("vol") && row.parent().isPresent())
            .collect(Collectors.groupingBy(row -> row.parent().orElseThrow()));
  }

  /**
   * What it is made of, and what is known of its volumes and plexes.
   *
   * @param attributes of its volumes
   * @param marks what is written into each plex's {@code putil2}
   */
  public GroupFacts(
      DiskGroup group,
      GroupLayout layout,
      List<VolumeAttributes> attributes,
      Map<String, String> marks) {
    this(group, layout, VolumeAttributes.byName(attributes), marks, Map.of(), Map.of(), Map.of());
  }

  /** Nothing but what it is made of. */
  public GroupFacts(DiskGroup group, GroupLayout layout) {
    this(group, layout, List.of(), Map.of());
  }

  /** The same with its snapshots. */
  public GroupFacts andSnapshots(Vxvm vxvm) throws NotLearnedException, InterruptedException {
    return andSnapshots(vxvm.snapshots(name()), vxvm);
  }

  /**
   * The same.
   *
   * @param listed VxVM's own list of them, as it has just been read
   */
  public GroupFacts andSnapshots(List<SnapshotRow> listed, Vxvm vxvm)
      throws NotLearnedException, InterruptedException {
    GroupFacts marked = with(listed, vxvm.tags(name()));
    Map<VolumeName, Set<VolumeName>> told = new LinkedHashMap<>();
    for (VolumeName source : marked.traditionalSources()) {
      vxvm.tied(new VolumeId(name(), source)).ifPresent(tied -> told.put(source, tied));
    }
    return new GroupFacts(group, layout, attributes, marks, marked.rows, marked.tags, told);
  }

  /** The volumes of which cvmsnap has taken traditional snapshots that are still there. */
  private Set<VolumeName> traditionalSources() {
    return layout.dataVolumes().stream()
        .map(VolumeRecord::name)
        .filter(volume -> tags(volume).containsKey(Tags.RUN))
        .filter(volume -> snapshotFamily(volume) == Family.TRADITIONAL)
        .flatMap(volume -> Tags.source(tags(volume)).stream())
        .filter(source -> layout.volume(source).isPresent())
        .collect(Collectors.toSet());
  }

  /**
   * The same.
   *
   * @param listed VxVM's own list of snapshots
   * @param told the tags of all volumes that have any
   */
  public GroupFacts with(List<SnapshotRow> listed, Map<VolumeName, Map<String, String>> told) {
    Map<String, List<SnapshotRow>> byName =
        listed.stream()
            .collect(
                Collectors.groupingBy(SnapshotRow::name, LinkedHashMap::new, Collectors.toList()));
    return new GroupFacts(group, layout, attributes, marks, byName, told, ties);
  }

  public DiskGroup group() {
    return group;
  }

  public GroupLayout layout() {
    return layout;
  }

  /** What is written into each plex's {@code putil2}. */
  public Map<String, String> marks() {
    return marks;
  }

  public GroupName name() {
    return group.name();
  }

  public Optional<VolumeAttributes> attributes(VolumeName volume) {
    return Optional.ofNullable(attributes.get(volume));
  }

  /** How snapshots of the volume are worked with; empty where VxVM does not tell. */
  public Optional<Family> family(VolumeName volume) {
    return attributes(volume)
        .flatMap(VolumeAttributes::instant)
        .map(instant -> instant ? Family.INSTANT : Family.TRADITIONAL);
  }

  public Map<String, String> tags(VolumeName volume) {
    return tags.getOrDefault(volume, Map.of());
  }

  /** VxVM's own entry of a snapshot, or of a mirror that may become one again. */
  public Optional<SnapshotRow> row(VolumeName volume) {
    return rows.getOrDefault(volume.value(), List.of()).stream()
        .filter(row -> row.snapType().isPresent() && row.parent().isPresent())
        .findFirst();
  }

  /** The disk group that VxVM says a snapshot's source is in. */
  public GroupName parentGroup(VolumeName snapshot) {
    return rows.getOrDefault(snapshot.value(), List.of()).stream()
        .flatMap(row -> row.parentGroup().stream())
        .findFirst()
        .orElse(name());
  }

  /** What VxVM lists here of what that volume, in whatever disk group, is the parent of. */
  List<VolumeId> children(VolumeId parent) {
    return children.getOrDefault(parent.name().value(), List.of()).stream()
        .filter(row -> row.parentGroup().orElse(name()).equals(parent.group()))
        .flatMap(row -> VolumeName.of(row.name()).stream())
        .map(volume -> new VolumeId(name(), volume))
        .toList();
  }

  /**
   * How a snapshot is worked with. One that somebody has cut off, with its DCO removed, looks like
   * a traditional one; what was noted when it was taken, and that its source is prepared for
   * instant snapshots, tell it from these.
   */
  Family snapshotFamily(VolumeName snapshot) {
    Map<String, String> own = tags(snapshot);
    Optional<VolumeName> source = Tags.source(own);
    boolean instant =
        row(snapshot).isPresent()
            || layout.dcoOf(snapshot).isPresent()
            || source.flatMap(layout::dcoOf).isPresent();
    return Tags.family(own).orElse(instant ? Family.INSTANT : Family.TRADITIONAL);
  }

  /**
   * Whether VxVM still lists a volume as a snapshot of its source; of a traditional one whose
   * source has no map of changes VxVM does not tell, and its tags are believed.
   */
  boolean associated(VolumeName snapshot) {
    if (snapshotFamily(snapshot) == Family.INSTANT) {
      return row(snapshot).isPresent();
    }
    return Tags.source(tags(snapshot))
        .flatMap(source -> Optional.ofNullable(ties.get(source)))
        .map(tied -> tied.contains(snapshot))
        .orElse(true);
  }

  /** Whether a snapshot mirror is cvmsnap's or nobody's. */
  public boolean ours(Plex plex) {
    return ours(marks, plex);
  }

  /**
   * Whether a plex is cvmsnap's or nobody's, as its field {@code putil2} says, which VxVM leaves to
   * administrators: other tools write their names there (dbed does, for instance). What is not
   * known is somebody's.
   */
  public static boolean ours(Map<String, String> marks, Plex plex) {
    String mark = marks.get(plex.name());
    return mark != null && (mark.isEmpty() || mark.equals("cvmsnap"));
  }

  /** Every volume that VxVM lists as a snapshot, or that carries the mark of one. */
  public List<SnapshotInfo> snapshots() {
    List<SnapshotInfo> snapshots = new ArrayList<>();
    for (VolumeRecord volume : layout.dataVolumes()) {
      Optional<SnapshotRow> row = row(volume.name());
      Map<String, String> own = tags(volume.name());
      if (row.filter(each -> !each.linkedMirror()).isPresent() || own.containsKey(Tags.RUN)) {
        snapshots.add(info(volume, row, own));
      }
    }
    return List.copyOf(snapshots);
  }

  private SnapshotInfo info(
      VolumeRecord volume, Optional<SnapshotRow> row, Map<String, String> own) {
    Optional<VolumeName> source =
        row.flatMap(SnapshotRow::parent).flatMap(VolumeName::of).or(() -> Tags.source(own));
    List<String> troubles = troubles(volume, row, own, source);
    Proof proof = troubles.isEmpty() ? Tags.proof(own) : Tags.proof(own).worse(Proof.UNCHECKED);
    int missing = missing(own);
    if (missing > 0) {
      troubles.add(missing + " of its set missing"); // what it was asked itself stays true
    }
    return new SnapshotInfo(
        new VolumeId(name(), volume.name()),
        source,
        Optional.ofNullable(own.get(Tags.KIND))
            .orElseGet(() -> kind(row.flatMap(SnapshotRow::typeWord).orElse(""))),
        Optional.ofNullable(own.get(Tags.TAKEN))
            .or(() -> row.flatMap(SnapshotRow::date).map(LocalDateTime::toString)),
        volume.sectors(),
        percent(row.flatMap(SnapshotRow::change)),
        percent(row.flatMap(SnapshotRow::synced)),
        Optional.ofNullable(own.get(Tags.GUEST)),
        Optional.ofNullable(own.get(Tags.RUN)),
        proof,
        Tags.comment(own),
        Tags.policy(own),
        troubles);
  }

  private static OptionalDouble percent(Optional<DataAmount> amount) {
    return amount.isPresent() ? OptionalDouble.of(amount.get().percent()) : OptionalDouble.empty();
  }

  /** VxVM's word for a kind (vxsnap(1M), list), in cvmsnap's. */
  private static String kind(String word) {
    return switch (SnapshotType.of(word)) {
      case BROKEN_OFF_MIRROR -> "break-off";
      case FULL_SIZED -> "full";
      case SPACE_OPTIMIZED -> "space-optimized";
      case BROKEN_OFF_VOLUME -> "linked";
      default -> word.isEmpty() ? "unknown" : word;
    };
  }

  /** What speaks against it itself, so that its content may be another than was proven. */
  private List<String> troubles(
      VolumeRecord volume,
      Optional<SnapshotRow> row,
      Map<String, String> own,
      Optional<VolumeName> source) {
    List<String> troubles = new ArrayList<>();
    if (!volume.enabledAndActive()) {
      troubles.add(
          volume.kernelState().equals("ENABLED")
              ? volume.state()
              : volume.kernelState() + "/" + volume.state());
    }
    layout
        .cacheOf(volume.name())
        .filter(cache -> !cache.kernelState().equals("ENABLED"))
        .ifPresent(cache -> troubles.add("cache " + cache.name() + " is " + cache.kernelState()));
    if (volume.invalid()) {
      layout
          .cacheOf(volume.name())
          .ifPresent(
              cache -> troubles.add("lost with what cache " + cache.name() + " had no room for"));
    }
    row.flatMap(SnapshotRow::synced)
        .filter(synced -> !synced.all())
        .filter(synced -> row.filter(it -> it.isA(SnapshotType.SPACE_OPTIMIZED)).isEmpty())
        .ifPresent(synced -> troubles.add("unsynchronized"));
    if (!associated(volume.name())) {
      troubles.add("dissociated");
    }
    Optional<VolumeName> here =
        source.filter(it -> row.flatMap(SnapshotRow::parentGroup).map(name()::equals).orElse(true));
    if (snapshotFamily(volume.name()) == Family.INSTANT) {
      if (layout.badLog(volume.name())) {
        troubles.add("BADLOG");
      }
      here.filter(layout::badLog).ifPresent(it -> troubles.add("its source is BADLOG"));
    }
    here.flatMap(layout::volume)
        .flatMap(it -> SameLength.trouble(volume.sectors(), it.sectors()))
        .ifPresent(troubles::add);
    Optional.ofNullable(own.get(Tags.DATE))
        .filter(
            noted ->
                row.flatMap(SnapshotRow::date)
                    .filter(now -> !now.toString().equals(noted))
                    .isPresent())
        .ifPresent(noted -> troubles.add(REFRESHED));
    if (row.filter(SnapshotRow::linkedMirror).isPresent()) {
      troubles.add("a mirror again");
    }
    return troubles;
  }

  /** The disk groups in which sets with a part here have parts. */
  public Set<GroupName> partsOfSets() {
    return tags.values().stream()
        .flatMap(own -> Tags.groups(own).stream())
        .collect(Collectors.toSet());
  }

  /** The number of a set that is the newest in all of these disk groups. */
  public static long nextSequence(Stream<GroupFacts> groups) {
    return groups
            .flatMap(group -> group.tags.values().stream())
            .flatMapToLong(own -> Tags.sequence(own).stream())
            .max()
            .orElse(0)
        + 1;
  }

  /** Whether every snapshot that a run has made here is there, and any is. */
  boolean hasAllOf(String run) {
    return sets.getOrDefault(run, List.of()).stream()
        .findFirst()
        .filter(volume -> missing(tags(volume)) <= 0)
        .isPresent();
  }

  /** How many snapshots of its set are gone here: the set is not what was taken any more. */
  private int missing(Map<String, String> own) {
    String run = own.get(Tags.RUN);
    if (run == null) {
      return 0;
    }
    int there = sets.getOrDefault(run, List.of()).size();
    try {
      return (int) (Long.parseLong(own.getOrDefault(Tags.SET, "1")) - there);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
