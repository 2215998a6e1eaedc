package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * Only one node at a time may open the volume; that VxVM grants it says that nobody has it open.
 * VxVM sets it on the master, of a volume that nobody has open (Administrator's Guide, exclusive
 * open); from then on a node that opens the volume keeps every other out until it closes it. So it
 * is done after the domain is unbound, and repaid before it is bound. The guest could be used while
 * that is owed; only a live migration, in which two nodes have its disks open, fails.
 *
 * <p>What VxVM does not say counts as the worse: the volume as not fenced when it is to be, and as
 * fenced still when it is not to be any more.
 */
public record FenceVolume(GuestName guest, Machine control, VolumeId volume)
    implements SiteStep.InOutage {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** The guest is down meanwhile, and can come back all the same. */
  private static final Limits LIMITS =
      Limits.of(LIMIT, LIMIT).settling(Duration.ofSeconds(10), Duration.ofMinutes(2)).attempts(3);

  @Override
  public Optional<Debt> debt() {
    return Optional.of(
        Debt.changed("fenced", guest, volume + " has to be made one that every node may open"));
  }

  @Override
  public Goal goal(Site site, History history) {
    return goal(site, kind(), true, "it is not exclusive");
  }

  @Override
  public Goal repayment(Site site, boolean resumed) {
    return goal(
        site,
        "unfence-volume",
        false,
        "it is exclusive, which VxVM changes while no node has it open");
  }

  private Goal goal(Site site, String kind, boolean on, String not) {
    Invocation command = here(VxvmCommands.exclusive(volume, on));
    return Goal.of(
        subject(kind, volume.toString()),
        LIMITS,
        List.of(command),
        acts -> {
          Optional<Boolean> exclusive =
              Optional.ofNullable(site.vxvm(control).exclusive(volume.group()).get(volume.name()));
          if (exclusive.equals(Optional.of(on))) {
            return Look.reached();
          }
          return Look.owed(
              exclusive.isEmpty() ? "VxVM does not say whether it is exclusive" : not, command);
        });
  }
}
