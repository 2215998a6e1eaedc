package org.cvmsnap.plan.outage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.Disk;
import org.cvmsnap.cluster.GuestDevices;
import org.cvmsnap.cluster.GuestFacts;
import org.cvmsnap.cluster.Mounts;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.Holder;
import org.cvmsnap.model.Hook;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.PathUse;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.StorageLayer;
import org.cvmsnap.model.VolumeId;

/**
 * What keeps a running guest from letting go of volumes so that what is on them is clean. What is
 * not seen to be a file system that can be unmounted, or a pool that can be exported, speaks
 * against it, unless the operator has said that it is meant.
 */
final class FileSystemChecks {
  private static final String MEANT =
      "If it is meant that no file system is let go of: --no-file-system.";

  private final OutageOptions options;
  private final GuestFacts guest;
  private final GuestFacts.Os os;
  private final List<VolumeId> volumes;
  private final boolean runsOn;
  private final List<Refusal> refusals = new ArrayList<>();

  /**
   * @param runsOn whether the guest goes on running, so that it lets go of nothing else
   */
  FileSystemChecks(
      OutageOptions options,
      GuestFacts guest,
      GuestFacts.Os os,
      List<VolumeId> volumes,
      boolean runsOn) {
    this.options = options;
    this.runsOn = runsOn;
    this.guest = guest;
    this.os = os;
    this.volumes = volumes;
  }

  List<Refusal> refusals() {
    List<Mount> mounts =
        runsOn ? Mounts.toDetach(guest, volumes) : Mounts.toUnmount(guest, volumes);
    List<Mount> system = mounts.stream().filter(Mounts::system).toList();
    if (!system.isEmpty()) {
      refuse(
          "%s of %s is on these volumes and cannot be unmounted while it runs."
              .formatted(system.get(system.size() - 1).mountPoint(), options.guest()),
          "Shut the guest down from inside (init 5), then try again with the bound domain.");
      return refusals;
    }
    if (options.hooks().stream().noneMatch(hook -> hook.at(Hook.Moment.BEFORE_OUTAGE))) {
      mounts.forEach(this::held); // else it is the hook's to end that, and the unmount's to tell
    }
    mounts.stream().filter(mount -> !Mounts.pooled(os, mount)).forEach(this::pinned);
    mounts.stream()
        .filter(mount -> Mounts.pooled(os, mount))
        .forEach(mount -> entangled(mount, mounts));
    LettingGo.layers(guest, os, volumes).forEach(this::whole);
    if (!options.noFileSystem()) {
      os.devices().layers().stream()
          .filter(layer -> os.devices().under(layer).isEmpty())
          .forEach(this::unknown);
      guest.disks().stream()
          .filter(disk -> disk.volume().filter(volumes::contains).isPresent())
          .forEach(disk -> disk.vdisk().id().ifPresent(id -> disk(disk, id)));
    }
    return refusals;
  }

  private void refuse(String problem, String next) {
    refusals.add(new Refusal(problem, next));
  }

  private void held(Mount mount) {
    List<Holder> holders = os.holders().getOrDefault(mount.mountPoint(), List.of());
    if (!holders.isEmpty()) {
      refuse(
          "%s in %s%s is in use by %s."
              .formatted(
                  mount.mountPoint(),
                  options.guest(),
                  Mounts.isOn(guest, volumes, mount) ? "" : ", which has to be unmounted too,",
                  described(holders)),
          ShellLine.hint("Stop what uses it, in the guest: fuser -c %s.", mount.mountPoint()));
    }
  }

  /** umount refuses these too, and only then (umount(1M), mount_vxfs(1M)). */
  private void pinned(Mount mount) {
    for (PathUse use : Mounts.uses(os, mount)) {
      refuse(
          "%s in %s %s, which keeps %s from being unmounted."
              .formatted(use.path(), options.guest(), use.how(), mount.mountPoint()),
          "End that in the guest: " + use.undo() + ".");
    }
    mount.options().stream()
        .filter(option -> option.startsWith("mntlock="))
        .forEach(
            option ->
                refuse(
                    "%s in %s is locked against being unmounted (%s)."
                        .formatted(mount.mountPoint(), options.guest(), option),
                    "Have it unlocked by what has locked it, such as VCS in the guest. See there:"
                        + " mount -v."));
  }

  /** What goes with its pool cannot go before what it lies on, where that lies on the pool. */
  private void entangled(Mount upper, List<Mount> mounts) {
    GuestDevices devices = os.devices();
    for (Mount between : mounts) {
      Optional<Mount> lower =
          mounts.stream()
              .filter(each -> Mounts.pooled(os, each) && Mounts.rests(between, each))
              .filter(each -> devices.pool(each.special()).equals(devices.pool(upper.special())))
              .findFirst();
      if (!Mounts.pooled(os, between) && Mounts.rests(upper, between) && lower.isPresent()) {
        refuse(
            "%s in %s is mounted on %s, and that on %s, which is of the same pool: the pool can be exported neither before nor after it."
                .formatted(
                    upper.mountPoint(),
                    options.guest(),
                    between.mountPoint(),
                    lower.get().mountPoint()),
            ShellLine.hint(
                "Unmount it in the guest, and mount it again afterwards: zfs unmount %s.",
                upper.special()));
      }
    }
  }

  private static String described(List<Holder> holders) {
    return holders.stream().map(Holder::toString).collect(Collectors.joining("; "));
  }

  /** A part of a pool, a stripe or a disk group is no point in time of anything. */
  private void whole(StorageLayer layer) {
    Set<Integer> meant = Mounts.numbers(guest.disks(), volumes);
    List<String> others =
        layer.devices().stream()
            .filter(
                device ->
                    os.devices()
                        .under(layer, device)
                        .filter(on -> !on.isEmpty() && meant.containsAll(on))
                        .isEmpty())
            .toList();
    if (!others.isEmpty()) {
      refuse(
          "The %s of %s is on these volumes, and on %s besides."
              .formatted(layer, options.guest(), String.join(", ", others)),
          ShellLine.hint(
              "Name all of its volumes in one run. See: ldm list -o disk %s.", options.guest()));
    }
  }

  private void unknown(StorageLayer layer) {
    refuse(
        "What the %s of %s lies on is not known, and so it may be these volumes: %s."
            .formatted(layer, options.guest(), String.join(", ", layer.devices())),
        MEANT);
  }

  private void disk(Disk disk, int number) {
    GuestDevices devices = os.devices();
    String volume = disk.volume().map(VolumeId::toString).orElse(disk.vdisk().name());
    List<Holder> openers = devices.openers().getOrDefault(number, List.of());
    List<String> swap = devices.swap().stream().filter(each -> on(each, number)).toList();
    Optional<String> dump = devices.dump().filter(each -> on(each, number));
    boolean mounted = os.mounts().stream().anyMatch(mount -> on(mount.special(), number));
    boolean listed = os.vfstab().stream().anyMatch(entry -> on(entry.special(), number));
    boolean labelled =
        os.unnamed().fileSystems().keySet().stream().anyMatch(device -> on(device, number));
    boolean layered =
        devices.layers().stream()
            .anyMatch(layer -> devices.under(layer).filter(on -> on.contains(number)).isPresent());
    if (!openers.isEmpty()) {
      refuse(
          "%s has devices of %s themselves open, and no file system of it: %s."
              .formatted(options.guest(), volume, described(openers)),
          ShellLine.hint("Stop what uses them, in the guest: fuser %s. ", devices.slices(number))
              + MEANT);
    }
    if (!swap.isEmpty()) {
      refuse(
          "%s is swap space of %s: %s.".formatted(volume, options.guest(), String.join(", ", swap)),
          ShellLine.hint("Take it away in the guest: swap -d %s. ", swap.get(0)) + MEANT);
    }
    if (dump.isPresent()) {
      refuse(
          "%s takes the crash dumps of %s: %s.".formatted(volume, options.guest(), dump.get()),
          "Give them another place in the guest: dumpadm -d swap. " + MEANT);
    }
    boolean used = !openers.isEmpty() || !swap.isEmpty() || dump.isPresent();
    if (!used && !mounted && !listed && !labelled && !layered) {
      refuse(
          "Nothing is seen of %s in %s: no file system, no pool, no metadevice, and no line of vfstab."
              .formatted(volume, options.guest()),
          "See what uses it, in the guest: ls -l /dev/rdsk; prtvtoc. " + MEANT);
    }
  }

  private boolean on(String special, int number) {
    return os.devices().touches(special, Set.of(number));
  }
}
