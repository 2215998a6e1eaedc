package org.cvmsnap.step;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.StorageLayer;
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.solaris.SolarisCommands;

/**
 * The guest has let go of a ZFS pool, which writes to its disks as long as it is imported. It is
 * never forced to.
 *
 * @param os the operating system in the guest
 * @param mounts its file systems that were mounted, in the order of mounting
 * @param remount whether it is owed that the pool is imported again
 */
public record ExportPool(
    GuestName guest,
    Machine os,
    String pool,
    List<Mount> mounts,
    boolean remount,
    Timeouts timeouts)
    implements SiteStep.LettingGo {
  public ExportPool {
    mounts = List.copyOf(mounts);
  }

  @Override
  public Optional<Debt> debt() {
    return takingAgain("exported", "pool " + pool + " has to be imported");
  }

  @Override
  public Goal goal(Site site, History history) {
    return Goal.of(
        subject(kind(), pool),
        lettingGo(timeouts, history),
        List.of(exporting()),
        acts -> imported(site) ? Look.owed("it is imported", exporting()) : Look.reached());
  }

  private boolean imported(Site site) throws NotLearnedException, InterruptedException {
    return site.os(os).pools().stream().map(StorageLayer::name).anyMatch(pool::equals);
  }

  private Invocation exporting() {
    return there(SolarisCommands.exportPool(pool));
  }

  private Invocation importing() {
    return there(SolarisCommands.importPool(pool));
  }

  /** The pool is imported, and its file systems are mounted that were. */
  @Override
  public Goal repayment(Site site, boolean resumed) {
    return Goal.of(
        subject("import-pool", pool),
        takingAgain(timeouts),
        List.of(importing()),
        acts -> {
          if (!imported(site)) {
            return Look.owed("it is not imported", importing());
          }
          List<String> there =
              site.os(os).mounts().stream()
                  .map(each -> each.special() + each.mountPoint())
                  .toList();
          return mounts.stream()
              .filter(each -> !there.contains(each.special() + each.mountPoint()))
              .findFirst()
              .map(
                  each ->
                      Look.owed(
                          each.special() + " is not mounted",
                          there(SolarisCommands.zfsMount(each.special()))))
              .orElseGet(Look::reached);
        });
  }
}
