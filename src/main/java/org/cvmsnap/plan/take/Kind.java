package org.cvmsnap.plan.take;

import java.util.List;
import java.util.Map;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.Dco;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.SnapshotStorage;

/**
 * What kind of snapshots a take makes, with what the operator chose for it. All that is particular
 * to a kind is in its one file: what is made ready while the guest works, what VxVM makes them of,
 * what is waited for when the guest is back, and what speaks against it.
 *
 * <p>What is made ready belongs to the run, and goes with it when it fails: volumes, links, caches.
 * Only a third mirror stays with its volume, as what the next take begins with; VxVM lists it as
 * {@code snapmir}.
 */
public sealed interface Kind permits BreakOff, NamedPlex, FullSized, SpaceOptimized, Linked {
  /** The word for it on the command line, in tags and in JSON. */
  String word();

  /** The disk group that the snapshots will be in. */
  default GroupName target(GroupName sources) {
    return sources;
  }

  /** The records of the sources' disk group whose region sizes it has to know. */
  default List<String> sized(GroupLayout layout, List<VolumeId> volumes) {
    return volumes.stream()
        .flatMap(volume -> layout.dcoOf(volume.name()).map(Dco::name).stream())
        .toList();
  }

  /** Whether it has to know the comments of the disk group's volumes. */
  default boolean readsComments() {
    return false;
  }

  /** What is made ready while the guest works. */
  default List<Step> preparation(KindContext context, RunId run) {
    return List.of();
  }

  /** What VxVM makes the snapshots of. */
  SnapshotStorage storage(KindContext context);

  /** What is waited for after the marks are set. */
  default List<Step> after(KindContext context) {
    return List.of();
  }

  /** The tags that tell of the kind. */
  default Map<String, String> tags(KindContext context) {
    return Map.of(Tags.KIND, word());
  }

  /** Why what the operator chose for it is of none of the volumes that are to be taken. */
  default List<Refusal> strays(List<VolumeId> volumes) {
    return List.of();
  }

  /** Says what speaks against it, beyond what speaks against any kind and apart from space. */
  void check(KindChecks checks);

  /** The space that it needs for its snapshots, in sectors. */
  default long needed(KindContext context, List<VolumeId> sources) {
    return context.logs(sources);
  }
}
