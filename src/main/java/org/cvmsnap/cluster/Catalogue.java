package org.cvmsnap.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Nearest;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.SnapshotType;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.Vxvm;

/**
 * The volumes and snapshots of all shared disk groups, as they were when it was read. Whatever
 * changes or ends snapshots starts here; what cannot be read is refused.
 */
public final class Catalogue {
  private final Site site;
  private final Machine control;
  private final List<GroupFacts> groups = new ArrayList<>();
  private final List<GroupName> disabled = new ArrayList<>();

  private Catalogue(Site site, Machine control) {
    this.site = site;
    this.control = control;
  }

  /**
   * Reads the shared disk groups.
   *
   * @throws RefusedException when one cannot be read
   */
  public static Catalogue read(Site site) throws InterruptedException {
    Catalogue catalogue = new Catalogue(site, new Survey(site).here().control());
    Vxvm vxvm = site.vxvm(catalogue.control);
    try {
      for (DiskGroup group : vxvm.groups()) {
        if (group.shared() && group.enabled()) {
          catalogue.groups.add(
              new GroupFacts(group, vxvm.layoutAndLogs(group.name())).andSnapshots(vxvm));
        } else if (group.shared()) {
          catalogue.disabled.add(group.name());
        }
      }
    } catch (NotLearnedException e) {
      throw new RefusedException("What there is cannot be learned", e);
    }
    return catalogue;
  }

  /** The shared disk groups that are disabled: nothing is known of what is in them. */
  public List<GroupName> disabled() {
    return List.copyOf(disabled);
  }

  /** The names of all shared disk groups. */
  public List<String> shared() {
    return Stream.concat(groups.stream().map(GroupFacts::name), disabled.stream())
        .map(GroupName::value)
        .toList();
  }

  public Machine control() {
    return control;
  }

  /** Whether it is known what is in that disk group. */
  public boolean has(GroupName name) {
    return groups.stream().anyMatch(each -> each.name().equals(name));
  }

  public GroupFacts group(GroupName name) {
    return groups.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  /** Whether there is certainly no such volume. */
  public boolean lacks(VolumeId volume) {
    return has(volume.group()) && group(volume.group()).layout().volume(volume.name()).isEmpty();
  }

  /**
   * The snapshot that is meant.
   *
   * @throws RefusedException when there is none, or several
   */
  public VolumeId snapshot(SnapshotRef ref) {
    List<VolumeId> all =
        groups.stream().flatMap(group -> group.snapshots().stream()).map(SnapshotInfo::id).toList();
    if (all.stream().noneMatch(ref::means) && volumes().stream().anyMatch(ref::means)) {
      throw new RefusedException(
          ref + " is a volume, and not a snapshot.", "See: cvmsnap list " + ref.name() + ".");
    }
    return one("snapshot", ref, all);
  }

  /**
   * The volume that is meant.
   *
   * @throws RefusedException when there is none, or several
   */
  public VolumeId volume(SnapshotRef ref) {
    return one("volume", ref, volumes());
  }

  private List<VolumeId> volumes() {
    return groups.stream()
        .flatMap(
            group ->
                group.layout().dataVolumes().stream()
                    .map(volume -> new VolumeId(group.name(), volume.name())))
        .toList();
  }

  /** The volumes that are no snapshots. */
  public List<VolumeId> sources() {
    Set<VolumeId> snapshots = all().stream().map(SnapshotFacts::id).collect(Collectors.toSet());
    return volumes().stream().filter(each -> !snapshots.contains(each)).toList();
  }

  private VolumeId one(String what, SnapshotRef ref, List<VolumeId> all) {
    List<VolumeId> meant = all.stream().filter(ref::means).toList();
    if (meant.size() == 1) {
      return meant.get(0);
    }
    if (meant.isEmpty()) {
      throw unknown(what, ref, all);
    }
    throw new RefusedException(
        "There are several: " + described(meant) + ".",
        "Name it with its disk group: " + described(meant));
  }

  private RefusedException unknown(String what, SnapshotRef ref, List<VolumeId> all) {
    TreeSet<String> names = new TreeSet<>();
    all.forEach(id -> names.add(ref.group().isPresent() ? id.toString() : id.name().value()));
    String next =
        Nearest.ask(
            ref.toString(),
            names,
            names.isEmpty() ? "There is none at all." : "There are: " + described(names) + ".");
    boolean hidden = disabled.stream().anyMatch(name -> ref.group().map(name::equals).orElse(true));
    return hidden
        ? new RefusedException(
            "No %s '%s' can be seen: what is in disk group %s is not known, as it is disabled."
                .formatted(what, ref, described(disabled)),
            "Find out why it is disabled: vxdg list, vxdisk list.")
        : new RefusedException("There is no " + what + " '" + ref + "'.", next);
  }

  private static String described(Collection<?> items) {
    return items.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** All snapshots, without who uses them. */
  public List<SnapshotFacts> all() {
    List<SnapshotFacts> all = new ArrayList<>();
    for (GroupFacts group : groups) {
      new SetParts(groups)
          .snapshots(group)
          .forEach(
              info -> all.add(facts(group, info, new VolumeUse(List.of(), List.of(), List.of()))));
    }
    return List.copyOf(all);
  }

  /** Those of the snapshots that are there, without who uses them. */
  public List<SnapshotFacts> all(List<VolumeId> ids) {
    Set<VolumeId> wanted = Set.copyOf(ids);
    return all().stream().filter(each -> wanted.contains(each.id())).toList();
  }

  /** These snapshots, with who uses them, in that order. */
  public List<SnapshotFacts> facts(List<VolumeId> ids) throws InterruptedException {
    Map<VolumeId, VolumeUse> uses = new VolumeUsers(site, control).of(ids);
    Map<VolumeId, SnapshotFacts> found = new LinkedHashMap<>();
    for (GroupFacts group : groups) {
      for (SnapshotInfo info : new SetParts(groups).snapshots(group)) {
        Optional.ofNullable(uses.get(info.id()))
            .ifPresent(use -> found.put(info.id(), facts(group, info, use)));
      }
    }
    List<SnapshotFacts> all =
        ids.stream().flatMap(id -> Optional.ofNullable(found.get(id)).stream()).toList();
    Map<VolumeId, Restoring> restoring = restoring(all);
    return all.stream()
        .map(each -> each.during(each.target().source().map(restoring::get)))
        .toList();
  }

  /** The sources of these snapshots that are, or may be, being restored. */
  private Map<VolumeId, Restoring> restoring(List<SnapshotFacts> all) throws InterruptedException {
    List<VolumeId> sources =
        all.stream()
            .filter(each -> each.sourceRecord().isPresent())
            .flatMap(each -> each.target().source().stream())
            .distinct()
            .toList();
    return Restoring.among(sources, site.vxvm(control));
  }

  private SnapshotFacts facts(GroupFacts group, SnapshotInfo info, VolumeUse use) {
    VolumeName name = info.id().name();
    Optional<SnapshotRow> row = group.row(name);
    Map<String, String> tags = group.tags(name);
    GroupName home = row.flatMap(SnapshotRow::parentGroup).orElse(group.name());
    Optional<VolumeId> source = info.source().map(volume -> new VolumeId(home, volume));
    return new SnapshotFacts(
        info,
        new SnapshotTarget(
            info.id(),
            source,
            group.snapshotFamily(name),
            row.filter(each -> each.isA(SnapshotType.BROKEN_OFF_VOLUME)).isPresent(),
            tags.getOrDefault(Tags.RUN, "")),
        row,
        group.associated(name),
        source.flatMap(
            id ->
                groups.stream()
                    .filter(each -> each.name().equals(id.group()))
                    .findFirst()
                    .flatMap(each -> each.layout().volume(id.name()))),
        group.layout().plexesOf(name),
        group.layout().dcoOf(name),
        tags,
        children(info.id()),
        Optional.empty(),
        use);
  }

  private List<VolumeId> children(VolumeId parent) {
    return groups.stream().flatMap(group -> group.children(parent).stream()).toList();
  }
}
