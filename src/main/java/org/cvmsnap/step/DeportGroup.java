package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.StorageLayer;
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Subject;
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
    implements SiteStep {
  private static final Limits IMPORTING =
      Limits.of(Duration.ofMinutes(5), Duration.ofMinutes(5))
          .settling(Duration.ofMinutes(1), Duration.ofMinutes(2))
          .attempts(6);

  @Override
  public Phase phase() {
    return Phase.OUTAGE;
  }

  @Override
  public Optional<Debt> debt() {
    return remount
        ? Optional.of(
            Debt.outage(
                "deported", guest, "disk group " + group + " has to be imported in " + guest))
        : Optional.empty();
  }

  @Override
  public Goal goal(Site site, History history) {
    return Goal.of(
        new Subject(kind(), group, os.name()),
        Limits.of(timeouts.umount(), timeouts.umount()).attempts(4),
        List.of(deporting()),
        acts -> imported(site) ? Look.owed("it is imported", deporting()) : Look.reached());
  }

  private boolean imported(Site site) throws NotLearnedException, InterruptedException {
    return site.os(os).diskGroups().stream().map(StorageLayer::name).anyMatch(group::equals);
  }

  private Invocation deporting() {
    return new Invocation(os, SolarisCommands.deport(group));
  }

  /** The group is imported, and its volumes are started. */
  @Override
  public Goal repayment(Site site, boolean resumed) {
    Invocation importing = new Invocation(os, SolarisCommands.importGroup(group));
    Invocation starting = new Invocation(os, SolarisCommands.startVolumes(group));
    return Goal.of(
        new Subject("import-group", group, os.name()),
        IMPORTING,
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
