package org.cvmsnap.plan.outage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.Disk;
import org.cvmsnap.cluster.FileSystem;
import org.cvmsnap.cluster.GuestDevices;
import org.cvmsnap.cluster.GuestFacts;
import org.cvmsnap.cluster.Mounts;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.Cleanness;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.PlacedFileSystem;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.StorageLayer;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.step.ProveClean;

/**
 * What a run can show of how clean volumes are that it makes snapshots of: only a guest that lets
 * go of all that is on them can tell.
 */
public final class CleanProof {
  private final OutageOptions options;
  private final GuestFacts guest;
  private final List<VolumeId> volumes;

  /** Those that can be asked once nothing is mounted. */
  private final List<FileSystem> fileSystems;

  public CleanProof(OutageOptions options, OutageFacts facts, List<VolumeId> volumes) {
    this.options = options;
    this.guest = facts.guest();
    this.volumes = List.copyOf(volumes);
    this.fileSystems =
        guest.os().map(os -> FileSystem.on(os, guest.disks(), volumes)).orElse(List.of());
  }

  /** What the file systems have to say for the run to go on. */
  public ProveClean.Demand demand() {
    return options.unproven() ? ProveClean.Demand.NOT_DIRTY : ProveClean.Demand.CLEAN;
  }

  private FileSystem.Answer answer(FileSystem of) {
    return guest
        .os()
        .flatMap(os -> Optional.ofNullable(os.clean().get(of.device())))
        .orElse(new FileSystem.Answer(Optional.empty(), "it was not asked"));
  }

  /** What speaks against a snapshot of them before anything is touched. */
  public List<Refusal> refusals() {
    List<Refusal> refusals = new ArrayList<>();
    for (FileSystem each : fileSystems) {
      FileSystem.Answer answer = answer(each);
      if (!each.mounted() && answer.says().equals(Optional.of(Cleanness.DIRTY))) {
        refusals.add(
            new Refusal(
                "%s of %s is not mounted and needs checking, so no snapshot of it would be clean."
                    .formatted(each.name(), options.guest()),
                ShellLine.hint(
                    "Check it in the guest: fsck -F %s %s.", each.type(), each.device())));
      } else if (!options.unproven() && !answer.sees(each)) {
        refusals.add(
            new Refusal(
                "Whether %s of %s is clean could not be seen once it is unmounted: %s."
                    .formatted(each.name(), options.guest(), why(each, answer)),
                ShellLine.hint(
                        "See what it says, in the guest: fsck -F %s -m %s. ",
                        each.type(), each.device())
                    + "With --unproven the snapshots are taken all the same, and are marked unchecked."));
      }
    }
    return refusals;
  }

  private static String why(FileSystem of, FileSystem.Answer answer) {
    return of.mounted() && answer.says().equals(Optional.of(Cleanness.CLEAN))
        ? "fsck says that it is clean while it is mounted"
        : answer.why();
  }

  /** What a snapshot of the volume is to be called, if all goes well. */
  public Proof proof(VolumeId volume) {
    return unchecked(volume).isEmpty() ? Proof.CLEAN_BEFORE : Proof.UNCHECKED;
  }

  /** What the tags of a snapshot of the volume say of what is on it. */
  public Map<String, String> tags(VolumeId volume) {
    Map<String, String> tags = new TreeMap<>();
    tags.put(Tags.PROOF, proof(volume).word());
    List<PlacedFileSystem> placed = new ArrayList<>();
    fileSystems.stream()
        .filter(each -> each.volumes().contains(volume))
        .forEach(each -> placed.add(each.on(volume, guest.disks())));
    if (pooled(volume)) {
      placed.add(PlacedFileSystem.inLayer("zfs"));
    }
    if (!raw(volume).isEmpty()) {
      placed.add(PlacedFileSystem.inLayer("raw"));
    }
    if (unknown(volume).isPresent()) {
      placed.add(PlacedFileSystem.inLayer("unknown"));
    }
    if (!placed.isEmpty()) {
      tags.put(Tags.FILE_SYSTEMS, PlacedFileSystem.word(placed));
    }
    return tags;
  }

  /** Why the snapshots will be unchecked, in sentences. */
  public List<String> warnings() {
    return volumes.stream()
        .flatMap(
            volume ->
                unchecked(volume).stream()
                    .map(
                        why ->
                            "The snapshot of %s will be marked unchecked: %s."
                                .formatted(volume, why)))
        .toList();
  }

  private Optional<String> unchecked(VolumeId volume) {
    if (guest.domain().state() != DomainState.ACTIVE || guest.os().isEmpty()) {
      return Optional.of(
          options.guest() + " is down, and nobody has seen whether it went down cleanly");
    }
    String raw = raw(volume);
    if (!raw.isEmpty()) {
      return Optional.of("no check is known for what is there besides file systems: " + raw);
    }
    Optional<String> unknown = unknown(volume);
    if (unknown.isPresent()) {
      return Optional.of("what else is on it is not known (%s)".formatted(unknown.get()));
    }
    List<FileSystem> mine =
        fileSystems.stream().filter(each -> each.volumes().contains(volume)).toList();
    if (mine.isEmpty() && !pooled(volume)) {
      return Optional.of("nothing is seen on it that could be asked");
    }
    return mine.stream()
        .filter(each -> !answer(each).sees(each))
        .map(
            each ->
                "whether %s is clean is not known (%s)"
                    .formatted(each.name(), why(each, answer(each))))
        .findFirst();
  }

  /** Why it is not known what is on the volume that no table of the guest names. */
  private Optional<String> unknown(VolumeId volume) {
    return guest.os().stream()
        .flatMap(
            os ->
                Mounts.numbers(guest.disks(), List.of(volume)).stream()
                    .flatMap(
                        disk -> Optional.ofNullable(os.unnamed().unknown().get(disk)).stream()))
        .findFirst();
  }

  /** What is on the volume besides file systems and pools, as words; empty text for nothing. */
  private String raw(VolumeId volume) {
    return guest.os().stream()
        .flatMap(
            os ->
                guest.disks().stream()
                    .filter(disk -> disk.volume().equals(Optional.of(volume)))
                    .flatMap(disk -> raw(os.devices(), disk).stream()))
        .collect(Collectors.joining(", "));
  }

  private boolean pooled(VolumeId volume) {
    return guest.os().stream()
        .flatMap(os -> LettingGo.layers(guest, os, List.of(volume)).stream())
        .anyMatch(layer -> layer.kind() == StorageLayer.Kind.POOL);
  }

  /** What is on a disk that is neither a file system nor a pool. */
  private static Optional<String> raw(GuestDevices devices, Disk disk) {
    if (disk.vdisk().id().isEmpty()) {
      return Optional.of("a disk whose number is not known");
    }
    int number = disk.vdisk().id().getAsInt();
    if (!devices.openers().getOrDefault(number, List.of()).isEmpty()) {
      return Optional.of("devices that programs have open");
    }
    if (devices.swap().stream().anyMatch(each -> devices.touches(each, Set.of(number)))) {
      return Optional.of("swap space");
    }
    return devices
        .dump()
        .filter(each -> devices.touches(each, Set.of(number)))
        .map(any -> "a dump device");
  }

  /** The step that asks a file system, once it is not mounted. */
  static ProveClean step(OutageOptions options, FileSystem of, ProveClean.Demand demand) {
    return new ProveClean(
        options.guest(),
        options.os(),
        of.device(),
        of.type(),
        of.mountPoint(),
        of.volumes(),
        demand);
  }
}
