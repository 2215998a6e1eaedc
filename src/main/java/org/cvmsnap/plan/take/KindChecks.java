package org.cvmsnap.plan.take;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.cluster.KindFacts;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.Dco;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;

/** What speaks against one kind of snapshot, beyond what speaks against any. */
final class KindChecks {
  private static final long MEGABYTE = 2048;

  private final KindContext context;
  private final List<VolumeId> volumes;
  private final List<Refusal> refusals = new ArrayList<>();

  private KindChecks(KindContext context, List<VolumeId> volumes) {
    this.context = context;
    this.volumes = volumes;
  }

  /**
   * All of it.
   *
   * @param context its set may be empty, where the snapshots could not be named
   * @param volumes that are to be snapshotted
   */
  static List<Refusal> of(Kind kind, KindContext context, List<VolumeId> volumes) {
    KindChecks checks = new KindChecks(context, List.copyOf(volumes));
    kind.check(checks);
    if (checks.refusals.isEmpty()) {
      checks.room(kind.needed(context, volumes));
    }
    return List.copyOf(checks.refusals);
  }

  void refuse(String problem, String next) {
    refusals.add(new Refusal(problem, next));
  }

  List<VolumeId> volumes() {
    return volumes;
  }

  List<SnapshotPair> set() {
    return context.set();
  }

  GroupFacts group() {
    return context.group();
  }

  KindFacts facts() {
    return context.facts();
  }

  Optional<Long> region(VolumeId volume) {
    return context.region(volume.name());
  }

  void notLayered() {
    volumes.stream()
        .filter(
            volume -> group().layout().volume(volume.name()).filter(v -> v.layered()).isPresent())
        .forEach(
            volume ->
                refuse(
                    volume + " is a layered volume, from which no plex can be broken off.",
                    "Take it with --kind full, --kind space-optimized or --kind linked."));
  }

  void prepared(String kind) {
    volumes.stream()
        .filter(volume -> group().family(volume.name()).equals(Optional.of(Family.TRADITIONAL)))
        .forEach(
            volume ->
                refuse(
                    "%s is not prepared for instant snapshots, and --kind %s makes one."
                        .formatted(volume, kind),
                    "Prepare it: vxsnap -g %s prepare %s."
                        .formatted(volume.group(), volume.name())));
  }

  /** Without it a volume that fits cannot be made, nor a cache chosen. */
  void regionsKnown() {
    for (VolumeId volume : volumes) {
      Optional<Dco> dco = group().layout().dcoOf(volume.name());
      if (dco.isPresent() && region(volume).isEmpty()) {
        refuse(
            "The region size of %s is not known.".formatted(volume),
            ShellLine.hint(
                "See: vxprint -g %s -F%%regionsz %s.", volume.group(), dco.get().name()));
      }
    }
  }

  private void room(long needed) {
    if (facts().room().isEmpty() || facts().room().getAsLong() >= needed) {
      return;
    }
    GroupName where = facts().target().map(GroupFacts::name).orElse(group().name());
    refuse(
        "Disk group %s has room for %d MB, and %d MB are needed."
            .formatted(
                where, facts().room().getAsLong() / MEGABYTE, (needed + MEGABYTE - 1) / MEGABYTE),
        "Add a disk (vxdg -g %s adddisk), remove old snapshots, or take --kind space-optimized."
            .formatted(where));
  }
}
