package org.cvmsnap.plan.outage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cvmsnap.cluster.FileSystem;
import org.cvmsnap.cluster.GuestDevices;
import org.cvmsnap.cluster.GuestFacts;
import org.cvmsnap.cluster.Mounts;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.StorageLayer;
import org.cvmsnap.model.VfstabEntry;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.DeportGroup;
import org.cvmsnap.step.ExportPool;
import org.cvmsnap.step.LoseMounts;
import org.cvmsnap.step.ProveClean;
import org.cvmsnap.step.ProveUnmounted;
import org.cvmsnap.step.Unmount;

/** How a running guest lets go of volumes: what is unmounted, exported and deported, in order. */
final class LettingGo {
  private final OutageOptions options;
  private final GuestFacts guest;
  private final GuestFacts.Os os;
  private final List<VolumeId> volumes;
  private final Optional<ProveClean.Demand> demand;
  private final boolean runsOn;

  /** The layers that lie on the volumes, in part or whole. */
  private final List<StorageLayer> layers;

  /** What is unmounted, in that order, or goes with its pool. */
  private final List<Mount> mounts;

  /**
   * @param demand what the file systems have to say once they are unmounted; empty where they are
   *     not asked
   * @param runsOn whether the guest goes on running, so that nothing else goes, and no boot mounts
   *     anything
   */
  LettingGo(
      OutageOptions options,
      GuestFacts guest,
      GuestFacts.Os os,
      List<VolumeId> volumes,
      Optional<ProveClean.Demand> demand,
      boolean runsOn) {
    this.demand = demand;
    this.runsOn = runsOn;
    this.options = options;
    this.guest = guest;
    this.os = os;
    this.volumes = volumes;
    this.layers = layers(guest, os, volumes);
    this.mounts =
        Mounts.poolsFirst(
            runsOn ? Mounts.toDetach(guest, volumes) : Mounts.toUnmount(guest, volumes),
            mount -> exportedWith(mount).isPresent());
  }

  /** The layers that lie on the volumes, in part or whole. */
  static List<StorageLayer> layers(GuestFacts guest, GuestFacts.Os os, List<VolumeId> volumes) {
    Set<Integer> meant = Mounts.numbers(guest.disks(), volumes);
    return os.devices().layers().stream()
        .filter(
            layer ->
                os.devices()
                    .under(layer)
                    .filter(on -> !Collections.disjoint(on, meant))
                    .isPresent())
        .toList();
  }

  /**
   * What is mounted goes first, and then what it was mounted from; in between the file systems are
   * asked whether they are clean, as long as what they lie on is there. The file systems of a pool
   * go with it, when whatever is mounted upon them has gone, and before all others.
   */
  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    List<Step> proofs = new ArrayList<>();
    List<StorageLayer> exported = new ArrayList<>();
    List<FileSystem> asked =
        demand.isPresent() ? FileSystem.on(os, guest.disks(), volumes) : List.of();
    asked.stream().filter(each -> !each.mounted()).forEach(each -> proofs.add(proof(each)));
    for (int i = 0; i < mounts.size(); i++) {
      Optional<StorageLayer> pool = exportedWith(mounts.get(i));
      if (pool.isEmpty()) {
        Mount mount = mounts.get(i);
        steps.add(unmount(mount));
        asked.stream()
            .filter(each -> each.mounted() && each.name().equals(mount.mountPoint()))
            .forEach(each -> proofs.add(proof(each)));
      } else if (mounts.subList(i + 1, mounts.size()).stream()
          .noneMatch(later -> exportedWith(later).equals(pool))) {
        steps.addAll(proofs);
        proofs.clear();
        steps.add(export(pool.get()));
        exported.add(pool.get());
      }
    }
    steps.addAll(proofs);
    for (StorageLayer layer : layers) {
      if (layer.kind() == StorageLayer.Kind.POOL && !exported.contains(layer)) {
        steps.add(export(layer));
      } else if (layer.kind() == StorageLayer.Kind.DISK_GROUP && !mountedAtBoot(layer)) {
        steps.add(
            new DeportGroup(
                options.guest(),
                options.os(),
                layer.name(),
                options.remount(),
                options.timeouts()));
      }
    }
    return List.copyOf(steps);
  }

  /**
   * Whether vfstab mounts a volume of a disk group at boot: that would fail if the group were not
   * there by then, and the boot with it. Its file systems are unmounted all the same.
   */
  private boolean mountedAtBoot(StorageLayer group) {
    return os.vfstab().stream()
        .filter(VfstabEntry::atBoot)
        .anyMatch(entry -> entry.special().startsWith("/dev/vx/dsk/" + group.name() + "/"));
  }

  /** The pool on the volumes that a file system is exported with; empty where it is not. */
  private Optional<StorageLayer> exportedWith(Mount mount) {
    GuestDevices devices = os.devices();
    return Mounts.pooled(os, mount)
        ? devices.pool(mount.special()).filter(layers::contains)
        : Optional.empty();
  }

  /** What is mounted besides goes with the guest, and its boot is to bring it back. */
  Optional<Step> lost() {
    List<Unmount> lost = Mounts.downWith(os, mounts).stream().map(this::unmount).toList();
    return lost.isEmpty()
        ? Optional.empty()
        : Optional.of(new LoseMounts(options.guest(), options.os(), lost, options.timeouts()));
  }

  /** The proof that nothing of the volumes has been mounted since. */
  Step unmounted() {
    Set<Integer> meant = Mounts.numbers(guest.disks(), volumes);
    return new ProveUnmounted(
        options.guest(),
        options.os(),
        os.devices().numbers().entrySet().stream()
            .filter(each -> meant.contains(each.getValue()))
            .map(Map.Entry::getKey)
            .sorted()
            .toList(),
        layers.stream().map(StorageLayer::name).sorted().toList(),
        Stream.concat(os.mounts().stream().map(Mount::mountPoint), options.leftAlone().stream())
            .distinct()
            .sorted()
            .toList());
  }

  private Step proof(FileSystem of) {
    return CleanProof.step(options, of, demand.orElseThrow());
  }

  private Unmount unmount(Mount mount) {
    // An operator who wants no remount says so of the volumes, and not of other disks.
    boolean remount = options.remount() || !Mounts.concerned(guest, volumes, mount);
    return new Unmount(
        options.guest(),
        options.os(),
        mount,
        runsOn ? Mounts.AtBoot.NOT : Mounts.atBoot(os, mount),
        Mounts.listed(os, mount).map(listed -> String.join(",", listed)),
        remount,
        options.timeouts());
  }

  private Step export(StorageLayer pool) {
    List<Mount> mounted =
        os.mounts().stream()
            .filter(mount -> Mounts.pooled(os, mount))
            .filter(mount -> os.devices().pool(mount.special()).equals(Optional.of(pool)))
            .toList();
    return new ExportPool(
        options.guest(), options.os(), pool.name(), mounted, options.remount(), options.timeouts());
  }
}
