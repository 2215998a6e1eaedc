package org.cvmsnap.plan.take;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.outage.OutageChecks;

/** Everything that speaks against taking snapshots here and now. What is unknown speaks against. */
final class TakeChecks {

  private final TakeRequest request;
  private final OutageFacts facts;
  private final List<Refusal> refusals = new ArrayList<>();

  TakeChecks(TakeRequest request, OutageFacts facts) {
    this.request = request;
    this.facts = facts;
  }

  List<Refusal> refusals(List<VolumeId> volumes) {
    OutageChecks outage = new OutageChecks(request.outage(), facts);
    refusals.addAll(outage.guest(volumes));
    for (VolumeId volume : volumes) {
      refusals.addAll(outage.usable(volume));
      breakOff(volume);
      refusals.addAll(outage.others(volume));
    }
    if (request.kind() instanceof BreakOff) {
      volumes.stream()
          .collect(Collectors.groupingBy(VolumeId::group, LinkedHashMap::new, Collectors.toList()))
          .values()
          .forEach(this::oneFamily);
    }
    refusals.addAll(outage.journey(volumes));
    return List.copyOf(refusals);
  }

  private void refuse(String problem, String next) {
    refusals.add(new Refusal(problem, next));
  }

  private void breakOff(VolumeId volume) {
    if (facts.record(volume).isPresent()) {
      facts.group(volume).ifPresent(group -> mirrors(volume, group));
    }
  }

  private void mirrors(VolumeId volume, GroupFacts group) {
    refusals.addAll(OutageChecks.familyKnown(volume, group.family(volume.name())));
    if (!(request.kind() instanceof BreakOff)) {
      return; // Only a break-off takes whichever mirror it finds.
    }
    group.layout().plexesOf(volume.name()).stream()
        .filter(plex -> plex.readyToBreakOff() || plex.gettingReady())
        .filter(plex -> !group.ours(plex))
        .forEach(
            plex ->
                refuse(
                    "Snapshot mirror %s of %s is kept by somebody else (putil2=%s), and VxVM would"
                            .formatted(plex.name(), volume, group.marks().get(plex.name()))
                        + " be free to break it off.",
                    "Ask its owner, or remove it: vxsnap -g %s rmmir %s."
                        .formatted(volume.group(), volume.name())));
  }

  /** What is taken in one instant is. */
  private void oneFamily(List<VolumeId> volumes) {
    List<VolumeId> prepared = volumes.stream().filter(this::prepared).toList();
    List<VolumeId> others = volumes.stream().filter(volume -> !prepared(volume)).toList();
    if (!prepared.isEmpty() && !others.isEmpty()) {
      refuse(
          "%s is prepared for instant snapshots and %s is not, so they cannot be taken in one instant."
              .formatted(prepared.get(0), others.get(0)),
          "Prepare the others: vxsnap -g %s prepare %s."
              .formatted(others.get(0).group(), others.get(0).name()));
    } else if (others.size() > 1 && !samePattern(others)) {
      refuse(
          "Snapshots of several volumes that are not prepared are named by one pattern, which these"
              + " names do not follow.",
          "Use --name with {volume} whole, such as --name '{volume}_{n}', or prepare the volumes.");
    }
  }

  /** Whether the names are the volumes' with the same text before and after (vxassist -o name=). */
  private boolean samePattern(List<VolumeId> volumes) {
    String template = request.name().orElse(SnapshotNames.USUAL);
    return template.indexOf("{volume}") == template.lastIndexOf("{volume}")
        && (request.name().isPresent()
            || volumes.stream().allMatch(v -> SnapshotNames.keepsWhole(v.name())));
  }

  private boolean prepared(VolumeId volume) {
    return facts.family(volume).equals(Optional.of(Family.INSTANT));
  }
}
