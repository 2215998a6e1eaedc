package org.cvmsnap.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotInfo;

/**
 * Sets of which a part is in another disk group: a snapshot is good only if every part of its set
 * is there.
 *
 * @param groups of which the snapshots and their tags are known
 */
public record SetParts(Collection<GroupFacts> groups) {
  public SetParts {
    groups = List.copyOf(groups);
  }

  /** All snapshots of a disk group, with what speaks against each. */
  public List<SnapshotInfo> snapshots(GroupFacts group) {
    return group.snapshots().stream().map(each -> judged(group, each)).toList();
  }

  private SnapshotInfo judged(GroupFacts group, SnapshotInfo snapshot) {
    SnapshotInfo judged = snapshot;
    String run = snapshot.set().orElse("");
    for (GroupName name : Tags.groups(group.tags(snapshot.id().name()))) {
      Optional<GroupFacts> part =
          groups.stream().filter(each -> each.name().equals(name)).findFirst();
      if (part.isEmpty()) {
        judged = judged.with("its part in disk group %s cannot be seen".formatted(name));
      } else if (!name.equals(group.name()) && !part.get().hasAllOf(run)) {
        judged = judged.with("its part in disk group %s is missing".formatted(name));
      }
    }
    return judged;
  }
}
