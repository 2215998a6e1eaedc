package org.cvmsnap.plan.outage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.cluster.Disk;
import org.cvmsnap.cluster.GuestFacts;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.StorageLayer;
import org.cvmsnap.model.VolumeId;

/**
 * What speaks against taking the disks of volumes from a guest that runs, besides what speaks
 * against touching it at all. What is unknown speaks against.
 */
final class DetachChecks {
  private static final String STOP = "Or let it be stopped: --mode stop, or --mode auto.";

  private final OutageOptions options;
  private final OutageFacts facts;
  private final List<VolumeId> volumes;
  private final List<Refusal> refusals = new ArrayList<>();

  DetachChecks(OutageOptions options, OutageFacts facts, List<VolumeId> volumes) {
    this.options = options;
    this.facts = facts;
    this.volumes = volumes;
  }

  /** The reasons, and none for a guest that does not run: there is nothing to keep up. */
  List<Refusal> refusals() {
    GuestFacts guest = facts.guest();
    if (guest.domain().state() != DomainState.ACTIVE || guest.os().isEmpty()) {
      return List.of();
    }
    running();
    GuestFacts.Os os = guest.os().get();
    for (Disk disk : disks(guest, volumes)) {
      disk.vdisk().mpgroup().ifPresent(group -> grouped(disk, group));
      disk.vdisk().id().ifPresent(number -> used(os, disk, number));
    }
    LettingGo.layers(guest, os, volumes).stream()
        .filter(layer -> layer.kind() != StorageLayer.Kind.POOL)
        .forEach(this::layered);
    os.clusterManagers().forEach(this::monitored);
    return List.copyOf(refusals);
  }

  /** The guest's disks that show the volumes. */
  static List<Disk> disks(GuestFacts guest, List<VolumeId> volumes) {
    return guest.disks().stream()
        .filter(disk -> disk.volume().filter(volumes::contains).isPresent())
        .toList();
  }

  private void refuse(String problem, String next) {
    refusals.add(new Refusal(problem, (next + " " + STOP).strip()));
  }

  private void running() {
    OutageFacts.Reconfiguration can = facts.reconfiguration();
    if (!can.softState().equals("Solaris running")) {
      refuse(
          "%s does not say of itself that Solaris runs in it, but: %s."
              .formatted(options.guest(), said(can.softState())),
          ShellLine.hint(
              "See, on %s: ldm list -o domain %s.", facts.control().name(), options.guest()));
    }
    if (!can.drd().equals("online")) {
      refuse(
          "Disks cannot be taken from %s while it runs: its service drd is not online, but: %s."
              .formatted(options.guest(), said(can.drd())),
          "See, in the guest: svcs -l svc:/platform/sun4v/drd:default (Solaris 10 10/08 and newer).");
    }
    if (!can.fileSystems().equals("online")) {
      refuse(
          "svc:/system/filesystem/local of %s is not online, but: %s."
              .formatted(options.guest(), said(can.fileSystems())),
          "See, in the guest: svcs -xv.");
    }
  }

  private static String said(String state) {
    return state.isEmpty() ? "nothing" : state;
  }

  private void grouped(Disk disk, String group) {
    refuse(
        "Disk %s of %s is in mpgroup %s, and which of its paths it uses would not come back as it is."
            .formatted(disk.vdisk().name(), options.guest(), group),
        "");
  }

  private void used(GuestFacts.Os os, Disk disk, int number) {
    Set<Integer> only = Set.of(number);
    String name = disk.vdisk().name();
    if (!os.devices().openers().getOrDefault(number, List.of()).isEmpty()) {
      refuse(
          "A program in %s has devices of disk %s itself open, and the disk does not go meanwhile."
              .formatted(options.guest(), name),
          ShellLine.hint("Stop it, in the guest: fuser %s.", os.devices().slices(number)));
    }
    os.devices().swap().stream()
        .filter(each -> os.devices().touches(each, only))
        .forEach(
            each ->
                refuse(
                    "Disk %s is swap space of %s: %s.".formatted(name, options.guest(), each),
                    ShellLine.hint("Take it away in the guest: swap -d %s.", each)));
    Optional<String> dump = os.devices().dump().filter(each -> os.devices().touches(each, only));
    dump.ifPresent(
        each ->
            refuse(
                "Disk %s takes the crash dumps of %s: %s.".formatted(name, options.guest(), each),
                "Give them another place in the guest: dumpadm -d swap."));
  }

  private void layered(StorageLayer layer) {
    refuse(
        "The %s of %s is on these volumes, and keeps their disks open."
            .formatted(layer, options.guest()),
        "");
  }

  private void monitored(String program) {
    refuse(
        "%s runs in %s, and may take file systems that go for a fault."
            .formatted(program, options.guest()),
        "");
  }
}
