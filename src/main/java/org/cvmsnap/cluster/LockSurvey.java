package org.cvmsnap.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.ClusterMember;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.site.Site;

/** Reads the lock records of guests and volumes. Where there is none, it takes no command. */
public final class LockSurvey {
  private final Site site;
  private final Machine control;

  public LockSurvey(Site site, Machine control) {
    this.site = site;
    this.control = control;
  }

  /**
   * Who has the guest whose disks are in these groups, and whether there is room for a record where
   * one is to be made.
   */
  public GuestLock of(OutageOptions options, Collection<GroupFacts> groups)
      throws NotLearnedException, InterruptedException {
    Optional<GroupFacts> group = shared(groups);
    if (group.isEmpty()) {
      return GuestLock.NONE;
    }
    GuestName guest = options.guest();
    GroupName in = group.get().name();
    boolean none = group.get().layout().volume(LockRecord.name(guest)).isEmpty();
    GuestLock lock =
        none
            ? new GuestLock(Optional.of(in), List.of(), Optional.empty())
            : of(guest, in, List.of());
    return options.noLock() ? lock.without() : lock.with(room(in));
  }

  /** What an operator has to know who does without a record that other nodes would see. */
  public static List<String> hazards(OutageOptions options, Collection<GroupFacts> groups) {
    return options.noLock() && shared(groups).isPresent()
        ? List.of(
            "--no-lock: %1$s is locked on this node only; nothing keeps cvmsnap on another node from working on %1$s meanwhile."
                .formatted(options.guest()))
        : List.of();
  }

  /**
   * Who has the volume.
   *
   * @param group what is known of its disk group, or nothing is
   */
  public VolumeLock of(VolumeId volume, Optional<GroupFacts> group)
      throws NotLearnedException, InterruptedException {
    VolumeName name = LockRecord.name(volume);
    boolean none = group.filter(in -> in.layout().volume(name).isEmpty()).isPresent();
    return none
        ? new VolumeLock(volume, List.of(), Optional.empty())
        : of(volume, List.<LockRecord>of());
  }

  private VolumeLock of(VolumeId volume, List<LockRecord> passed)
      throws NotLearnedException, InterruptedException {
    Chain chain = chain(volume.toString(), volume.group(), passed);
    return new VolumeLock(volume, chain.dead(), chain.held());
  }

  private static Optional<GroupFacts> shared(Collection<GroupFacts> groups) {
    return groups.stream()
        .filter(each -> each.group().shared())
        .min((one, other) -> one.name().compareTo(other.name()));
  }

  /** Room for records, in sectors. Where VxVM does not tell, the records will, before all else. */
  public OptionalLong room(GroupName group) throws InterruptedException {
    try {
      return OptionalLong.of(site.vxvm(control).room(group));
    } catch (NotLearnedException e) {
      return OptionalLong.empty();
    }
  }

  /** Who has the guest, wherever its disks are: the first of these groups that has a record. */
  public GuestLock in(List<GroupName> groups, GuestName guest)
      throws NotLearnedException, InterruptedException {
    for (GroupName group : groups) {
      GuestLock lock = of(guest, group, List.of());
      if (lock.held().isPresent() || !lock.dead().isEmpty()) {
        return lock;
      }
    }
    return GuestLock.NONE;
  }

  /** All records in a disk group, of whatever guests and nodes. */
  public List<LockRecord> records(GroupName group)
      throws NotLearnedException, InterruptedException {
    boolean any =
        site.vxvm(control).layout(group).dataVolumes().stream()
            .anyMatch(volume -> LockRecord.named(volume.name()));
    if (!any) {
      return List.of(); // of a group without volumes comments cannot be read
    }
    return site.vxvm(control).comments(group).entrySet().stream()
        .filter(each -> LockRecord.named(each.getKey()))
        .map(each -> new LockRecord(new VolumeId(group, each.getKey()), each.getValue()))
        .sorted(Comparator.comparing(LockRecord::volume))
        .toList();
  }

  /** Who has the guest, not counting the run whose record that is, and those before it. */
  public GuestLock after(GuestName guest, List<LockRecord> dead, LockRecord record)
      throws NotLearnedException, InterruptedException {
    List<LockRecord> passed = new ArrayList<>(dead);
    passed.add(record);
    return of(guest, record.volume().group(), passed);
  }

  /** Who has the volume, not counting the run whose record that is, and those before it. */
  public VolumeLock after(VolumeId volume, List<LockRecord> dead, LockRecord record)
      throws NotLearnedException, InterruptedException {
    List<LockRecord> passed = new ArrayList<>(dead);
    passed.add(record);
    return of(volume, passed);
  }

  private GuestLock of(GuestName guest, GroupName group, List<LockRecord> passed)
      throws NotLearnedException, InterruptedException {
    Chain chain = chain(guest.value(), group, passed);
    return new GuestLock(Optional.of(group), chain.dead(), chain.held());
  }

  /** The records of one guest or volume, each of which goes past the one before. */
  private record Chain(List<LockRecord> dead, Optional<LockRecord> held) {}

  private Chain chain(String owned, GroupName group, List<LockRecord> passed)
      throws NotLearnedException, InterruptedException {
    Map<VolumeName, String> comments = site.vxvm(control).comments(group);
    Collection<ClusterMember> members = site.vxvm(control).members();
    List<LockRecord> dead = new ArrayList<>();
    while (true) {
      VolumeName name = LockRecord.name(owned, dead);
      if (!comments.containsKey(name)) {
        return new Chain(dead, Optional.empty());
      }
      LockRecord record =
          new LockRecord(new VolumeId(group, name), comments.getOrDefault(name, ""));
      if (!passed.contains(record) && !record.dead(members)) {
        return new Chain(dead, Optional.of(record));
      }
      dead.add(record);
    }
  }
}
