package org.cvmsnap.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.ClusterMember;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.site.Site;

/** Reads the lock records of guests. Where there is none, it takes no command. */
public final class LockSurvey {
  private final Site site;
  private final Machine control;

  public LockSurvey(Site site, Machine control) {
    this.site = site;
    this.control = control;
  }

  /** Who has the guest whose disks are in these groups. */
  public GuestLock of(GuestName guest, Collection<GroupFacts> groups)
      throws NotLearnedException, InterruptedException {
    Optional<GroupFacts> group =
        groups.stream()
            .filter(each -> each.group().shared())
            .min((one, other) -> one.group().name().compareTo(other.group().name()));
    if (group.isEmpty()) {
      return GuestLock.NONE;
    }
    GroupName in = group.get().group().name();
    boolean none = group.get().layout().volume(LockRecord.name(guest)).isEmpty();
    return none
        ? new GuestLock(Optional.of(in), List.of(), Optional.empty())
        : of(guest, in, List.of());
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

  /** Who has the guest, not counting the run whose record that is, and those before it. */
  public GuestLock after(GuestName guest, List<LockRecord> dead, LockRecord record)
      throws NotLearnedException, InterruptedException {
    List<LockRecord> passed = new ArrayList<>(dead);
    passed.add(record);
    return of(guest, record.volume().group(), passed);
  }

  private GuestLock of(GuestName guest, GroupName group, List<LockRecord> passed)
      throws NotLearnedException, InterruptedException {
    Map<VolumeName, String> comments = site.vxvm(control).comments(group);
    Collection<ClusterMember> members = site.vxvm(control).members();
    List<LockRecord> dead = new ArrayList<>();
    while (true) {
      VolumeName name = GuestLock.name(guest, dead);
      if (!comments.containsKey(name)) {
        return new GuestLock(Optional.of(group), dead, Optional.empty());
      }
      LockRecord record =
          new LockRecord(new VolumeId(group, name), comments.getOrDefault(name, ""));
      if (!passed.contains(record) && !record.dead(members)) {
        return new GuestLock(Optional.of(group), dead, Optional.of(record));
      }
      dead.add(record);
    }
  }
}
