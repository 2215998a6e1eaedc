package org.cvmsnap.plan.take;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
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
  private final List<Refusal> refusals = new ArrayList<>();

  private KindChecks(KindContext context) {
    this.context = context;
  }

  /**
   * All of it.
   *
   * @param contexts one for each disk group
   */
  static List<Refusal> of(Kind kind, List<KindContext> contexts) {
    List<Refusal> refusals =
        new ArrayList<>(kind.strays(contexts.stream().flatMap(c -> c.volumes().stream()).toList()));
    for (KindContext context : contexts) {
      KindChecks checks = new KindChecks(context);
      kind.check(checks);
      refusals.addAll(checks.refusals);
    }
    if (refusals.isEmpty()) {
      contexts.stream()
          .collect(
              Collectors.groupingBy(
                  context -> kind.target(context.sources()),
                  LinkedHashMap::new,
                  Collectors.toList()))
          .forEach((where, sharing) -> room(kind, where, sharing).ifPresent(refusals::add));
    }
    return List.copyOf(refusals);
  }

  void refuse(String problem, String next) {
    refusals.add(new Refusal(problem, next));
  }

  List<VolumeId> volumes() {
    return context.volumes();
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
    volumes().stream()
        .filter(
            volume -> group().layout().volume(volume.name()).filter(v -> v.layered()).isPresent())
        .forEach(
            volume ->
                refuse(
                    volume + " is a layered volume, from which no plex can be broken off.",
                    "Take it with --kind full, --kind space-optimized or --kind linked."));
  }

  void prepared(String kind) {
    volumes().stream()
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
    for (VolumeId volume : volumes()) {
      Optional<Dco> dco = group().layout().dcoOf(volume.name());
      if (dco.isPresent() && region(volume).isEmpty()) {
        refuse(
            "The region size of %s is not known.".formatted(volume),
            ShellLine.hint(
                "See: vxprint -g %s -F%%regionsz %s.", volume.group(), dco.get().name()));
      }
    }
  }

  /** Whether there is room where the snapshots will be, of one disk group or of several. */
  private static Optional<Refusal> room(Kind kind, GroupName where, List<KindContext> sharing) {
    long needed =
        sharing.stream().mapToLong(context -> kind.needed(context, context.volumes())).sum();
    OptionalLong room =
        sharing.stream().flatMapToLong(context -> context.facts().room().stream()).min();
    return room.isEmpty() || room.getAsLong() >= needed
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                "Disk group %s has room for %d MB, and %d MB are needed."
                    .formatted(
                        where, room.getAsLong() / MEGABYTE, (needed + MEGABYTE - 1) / MEGABYTE),
                "Add a disk (vxdg -g %s adddisk), remove old snapshots, or take --kind space-optimized."
                    .formatted(where)));
  }
}
