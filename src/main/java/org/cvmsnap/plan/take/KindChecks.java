package org.cvmsnap.plan.take;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.cluster.KindFacts;
import org.cvmsnap.cluster.Nearest;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.CacheObject;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeAttributes;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.model.VolumeRecord;

/** What speaks against one kind of snapshot, beyond what speaks against any. */
final class KindChecks {
  private static final long MEGABYTE = 2048;

  private final Kind kind;
  private final KindFacts facts;
  private final GroupFacts group;
  private final KindRecords records;
  private final List<Refusal> refusals = new ArrayList<>();

  /**
   * @param group the disk group of the sources
   */
  KindChecks(Kind kind, KindFacts facts, GroupFacts group) {
    this.kind = kind;
    this.facts = facts;
    this.group = group;
    this.records = new KindRecords(facts, group);
  }

  List<Refusal> refusals(List<VolumeId> volumes, List<SnapshotPair> set) {
    volumes.forEach(this::layered);
    if (!(kind instanceof Kind.BreakOff)) {
      volumes.forEach(this::prepared);
    }
    if (kind instanceof Kind.NamedPlex named) {
      plexes(named.plexes(), volumes);
    } else if (kind instanceof Kind.SpaceOptimized optimized) {
      optimized.cache().ifPresent(cache -> existing(cache, volumes));
      if (optimized.cache().isEmpty()) {
        freshCache(set);
      }
    } else if (kind instanceof Kind.Linked linked) {
      linked.group().ifPresent(this::target);
    }
    if (kind.breaksOff()) {
      return roomed(volumes);
    }
    volumes.forEach(this::region);
    return roomed(volumes);
  }

  private List<Refusal> roomed(List<VolumeId> volumes) {
    if (refusals.isEmpty()) {
      room(volumes);
    }
    return List.copyOf(refusals);
  }

  private void refuse(String problem, String next) {
    refusals.add(new Refusal(problem, next));
  }

  private void layered(VolumeId volume) {
    if (kind.breaksOff()
        && group.layout().volume(volume.name()).filter(v -> v.layered()).isPresent()) {
      refuse(
          volume + " is a layered volume, from which no plex can be broken off.",
          "Take it with --kind full, --kind space-optimized or --kind linked.");
    }
  }

  private void prepared(VolumeId volume) {
    boolean off =
        group
            .attributes(volume.name())
            .flatMap(VolumeAttributes::instant)
            .equals(Optional.of(false));
    if (off) {
      refuse(
          "%s is not prepared for instant snapshots, and --kind %s makes one."
              .formatted(volume, kind.word()),
          "Prepare it: vxsnap -g %s prepare %s.".formatted(volume.group(), volume.name()));
    }
  }

  /** Without it a volume that fits cannot be made, nor a cache chosen. */
  private void region(VolumeId volume) {
    if (group.layout().dcoOf(volume.name()).isPresent()
        && records.region(volume.name()).isEmpty()) {
      refuse(
          "The region size of %s is not known.".formatted(volume),
          "See: vxprint -g %s -F%%regionsz %s."
              .formatted(
                  volume.group(),
                  group.layout().dcoOf(volume.name()).map(dco -> dco.name()).orElse("")));
    }
  }

  // ---- a named plex

  private void plexes(Map<VolumeName, String> plexes, List<VolumeId> volumes) {
    for (VolumeId volume : volumes) {
      String name = plexes.get(volume.name());
      List<Plex> own = group.layout().plexesOf(volume.name());
      if (name == null) {
        refuse(
            "It is not said which plex of %s is to be broken off.".formatted(volume),
            "Name it: --plex %s=PLEX, one of %s.".formatted(volume.name(), names(own)));
      } else {
        plex(volume, name, own);
      }
    }
    plexes.keySet().stream()
        .filter(named -> volumes.stream().noneMatch(volume -> volume.name().equals(named)))
        .sorted()
        .forEach(
            named ->
                refuse(
                    "--plex names %s, which is not one of the volumes to be taken."
                        .formatted(named),
                    "Take it as well, or leave its plex out."));
  }

  private void plex(VolumeId volume, String name, List<Plex> own) {
    Optional<Plex> found = own.stream().filter(plex -> plex.name().equals(name)).findFirst();
    if (found.isEmpty()) {
      String whose =
          group.layout().plexes().stream()
              .filter(plex -> plex.name().equals(name))
              .flatMap(plex -> plex.volume().stream())
              .map(owner -> "Plex %s belongs to %s, and not to %s.".formatted(name, owner, volume))
              .findFirst()
              .orElse("There is no plex %s.".formatted(name));
      refuse(whose, "The plexes of %s are %s.".formatted(volume.name(), names(own)));
      return;
    }
    Plex plex = found.get();
    if (!complete(plex)) {
      refuse(
          "Plex %s of %s is %s/%s and has to be ENABLED/ACTIVE."
              .formatted(name, volume, plex.kernelState(), plex.state()),
          plex.readyToBreakOff()
              ? "It is a snapshot mirror: --kind break-off takes it."
              : "Name another, or wait until it is: vxprint -g %s -ht %s."
                  .formatted(volume.group(), volume.name()));
    } else if (own.stream().filter(KindChecks::complete).count() < 2) {
      refuse(
          "Plex %s is the last complete one of %s.".formatted(name, volume),
          "Mirror the volume first: vxassist -g %s mirror %s, or take another kind."
              .formatted(volume.group(), volume.name()));
    }
  }

  private static boolean complete(Plex plex) {
    return plex.kernelState().equals("ENABLED")
        && plex.state().equals("ACTIVE")
        && !plex.layout().equals("LOGONLY");
  }

  private static String names(List<Plex> plexes) {
    return plexes.stream().map(Plex::name).collect(Collectors.joining(", "));
  }

  // ---- a cache

  private void existing(String name, List<VolumeId> volumes) {
    GroupName in = group.layout().group();
    Optional<CacheObject> cache = group.layout().cache(name);
    if (cache.isEmpty()) {
      List<String> known = group.layout().caches().stream().map(CacheObject::name).toList();
      refuse(
          "There is no cache '%s' in disk group %s.".formatted(name, in),
          known.isEmpty()
              ? "It has none: --cache-size SIZE makes one."
              : Nearest.ask(name, known, "There are: " + String.join(", ", known) + "."));
      return;
    }
    if (!cache.get().kernelState().equals("ENABLED")) {
      refuse(
          "Cache %s is %s, and not started.".formatted(name, cache.get().kernelState()),
          "Start it: vxcache -g %s start %s.".formatted(in, name));
    }
    Optional<Long> own = facts.region(name);
    if (own.isEmpty()) {
      refuse(
          "The region size of cache %s is not known.".formatted(name),
          "See: vxprint -g %s -F%%regionsz %s.".formatted(in, name));
      return;
    }
    for (VolumeId volume : volumes) {
      records
          .region(volume.name())
          .filter(region -> region % own.get() != 0)
          .ifPresent(
              region ->
                  refuse(
                      ("Cache %s has regions of %s, which do not fit those of %s, of %s: VxVM would"
                              + " make nothing and say nothing.")
                          .formatted(name, kilobytes(own.get()), volume, kilobytes(region)),
                      "Use a cache whose regions are as large or smaller; --cache-size SIZE makes"
                          + " one."));
    }
  }

  private static String kilobytes(long sectors) {
    return sectors % 2 == 0 ? sectors / 2 + " KB" : sectors + " sectors";
  }

  private void freshCache(List<SnapshotPair> set) {
    Set<String> taken = group.layout().recordNames();
    for (String name : KindRecords.cacheNames(set)) {
      if (taken.contains(name)) {
        refuse(
            "The new cache needs the name %s, which the disk group has already.".formatted(name),
            "Choose another name for the snapshot with --name.");
      }
    }
  }

  // ---- another disk group

  private void target(GroupName wanted) {
    if (wanted.equals(group.layout().group())) {
      return;
    }
    if (facts.target().isEmpty()) {
      List<String> known = facts.groups().stream().map(GroupName::value).toList();
      refuse(
          "There is no disk group %s here.".formatted(wanted),
          Nearest.ask(wanted.value(), known, "See: vxdg list."));
      return;
    }
    GroupFacts target = facts.target().get();
    if (!target.group().enabled() || !target.group().shared()) {
      refuse(
          "Disk group %s is not enabled and shared, as %s is."
              .formatted(wanted, group.layout().group()),
          "Import it shared: vxdg -s import %s.".formatted(wanted));
    }
  }

  // ---- space

  private void room(List<VolumeId> volumes) {
    long needed = volumes.stream().mapToLong(volume -> needed(volume)).sum() + cacheSize();
    if (needed == 0) {
      return;
    }
    GroupName where = facts.target().map(target -> target.name()).orElse(group.layout().group());
    if (facts.room().isPresent() && facts.room().getAsLong() < needed) {
      refuse(
          "Disk group %s has room for %d MB, and %d MB are needed."
              .formatted(
                  where, facts.room().getAsLong() / MEGABYTE, (needed + MEGABYTE - 1) / MEGABYTE),
          "Add a disk (vxdg -g %s adddisk), remove old snapshots, or take --kind space-optimized."
              .formatted(where));
    }
  }

  private long cacheSize() {
    return kind instanceof Kind.SpaceOptimized optimized ? optimized.sectors() : 0;
  }

  /** In sectors: the data where they are copied, and a log for the DCO. */
  private long needed(VolumeId volume) {
    GroupLayout layout = group.layout();
    if (kind instanceof Kind.BreakOff && KindSteps.hasMirror(group, volume)) {
      return 0;
    }
    boolean copied = !(kind instanceof Kind.NamedPlex || kind instanceof Kind.SpaceOptimized);
    long log =
        layout
            .dcoOf(volume.name())
            .flatMap(dco -> layout.volume(dco.logVolume()))
            .map(VolumeRecord::sectors)
            .orElse(0L);
    return log + (copied ? layout.volume(volume.name()).map(VolumeRecord::sectors).orElse(0L) : 0);
  }
}
