package org.cvmsnap.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.plan.outage.OutageChecks;

/** Whether each guest would come back by itself once it is stopped. */
record ComeBackExamination() implements Examination {
  static final String CHECK = "come-back";

  @Override
  public String check() {
    return CHECK;
  }

  @Override
  public void examine(Examined examined) throws InterruptedException {
    for (ComingTake take : examined.guests()) {
      Optional<Domain> domain = Optional.ofNullable(examined.domains().get(take.guest()));
      if (domain.isPresent()) {
        one(examined, domain.get());
      }
    }
  }

  private static void one(Examined examined, Domain domain) throws InterruptedException {
    GuestName guest = domain.name();
    Ldm ldm = examined.site().ldm(examined.control());
    List<Refusal> refusals =
        new ArrayList<>(OutageChecks.reconfigured(List.copyOf(examined.domains().values())));
    refusals.addAll(OutageChecks.moving(domain));
    try {
      ldm.constraints(guest);
      if (domain.state() == DomainState.ACTIVE && !ldm.autoBoot(guest)) {
        refusals.add(OutageChecks.waits(guest));
      }
    } catch (NotLearnedException e) {
      examined.unknown(
          CHECK,
          guest,
          new Refusal(
              e.why() + ".",
              ShellLine.hint(
                  "See, on %1$s: ldm list-constraints -p %2$s; ldm list-variable auto-boot? %2$s.",
                  examined.control().name(), guest)));
      return;
    }
    refusals.forEach(refusal -> examined.trouble(CHECK, guest, refusal));
    if (refusals.isEmpty()) {
      examined.ok(CHECK, guest, "is settled, its constraints are known, and it boots by itself");
    }
  }
}
