package org.cvmsnap.plan.take;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.cluster.NotShared;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Nearest;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.LinkMirror;
import org.cvmsnap.step.SnapshotStorage;

/**
 * A volume that was linked to the source as its mirror is broken off.
 *
 * @param group where that volume is; empty for the source's group
 */
public record Linked(Optional<GroupName> group) implements Kind {
  @Override
  public String word() {
    return "linked";
  }

  @Override
  public GroupName target(GroupName sources) {
    return group.orElse(sources);
  }

  @Override
  public List<Step> preparation(KindContext context, RunId run) {
    return Stream.concat(
            context.volumes(run).stream(),
            context.set().stream()
                .map(pair -> new LinkMirror(context.control(), pair.source(), pair.snapshot())))
        .toList();
  }

  @Override
  public SnapshotStorage storage(KindContext context) {
    return new SnapshotStorage.Links(target(context.sources()));
  }

  @Override
  public void check(KindChecks checks) {
    checks.prepared(word());
    group
        .filter(wanted -> !wanted.equals(checks.group().name()))
        .ifPresent(wanted -> target(checks, wanted));
    checks.regionsKnown();
  }

  private static void target(KindChecks checks, GroupName wanted) {
    Optional<GroupFacts> target = checks.facts().target();
    if (target.isEmpty()) {
      List<String> known = checks.facts().groups().stream().map(GroupName::value).toList();
      checks.refuse(
          "There is no disk group %s here.".formatted(wanted),
          Nearest.ask(wanted.value(), known, "See: vxdg list."));
    } else if (!target.get().group().enabled() || !target.get().group().shared()) {
      checks.refuse(
          "Disk group %s is not enabled and shared, as %s is."
              .formatted(wanted, checks.group().name()),
          NotShared.remedy(wanted));
    }
  }

  @Override
  public long needed(KindContext context, List<VolumeId> sources) {
    return context.copies(sources);
  }
}
