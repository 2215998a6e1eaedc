package org.cvmsnap.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.Holder;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.VolumeAttributes;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeRecord;

/** Everything that speaks against taking snapshots here and now. What is unknown speaks against. */
final class TakeChecks {
  private static final String MARK = "cvmsnap";

  private final TakeRequest request;
  private final TakeFacts facts;
  private final List<Refusal> refusals = new ArrayList<>();

  TakeChecks(TakeRequest request, TakeFacts facts) {
    this.request = request;
    this.facts = facts;
  }

  List<Refusal> refusals(List<VolumeId> volumes) {
    machine();
    domain();
    disks(volumes);
    for (VolumeId volume : volumes) {
      volume(volume);
      owners(volume);
    }
    oneFamily(volumes);
    comeBack();
    fileSystems(volumes);
    return List.copyOf(refusals);
  }

  private void refuse(String problem, String next) {
    refusals.add(new Refusal(problem, next));
  }

  private void machine() {
    facts.domains().stream()
        .filter(domain -> domain.flags().control() && domain.flags().delayedReconfiguration())
        .forEach(
            domain ->
                refuse(
                    domain.name()
                        + " waits for a reboot to be reconfigured; until then no domain can be"
                        + " bound.",
                    "Reboot " + domain.name() + ", or cancel: ldm cancel-reconf."));
    facts.domains().stream()
        .filter(domain -> domain.flags().migrating())
        .forEach(
            domain ->
                refuse(
                    domain.name() + " is being migrated, or has failed to be.",
                    "Wait for the migration to end: ldm list -o status " + domain.name() + "."));
  }

  private void domain() {
    Domain domain = facts.guest().domain();
    if (domain.flags().control()) {
      refuse(
          domain.name() + " is the control domain.", "Name a guest domain: ldm list shows them.");
    } else if (!domain.settled()) {
      refuse(
          domain.name() + " is changing its state at this moment.",
          "Try again when it has settled: ldm list " + domain.name() + ".");
    } else if (domain.state() == DomainState.ACTIVE && facts.guest().os().isEmpty()) {
      refuse(
          "The operating system in " + domain.name() + " is not running.",
          "Boot it, or stop the domain: ldm stop " + domain.name() + ".");
    }
  }

  private void disks(List<VolumeId> volumes) {
    for (Disk disk : facts.guest().disks()) {
      if (disk.volume().filter(volumes::contains).isEmpty()) {
        continue;
      }
      disk.vdisk()
          .server()
          .filter(server -> !server.equals(facts.controlName()))
          .ifPresent(
              server ->
                  refuse(
                      "Disk "
                          + disk.vdisk().name()
                          + " is served by "
                          + server
                          + ", another domain; whether it is closed is not known here.",
                      "cvmsnap works where the control domain serves the disk."));
      if (disk.vdisk().frontEnd().isEmpty()) {
        refuse(
            "The number of disk "
                + disk.vdisk().name()
                + " is not known, so neither are its file"
                + " systems.",
            "See: ldm list -o disk -p " + request.guest() + ".");
      }
    }
  }

  private void volume(VolumeId volume) {
    Optional<GroupFacts> group = facts.group(volume);
    if (group.isEmpty()) {
      refuse(
          "Disk group " + volume.group() + " is not imported here.",
          "See: vxdg list, and import it on this node.");
      return;
    }
    if (!group.get().group().enabled() || !group.get().group().shared()) {
      refuse(
          "Disk group " + volume.group() + " is not enabled and shared.",
          "Import it shared: vxdg -s import " + volume.group() + ".");
    }
    Optional<VolumeRecord> record = group.get().layout().volume(volume.name());
    if (record.isEmpty()) {
      refuse("There is no volume " + volume + ".", "See: vxprint -g " + volume.group() + " -v.");
      return;
    }
    if (!record.get().enabledAndActive()) {
      refuse(
          "%s is %s/%s and has to be ENABLED/ACTIVE."
              .formatted(volume, record.get().kernelState(), record.get().state()),
          "Start it or wait for its resynchronization: vxtask list; vxvol -g %s start %s."
              .formatted(volume.group(), volume.name()));
    }
    if (record.get().layered()) {
      refuse(
          volume + " is a layered volume, from which no mirror can be broken off.",
          "Such a volume needs a full-sized or a space-optimized instant snapshot, or a linked"
              + " one.");
    }
    mirrors(volume, group.get());
  }

  private void mirrors(VolumeId volume, GroupFacts group) {
    if (group.attributes(volume.name()).flatMap(VolumeAttributes::instant).isEmpty()) {
      refuse(
          "It is not known whether " + volume + " is prepared for instant snapshots.",
          "See: vxprint -g %s -F%%instant %s.".formatted(volume.group(), volume.name()));
    }
    group.layout().plexesOf(volume.name()).stream()
        .filter(plex -> plex.readyToBreakOff() || plex.gettingReady())
        .filter(plex -> !ours(group, plex))
        .forEach(
            plex ->
                refuse(
                    "Snapshot mirror %s of %s is kept by somebody else (putil2=%s), and VxVM would"
                            .formatted(plex.name(), volume, group.marks().get(plex.name()))
                        + " be free to break it off.",
                    "Ask its owner, or remove it: vxsnap -g %s rmmir %s."
                        .formatted(volume.group(), volume.name())));
  }

  private static boolean ours(GroupFacts group, Plex plex) {
    String mark = group.marks().get(plex.name());
    return mark != null && (mark.isEmpty() || mark.equals(MARK));
  }

  private void owners(VolumeId volume) {
    for (NodeFacts node : facts.nodes()) {
      boolean here = node.node().equals(facts.control());
      for (Disk disk : node.showing(volume)) {
        if (!here || !disk.vdisk().domain().equals(request.guest())) {
          refuse(
              "%s is also a disk of %s on %s."
                  .formatted(volume, disk.vdisk().domain(), node.node().name()),
              "Two guests on one volume ruin it. Take the disk from one of them: ldm rm-vdisk %s %s."
                  .formatted(disk.vdisk().name(), disk.vdisk().domain()));
        }
      }
      boolean holds = here && facts.guest().domain().state() != DomainState.INACTIVE;
      if (node.open().contains(volume) && !holds) {
        refuse(
            "%s is open on %s, and not by %s."
                .formatted(volume, node.node().name(), request.guest()),
            "Find who has it open there, such as a mount in the control domain, and close it.");
      }
    }
  }

  private void oneFamily(List<VolumeId> volumes) {
    List<VolumeId> prepared = volumes.stream().filter(this::prepared).toList();
    List<VolumeId> others = volumes.stream().filter(volume -> !prepared(volume)).toList();
    if (!prepared.isEmpty() && !others.isEmpty()) {
      refuse(
          "%s is prepared for instant snapshots and %s is not, so they cannot be taken in one instant."
              .formatted(prepared.get(0), others.get(0)),
          "Prepare the others: vxsnap -g %s prepare %s."
              .formatted(others.get(0).group(), others.get(0).name()));
    } else if (others.size() > 1 && !samePattern(others)) {
      refuse(
          "Snapshots of several volumes that are not prepared are named by one pattern, which these"
              + " names do not follow.",
          "Use --name with {volume} whole, such as --name '{volume}_{n}', or prepare the volumes.");
    }
  }

  /** Whether the names are the volumes' with the same text before and after (vxassist -o name=). */
  private boolean samePattern(List<VolumeId> volumes) {
    String template = request.name().orElse(SnapshotNames.USUAL);
    return template.indexOf("{volume}") == template.lastIndexOf("{volume}")
        && (request.name().isPresent()
            || volumes.stream().allMatch(v -> SnapshotNames.keepsWhole(v.name())));
  }

  private boolean prepared(VolumeId volume) {
    return facts
        .group(volume)
        .flatMap(group -> group.attributes(volume.name()))
        .flatMap(VolumeAttributes::instant)
        .orElse(false);
  }

  /** The guest has to be able to come back before it is let go. */
  private void comeBack() {
    DomainState state = facts.guest().domain().state();
    if (state == DomainState.ACTIVE && !facts.guest().autoBoot()) {
      refuse(
          request.guest() + " would wait at the ok prompt once it is started (auto-boot?=false).",
          "Set it: ldm set-variable auto-boot?=true " + request.guest() + ".");
    }
    if (state == DomainState.INACTIVE) {
      return;
    }
    for (Disk disk : facts.guest().disks()) {
      if (disk.backEnd().isEmpty()) {
        refuse(
            "Nothing on this machine exports the back end of disk "
                + disk.vdisk().name()
                + " ("
                + disk.vdisk().volume()
                + "@"
                + disk.vdisk().service()
                + ").",
            "See: ldm list-services.");
      }
      disk.volume()
          .filter(volume -> TakePlanner.record(facts, volume).filter(this::enabled).isEmpty())
          .ifPresent(
              volume ->
                  refuse(
                      "%s, behind disk %s, is not enabled, so %s could not come back."
                          .formatted(volume, disk.vdisk().name(), request.guest()),
                      "Start it: vxvol -g %s start %s.".formatted(volume.group(), volume.name())));
    }
  }

  private boolean enabled(VolumeRecord volume) {
    return volume.kernelState().equals("ENABLED");
  }

  private void fileSystems(List<VolumeId> volumes) {
    List<Mount> mounts = Mounts.toUnmount(facts.guest(), volumes);
    List<Mount> system = mounts.stream().filter(Mounts::system).toList();
    if (!system.isEmpty()) {
      refuse(
          "%s of %s is on these volumes and cannot be unmounted while it runs."
              .formatted(system.get(system.size() - 1).mountPoint(), request.guest()),
          "Shut the guest down from inside (init 5), then take the snapshot of the bound domain.");
      return;
    }
    for (Mount mount : mounts) {
      List<Holder> holders =
          facts
              .guest()
              .os()
              .map(os -> os.holders().getOrDefault(mount.mountPoint(), List.of()))
              .orElse(List.of());
      if (!holders.isEmpty()) {
        refuse(
            "%s in %s is in use by %s."
                .formatted(
                    mount.mountPoint(),
                    request.guest(),
                    holders.stream().map(Holder::toString).collect(Collectors.joining("; "))),
            "Stop what uses it, in the guest: fuser -c " + mount.mountPoint() + ".");
      }
    }
  }
}
