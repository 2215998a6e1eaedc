package org.cvmsnap.workflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.cluster.SetParts;
import org.cvmsnap.cluster.Survey;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Nearest;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.Vxvm;

/** Lists snapshots: the disk groups' own configuration is the catalogue. */
public final class Listing {
  private final Session session;
  private final Site site;
  private final Journals journals;

  public Listing(Session session) {
    this.session = session;
    this.site = session.reading();
    this.journals = session.journals();
  }

  /**
   * What was found.
   *
   * @param others how many there are that the filter does not let through
   * @param disabled shared disk groups that cannot be used, and of which nothing is known
   * @param untold why the tags of a disk group cannot be read, so that nobody knows which of its
   *     snapshots are cvmsnap's
   */
  public record Listed(
      List<SnapshotInfo> snapshots,
      int others,
      List<GroupName> disabled,
      Map<GroupName, String> untold) {
    public Listed {
      snapshots = List.copyOf(snapshots);
      disabled = List.copyOf(disabled);
      untold = Collections.unmodifiableMap(new LinkedHashMap<>(untold));
    }

    /** Whether it is known who made the snapshot. */
    public boolean told(SnapshotInfo snapshot) {
      return !untold.containsKey(snapshot.id().group());
    }

    /** What is not known, in sentences. */
    public List<String> unknown() {
      return untold.entrySet().stream()
          .map(
              each ->
                  "the tags in disk group %s cannot be read, so which snapshots are cvmsnap's is not known, and some may not be listed: %s"
                      .formatted(each.getKey(), each.getValue()))
          .toList();
    }
  }

  /**
   * The snapshots of the volumes, or of all volumes, in one disk group or in all shared ones,
   * oldest first within each source.
   *
   * @throws RefusedException when a name is not known, or something cannot be learned
   */
  public Listed run(List<SnapshotRef> volumes, Optional<GroupName> group, ListFilter filter)
      throws InterruptedException {
    Machine control = new Survey(site).here().control();
    try {
      Vxvm vxvm = site.vxvm(control);
      List<DiskGroup> groups = groups(vxvm, group);
      List<RunRecord> runs = journals.unfinished();
      Map<GroupName, String> untold = new LinkedHashMap<>();
      List<SnapshotInfo> all =
          list(vxvm, volumes, groups, untold).stream()
              .map(snapshot -> unfinished(runs, snapshot))
              .toList();
      requireKnown(control, filter, all);
      Instant now = session.now();
      List<SnapshotInfo> wanted = all.stream().filter(each -> filter.passes(each, now)).toList();
      return new Listed(
          wanted,
          all.size() - wanted.size(),
          groups.stream().filter(each -> !each.enabled()).map(DiskGroup::name).toList(),
          untold);
    } catch (NotLearnedException e) {
      throw new RefusedException("The snapshots cannot be listed", e);
    }
  }

  /** That nothing passes a filter with a name that nobody knows would mean nothing. */
  private void requireKnown(Machine control, ListFilter filter, List<SnapshotInfo> all)
      throws InterruptedException {
    if (filter.guest().isPresent()) {
      KnownGuests.require(
          site,
          control,
          filter.guest().get().value(),
          all.stream().flatMap(each -> each.guest().stream()).toList());
    }
    Set<String> sets =
        all.stream().flatMap(each -> each.set().stream()).collect(Collectors.toSet());
    filter
        .set()
        .filter(set -> !sets.contains(set))
        .ifPresent(
            set -> {
              throw new RefusedException(
                  "There is no snapshot of a set '" + set + "'.",
                  Nearest.ask(set, sets, "See: cvmsnap list."));
            });
  }

  /** What a run on this machine has left half done is told as that. */
  static SnapshotInfo unfinished(List<RunRecord> runs, SnapshotInfo snapshot) {
    return runs.stream()
        .filter(run -> leavesHalfDone(run, snapshot))
        .findFirst()
        .map(run -> snapshot.with(run.plan().operation() + " not finished"))
        .orElse(snapshot);
  }

  /**
   * One that was refreshed, and does not bear the marks of that yet, is not somebody else's doing.
   */
  private static boolean leavesHalfDone(RunRecord run, SnapshotInfo snapshot) {
    if (run.plan().finishedLater()) {
      return run.plan().volumes().contains(snapshot.id());
    }
    boolean unmarked =
        run.beyondUndoing()
            && run.doubt().overwritten().contains(snapshot.id())
            && snapshot.state().contains(GroupFacts.REFRESHED);
    return unmarked || run.doubt().left().contains(snapshot.id());
  }

  private static List<SnapshotInfo> list(
      Vxvm vxvm, List<SnapshotRef> volumes, List<DiskGroup> groups, Map<GroupName, String> untold)
      throws NotLearnedException, InterruptedException {
    List<SnapshotInfo> snapshots = new ArrayList<>();
    List<GroupFacts> told = new ArrayList<>();
    TreeSet<VolumeId> known = new TreeSet<>();
    for (DiskGroup group : groups.stream().filter(DiskGroup::enabled).toList()) {
      GroupFacts facts = new GroupFacts(group, vxvm.layoutAndLogs(group.name()));
      facts
          .layout()
          .dataVolumes()
          .forEach(volume -> known.add(new VolumeId(group.name(), volume.name())));
      List<SnapshotRow> rows = vxvm.snapshots(group.name());
      try {
        told.add(facts.andSnapshots(rows, vxvm));
      } catch (NotLearnedException e) {
        // Without tags the list is poorer, and still true.
        untold.put(group.name(), e.why());
        facts.with(rows, Map.of()).snapshots().stream()
            .map(snapshot -> snapshot.with("its tags cannot be read"))
            .forEach(snapshots::add);
      }
    }
    SetParts parts = new SetParts(andOthers(vxvm, told));
    told.forEach(group -> snapshots.addAll(parts.snapshots(group)));
    for (SnapshotRef volume : volumes) {
      boolean all = groups.stream().allMatch(DiskGroup::enabled);
      if (all && known.stream().noneMatch(volume::means)) {
        throw unknown(
            volume.toString(),
            new TreeSet<>(
                known.stream()
                    .map(id -> volume.group().isEmpty() ? id.name().value() : id.toString())
                    .toList()));
      }
    }
    return snapshots.stream()
        .filter(each -> volumes.isEmpty() || volumes.stream().anyMatch(ref -> of(ref, each)))
        .sorted(
            Comparator.comparing((SnapshotInfo each) -> each.id().group())
                .thenComparing(each -> each.source().map(VolumeName::value).orElse(""))
                .thenComparing(each -> each.taken().orElse(""))
                .thenComparing(SnapshotInfo::id))
        .toList();
  }

  /** The disk groups, and others that sets with a part in one of them have a part in. */
  private static List<GroupFacts> andOthers(Vxvm vxvm, List<GroupFacts> told)
      throws NotLearnedException, InterruptedException {
    Set<GroupName> named =
        told.stream().flatMap(group -> group.partsOfSets().stream()).collect(Collectors.toSet());
    told.forEach(group -> named.remove(group.name()));
    List<GroupFacts> all = new ArrayList<>(told);
    if (!named.isEmpty()) {
      for (DiskGroup group : vxvm.groups()) {
        if (group.enabled() && named.contains(group.name())) {
          all.add(new GroupFacts(group, vxvm.layoutAndLogs(group.name())).andSnapshots(vxvm));
        }
      }
    }
    return all;
  }

  /** Whether it is a snapshot of what is named. */
  private static boolean of(SnapshotRef ref, SnapshotInfo snapshot) {
    return snapshot
        .source()
        .map(source -> new VolumeId(snapshot.id().group(), source))
        .filter(ref::means)
        .isPresent();
  }

  private static List<DiskGroup> groups(Vxvm vxvm, Optional<GroupName> wanted)
      throws NotLearnedException, InterruptedException {
    List<DiskGroup> groups = vxvm.groups();
    if (wanted.isEmpty()) {
      return groups.stream().filter(DiskGroup::shared).toList();
    }
    List<DiskGroup> chosen =
        groups.stream().filter(group -> group.name().equals(wanted.get())).toList();
    if (chosen.isEmpty()) {
      throw unknown(
          wanted.get().value(),
          new TreeSet<>(groups.stream().map(each -> each.name().value()).toList()));
    }
    return chosen;
  }

  private static RefusedException unknown(String name, Set<String> known) {
    return new RefusedException(
        "There is no '" + name + "'.",
        Nearest.ask(name, known, "There are: " + String.join(", ", known) + "."));
  }
}
