package org.cvmsnap.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.run.Debt;
import org.cvmsnap.site.Site;

/**
 * The file systems that go when the guest goes down, and that its boot is to bring back: on disks
 * that are not unmounted for the snapshot, on pools, on servers. The stop takes them, so this does
 * nothing by itself; what the boot could not mount is owed all the same. It comes before what is
 * unmounted, and so is paid after it: what cannot be mounted here keeps nothing of the snapshot's
 * volumes from being mounted.
 *
 * @param mounts each as it has to be again
 */
public record LoseMounts(GuestName guest, Machine os, List<Unmount> mounts, Timeouts timeouts)
    implements SiteStep.LettingGo {
  public LoseMounts {
    mounts = List.copyOf(mounts);
  }

  @Override
  public boolean remount() {
    return true;
  }

  @Override
  public boolean takenLater() {
    return true;
  }

  @Override
  public Optional<Debt> debt() {
    return takingAgain(
        "lost", names() + (mounts.size() == 1 ? " has" : " have") + " to be mounted");
  }

  private String names() {
    return mounts.stream().map(each -> each.mount().mountPoint()).collect(Collectors.joining(", "));
  }

  /** Nothing is done: what takes them is the stop. */
  @Override
  public Goal goal(Site site, History history) {
    return Goal.watching(subject(kind(), names()), takingAgain(timeouts), acts -> Look.reached());
  }

  /** What the boot mounts takes no command, of an operator either. */
  @Override
  public Goal repayment(Site site, boolean resumed) {
    return new Goal.Parts(
        subject("mount", names()),
        acts -> takingAgain(timeouts).attempts(2 + 4 * mounts.size()),
        List.of(),
        List.of(),
        acts -> mounted(site, resumed, acts));
  }

  /** Each that is missing has its turn, twice in a row, so that one keeps no other from coming. */
  private Look mounted(Site site, boolean resumed, Acts acts)
      throws NotLearnedException, InterruptedException {
    List<Look> looks = new ArrayList<>();
    for (Unmount each : mounts) {
      looks.add(each.repayment(site, resumed).look(acts));
    }
    List<Look> missing = looks.stream().filter(look -> !(look instanceof Look.Reached)).toList();
    List<Look> owed = missing.stream().filter(Look.Owed.class::isInstance).toList();
    if (!owed.isEmpty()) {
      return owed.get(acts.count() / 2 % owed.size());
    }
    return missing.stream()
        .findFirst()
        .or(() -> looks.stream().filter(look -> !look.why().isEmpty()).findFirst())
        .orElseGet(Look::reached);
  }
}
