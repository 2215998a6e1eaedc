package org.cvmsnap.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeAttributes;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.model.VolumeRecord;

/**
 * What one kind of snapshots adds to a plan: what is made ready while the guest works, what is made
 * in the outage, and what is waited for when the guest is back.
 *
 * <p>What is made ready belongs to the run, and goes with it when it fails: volumes, links, caches.
 * Only a third mirror stays with its volume, as what the next take begins with; VxVM lists it as
 * {@code snapmir}.
 */
final class KindSteps {
  private final Kind kind;
  private final Machine control;
  private final GroupFacts group;
  private final KindRecords records;
  private final List<SnapshotPair> set;

  /**
   * @param group the disk group of the sources
   */
  KindSteps(Kind kind, Machine control, GroupFacts group, KindFacts facts, List<SnapshotPair> set) {
    this.kind = kind;
    this.control = control;
    this.group = group;
    this.records = new KindRecords(facts, group);
    this.set = List.copyOf(set);
  }

  /** The disk group that the snapshots will be in. */
  static GroupName target(Kind kind, GroupName sources) {
    return kind instanceof Kind.Linked linked ? linked.group().orElse(sources) : sources;
  }

  private GroupName sources() {
    return group.layout().group();
  }

  private GroupName target() {
    return target(kind, sources());
  }

  private VolumeId source(SnapshotPair pair) {
    return new VolumeId(sources(), pair.source());
  }

  private VolumeId snapshot(SnapshotPair pair) {
    return new VolumeId(target(), pair.snapshot());
  }

  List<StepSpec> preparation(RunId run) {
    List<StepSpec> steps = new ArrayList<>();
    if (kind instanceof Kind.BreakOff) {
      for (SnapshotPair pair : set) {
        if (!hasMirror(group, source(pair))) {
          steps.add(new StepSpec.AttachMirror(control, source(pair), family()));
        }
      }
    } else if (kind instanceof Kind.Full || kind instanceof Kind.Linked) {
      set.forEach(pair -> steps.addAll(volume(run, pair)));
      if (kind instanceof Kind.Linked) {
        set.forEach(
            pair -> steps.add(new StepSpec.LinkMirror(control, source(pair), snapshot(pair))));
      }
    } else if (kind instanceof Kind.SpaceOptimized optimized && optimized.cache().isEmpty()) {
      VolumeName volume = KindRecords.cacheVolume(set);
      steps.add(
          new StepSpec.MakeVolume(
              control, new VolumeId(sources(), volume), optimized.sectors(), Tags.comment(run)));
      steps.add(
          new StepSpec.MakeCache(
              control, sources(), KindRecords.cache(set), volume, smallestRegion()));
    }
    return steps;
  }

  /** A volume like the source, and ready as it is. */
  private List<StepSpec> volume(RunId run, SnapshotPair pair) {
    return List.of(
        new StepSpec.MakeVolume(
            control,
            snapshot(pair),
            group.layout().volume(pair.source()).map(VolumeRecord::sectors).orElseThrow(),
            Tags.comment(run)),
        new StepSpec.PrepareVolume(
            control, snapshot(pair), records.region(pair.source()).orElseThrow()));
  }

  /** Regions are powers of two, so that the smallest fits into all. */
  private long smallestRegion() {
    return set.stream()
        .mapToLong(pair -> records.region(pair.source()).orElseThrow())
        .min()
        .orElseThrow();
  }

  StepSpec.MakeSnapshots make() {
    return new StepSpec.MakeSnapshots(control, sources(), making(), set);
  }

  private Making making() {
    if (kind instanceof Kind.BreakOff) {
      return new Making.Mirrors(family());
    }
    if (kind instanceof Kind.NamedPlex named) {
      return new Making.Plexes(named.plexes());
    }
    if (kind instanceof Kind.Full) {
      return new Making.Volumes();
    }
    if (kind instanceof Kind.SpaceOptimized optimized) {
      return new Making.Cache(optimized.cache().orElseGet(() -> KindRecords.cache(set)));
    }
    if (kind instanceof Kind.Linked) {
      return new Making.Links(target());
    }
    throw new IllegalStateException("no way to make " + kind);
  }

  /** What is waited for after the marks are set. */
  List<StepSpec> after() {
    return kind instanceof Kind.Full full && full.waitSync()
        ? set.stream()
            .<StepSpec>map(pair -> new StepSpec.WaitSync(control, snapshot(pair)))
            .toList()
        : List.of();
  }

  /** The tags that tell of the kind. */
  Map<String, String> tags() {
    Map<String, String> tags = new TreeMap<>(Map.of(Tags.KIND, kind.word()));
    if (kind instanceof Kind.SpaceOptimized optimized
        && optimized.cache().map(records::ours).orElse(true)) {
      tags.put(Tags.CACHE, optimized.cache().orElseGet(() -> KindRecords.cache(set)));
    }
    return tags;
  }

  private Family family() {
    boolean prepared =
        group.attributes(set.get(0).source()).flatMap(VolumeAttributes::instant).orElseThrow();
    return prepared ? Family.INSTANT : Family.TRADITIONAL;
  }

  /** Whether the volume has a complete mirror that waits to be broken off. */
  static boolean hasMirror(GroupFacts group, VolumeId volume) {
    return group.layout().plexesOf(volume.name()).stream().anyMatch(Plex::readyToBreakOff);
  }
}
