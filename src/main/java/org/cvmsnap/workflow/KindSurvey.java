package org.cvmsnap.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.cluster.KindFacts;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.cluster.Restoring;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.take.BreakOff;
import org.cvmsnap.plan.take.Kind;
import org.cvmsnap.plan.take.Sources;
import org.cvmsnap.plan.take.TakeRequest;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.Vxvm;

/**
 * The part of the survey that depends on the kind of snapshots. It asks nothing that the kind has
 * no use for: a break-off with its mirrors ready costs nothing more.
 */
final class KindSurvey {
  private final Vxvm vxvm;
  private final TakeRequest request;
  private final OutageFacts facts;

  KindSurvey(Site site, TakeRequest request, OutageFacts facts) {
    this.vxvm = site.vxvm(facts.control());
    this.request = request;
    this.facts = facts;
  }

  /**
   * Learns what the kind of snapshots has to know, by the disk groups of the sources.
   *
   * @throws RefusedException when something cannot be learned
   */
  Map<GroupName, KindFacts> learn() throws InterruptedException {
    List<VolumeId> sources = Sources.among(request, facts).volumes();
    Map<GroupName, KindFacts> learned = new LinkedHashMap<>();
    try {
      for (GroupName name : sources.stream().map(VolumeId::group).distinct().toList()) {
        GroupFacts group = facts.groups().get(name);
        if (group != null) {
          learned.put(
              name,
              learn(sources.stream().filter(each -> each.group().equals(name)).toList(), group));
        }
      }
    } catch (NotLearnedException e) {
      throw new RefusedException("What cannot be learned counts as missing", e);
    }
    return learned;
  }

  private KindFacts learn(List<VolumeId> volumes, GroupFacts sources)
      throws NotLearnedException, InterruptedException {
    GroupLayout layout = sources.layout();
    Kind kind = request.kind();
    Optional<GroupName> other =
        Optional.of(kind.target(layout.group())).filter(group -> !group.equals(layout.group()));
    List<DiskGroup> groups = other.isPresent() ? vxvm.groups() : List.of();
    Optional<GroupFacts> target = Optional.empty();
    for (DiskGroup group : groups) {
      if (Optional.of(group.name()).equals(other)) {
        target =
            Optional.of(
                new GroupFacts(group, vxvm.layout(group.name()))
                    .with(List.of(), vxvm.tags(group.name())));
      }
    }
    return new KindFacts(
        vxvm.regionSizes(layout.group(), kind.sized(layout, volumes)),
        kind.readsComments() ? vxvm.comments(layout.group()) : Map.of(),
        room(volumes, layout, other, target),
        target,
        groups.stream().map(DiskGroup::name).toList(),
        Restoring.among(restorable(volumes, sources), vxvm));
  }

  /** Those that there is a snapshot of, which alone can have been restored. */
  private static List<VolumeId> restorable(List<VolumeId> volumes, GroupFacts group) {
    return volumes.stream()
        .filter(
            volume ->
                group.snapshots().stream()
                    .anyMatch(each -> each.source().equals(Optional.of(volume.name()))))
        .toList();
  }

  private OptionalLong room(
      List<VolumeId> volumes,
      GroupLayout layout,
      Optional<GroupName> other,
      Optional<GroupFacts> target)
      throws NotLearnedException, InterruptedException {
    boolean ready =
        request.kind() instanceof BreakOff
            && volumes.stream()
                .allMatch(
                    volume ->
                        layout.plexesOf(volume.name()).stream().anyMatch(Plex::readyToBreakOff));
    if (ready || (other.isPresent() && target.isEmpty())) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(vxvm.room(other.orElse(layout.group())));
  }
}
