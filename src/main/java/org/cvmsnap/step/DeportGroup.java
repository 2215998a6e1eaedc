package org.cvmsnap.step;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.StorageLayer;
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.solaris.SolarisCommands;

/**
 * The guest has let go of a disk group of a VxVM of its own, whose configuration is on the disks
 * too. A group that was deported is not imported by a boot (vxdg(1M)).
 *
 * @param os the operating system in the guest
 * @param remount whether it is owed that the group is imported again
 */
public record DeportGroup(
    GuestName guest, Machine os, String group, boolean remount, Timeouts timeouts)
    implements SiteStep.LettingGo {
  @Override
  public Optional<Debt> debt() {
    return takingAgain("deported", "disk group " + group + " has to be imported");
  }

  @Override
  public Goal goal(Site site, History history) {
    return Goal.of(
        subject(kind(), group),
        lettingGo(timeouts, history),
        List.of(deporting()),
        acts -> imported(site) ? Look.owed("it is imported", deporting()) : Look.reached());
  }

  private boolean imported(Site site) throws NotLearnedException, InterruptedException {
    return site.os(os).diskGroups().stream().map(StorageLayer::name).anyMatch(group::equals);
  }

  private Invocation deporting() {
    return there(SolarisCommands.deport(group));
  }

  /** The group is imported, and its volumes are started. */
  @Override
  public Goal repayment(Site site, boolean resumed) {
    Invocation importing = there(SolarisCommands.importGroup(group));
    Invocation starting = there(SolarisCommands.startVolumes(group));
    return Goal.of(
        subject("import-group", group),
        takingAgain(timeouts),
        List.of(importing, starting),
        acts -> {
          if (!imported(site)) {
            return Look.owed("it is not imported", importing);
          }
          return site.os(os).started(group)
              ? Look.reached()
              : Look.owed("its volumes are not started", starting);
        });
  }
}
