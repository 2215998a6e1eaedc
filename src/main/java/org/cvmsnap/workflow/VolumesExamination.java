package org.cvmsnap.workflow;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cvmsnap.cluster.Disk;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.vxvm.Vxvm;

/**
 * Whether the volumes of each guest have all their mirrors. A snapshot can be taken of one that has
 * lost some; but no mirror is broken off that is not there, and none is left should a disk fail.
 */
record VolumesExamination() implements Examination {
  private static final String CHECK = "volumes";

  @Override
  public String check() {
    return CHECK;
  }

  @Override
  public void examine(Examined examined) throws InterruptedException {
    Optional<String> first =
        Stream.of("domains", "vxvm").flatMap(check -> examined.wrong(check).stream()).findFirst();
    for (ComingTake take : examined.guests()) {
      if (first.isPresent()) {
        examined.unjudged(CHECK, take.guest(), first.get());
      } else {
        of(examined, take.guest());
      }
    }
  }

  private static void of(Examined examined, GuestName guest) throws InterruptedException {
    try {
      TreeSet<VolumeId> volumes = new TreeSet<>();
      Disk.all(examined.site().ldm(examined.control())).stream()
          .filter(disk -> disk.vdisk().domain().equals(guest))
          .forEach(disk -> disk.volume().ifPresent(volumes::add));
      Vxvm vxvm = examined.site().vxvm(examined.control());
      for (DiskGroup group : vxvm.groups()) {
        List<VolumeId> inIt =
            volumes.stream().filter(volume -> volume.group().equals(group.name())).toList();
        if (!inIt.isEmpty() && group.enabled()) {
          GroupLayout layout = vxvm.layout(group.name());
          inIt.forEach(volume -> one(examined, layout, volume));
        }
      }
    } catch (NotLearnedException e) {
      examined.unknown(
          CHECK, examined.control(), e, "See, as root: ldm list-bindings -p; vxprint -ht.");
    }
  }

  private static void one(Examined examined, GroupLayout layout, VolumeId volume) {
    List<Plex> plexes = layout.plexesOf(volume.name());
    List<Plex> lost =
        plexes.stream()
            .filter(plex -> !plex.gettingReady() && !plex.kernelState().equals("ENABLED"))
            .toList();
    plexes.stream()
        .filter(Plex::gettingReady)
        .forEach(
            plex ->
                examined.remark(
                    volume,
                    "Mirror %s is not synchronized yet (%s), and a take waits for that."
                        .formatted(plex.name(), plex.state())));
    for (Plex plex : lost) {
      examined.trouble(
          CHECK,
          volume,
          new Refusal(
              "Its plex %s is %s/%s.".formatted(plex.name(), plex.kernelState(), plex.state()),
              "See whether its disk is well (vxdisk list), then, on the master: vxrecover -g %s -s %s."
                  .formatted(volume.group(), volume.name())));
    }
    if (lost.isEmpty()) {
      long spare = plexes.stream().filter(Plex::readyToBreakOff).count();
      examined.ok(
          CHECK,
          volume,
          plexes.size()
              + " plexes, none detached"
              + (spare == 0
                  ? ""
                  : "; %d of them to be broken off, and no mirror".formatted(spare)));
    }
  }
}
