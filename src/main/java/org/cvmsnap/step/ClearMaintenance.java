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
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.solaris.GuestOs;
import org.cvmsnap.solaris.SolarisCommands;

/**
 * The service that mounts file systems at boot is online, and is to be so again: where somebody
 * boots the guest while disks are taken from it, it goes to maintenance, and all that needs it does
 * not start (smf(5)). It comes before what is unmounted, and so is paid when all is mounted again.
 */
public record ClearMaintenance(GuestName guest, Machine os, Timeouts timeouts)
    implements SiteStep.InGuest {
  @Override
  public boolean takenLater() {
    return true;
  }

  @Override
  public Optional<Debt> debt() {
    return Optional.of(
        Debt.changed("services", guest, GuestOs.FILE_SYSTEMS + " has to be online in " + guest));
  }

  /** Nothing is done: what would take it is a boot. */
  @Override
  public Goal goal(Site site, History history) {
    return Goal.watching(
        subject(kind(), GuestOs.FILE_SYSTEMS),
        Limits.watching(Duration.ofSeconds(10)),
        acts -> {
          String state = site.os(os).service(GuestOs.FILE_SYSTEMS);
          return state.equals("online") ? Look.reached() : Look.blocked("it is " + state);
        });
  }

  @Override
  public Goal repayment(Site site, boolean resumed) {
    Invocation clearing = there(SolarisCommands.svcadmClear(GuestOs.FILE_SYSTEMS));
    return new Goal.Parts(
        subject("clear-maintenance", GuestOs.FILE_SYSTEMS),
        acts -> Limits.of(Duration.ofMinutes(5), timeouts.boot()).attempts(3),
        List.of(),
        List.of(), // without a boot there is nothing to clear
        acts -> {
          String state = site.os(os).service(GuestOs.FILE_SYSTEMS);
          return switch (state) {
            case "online" -> Look.reached();
            case "maintenance" -> Look.owed("it is in maintenance", clearing);
            default -> Look.moving("it is " + state);
          };
        });
  }
}
