package org.cvmsnap.plan.take;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.cluster.KindFacts;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeAttributes;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeRecord;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.AttachMirror;
import org.cvmsnap.step.LinkMirror;
import org.cvmsnap.step.MakeCache;
import org.cvmsnap.step.MakeSnapshots;
import org.cvmsnap.step.MakeVolume;
import org.cvmsnap.step.PrepareVolume;
import org.cvmsnap.step.SnapshotStorage;
import org.cvmsnap.step.WaitSync;

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

  List<Step> preparation(RunId run) {
    List<Step> steps = new ArrayList<>();
    if (kind instanceof Kind.BreakOff) {
      for (SnapshotPair pair : set) {
        if (!hasMirror(group, pair.source())) {
          steps.add(new AttachMirror(control, pair.source(), family()));
        }
      }
    } else if (kind instanceof Kind.Full || kind instanceof Kind.Linked) {
      set.forEach(pair -> steps.addAll(volume(run, pair)));
      if (kind instanceof Kind.Linked) {
        set.forEach(pair -> steps.add(new LinkMirror(control, pair.source(), pair.snapshot())));
      }
    } else if (kind instanceof Kind.SpaceOptimized optimized && optimized.cache().isEmpty()) {
      VolumeId volume = KindRecords.cacheVolume(set);
      steps.add(new MakeVolume(control, volume, optimized.sectors(), Tags.comment(run)));
      steps.add(new MakeCache(control, KindRecords.cache(set), volume, smallestRegion()));
    }
    return steps;
  }

  /** A volume like the source, and ready as it is. */
  private List<Step> volume(RunId run, SnapshotPair pair) {
    return List.of(
        new MakeVolume(
            control,
            pair.snapshot(),
            group.layout().volume(pair.source().name()).map(VolumeRecord::sectors).orElseThrow(),
            Tags.comment(run)),
        new PrepareVolume(
            control, pair.snapshot(), records.region(pair.source().name()).orElseThrow()));
  }

  /** Regions are powers of two, so that the smallest fits into all. */
  private long smallestRegion() {
    return set.stream()
        .mapToLong(pair -> records.region(pair.source().name()).orElseThrow())
        .min()
        .orElseThrow();
  }

  MakeSnapshots make() {
    return new MakeSnapshots(control, storage(), set);
  }

  private SnapshotStorage storage() {
    if (kind instanceof Kind.BreakOff) {
      return new SnapshotStorage.Mirrors(family());
    }
    if (kind instanceof Kind.NamedPlex named) {
      return new SnapshotStorage.Plexes(named.plexes());
    }
    if (kind instanceof Kind.Full) {
      return new SnapshotStorage.Volumes();
    }
    if (kind instanceof Kind.SpaceOptimized optimized) {
      return new SnapshotStorage.Cache(optimized.cache().orElseGet(() -> KindRecords.cache(set)));
    }
    if (kind instanceof Kind.Linked) {
      return new SnapshotStorage.Links(target());
    }
    throw new IllegalStateException("no way to make " + kind);
  }

  /** What is waited for after the marks are set. */
  List<Step> after() {
    return kind instanceof Kind.Full full && full.waitSync()
        ? set.stream().<Step>map(pair -> new WaitSync(control, pair.snapshot())).toList()
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
        group
            .attributes(set.get(0).source().name())
            .flatMap(VolumeAttributes::instant)
            .orElseThrow();
    return prepared ? Family.INSTANT : Family.TRADITIONAL;
  }

  /** Whether the volume has a complete mirror that waits to be broken off. */
  static boolean hasMirror(GroupFacts group, VolumeId volume) {
    return group.layout().plexesOf(volume.name()).stream().anyMatch(Plex::readyToBreakOff);
  }
}
