package org.cvmsnap.workflow;

import java.util.List;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.Freeze;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.ServiceGroup;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.vcs.Vcs;

/** Whether the cluster manager answers, and how the service groups are that own the guests. */
record VcsExamination() implements Examination {
  static final String CHECK = "vcs";

  @Override
  public String check() {
    return CHECK;
  }

  @Override
  public void examine(Examined examined) throws InterruptedException {
    String here = examined.control().name();
    Vcs vcs = examined.site().vcs(examined.control());
    try {
      if (!vcs.present()) {
        examined.ok(CHECK, here, "there is no VCS");
        return;
      }
      examined.ok(CHECK, here, "the engine answers");
    } catch (NotLearnedException e) {
      examined.unknown(
          CHECK,
          examined.control(),
          e,
          "See, on %s: hastatus -sum; hastart. Where VCS cannot start the guests, say no-vcs."
              .formatted(here));
      return;
    }
    for (ComingTake take : examined.guests()) {
      if (take.request().outage().freeze() != Freeze.IGNORED) {
        owners(examined, vcs, take.guest());
      }
    }
  }

  private static void owners(Examined examined, Vcs vcs, GuestName guest)
      throws InterruptedException {
    try {
      List<ServiceGroup> owners = vcs.owners(guest);
      if (owners.isEmpty()) {
        examined.ok(CHECK, guest, "no service group owns it");
      } else if (owners.size() > 1) {
        examined.trouble(
            CHECK,
            guest,
            new Refusal(
                "It is in several service groups: %s."
                    .formatted(String.join(", ", owners.stream().map(ServiceGroup::name).toList())),
                "Let only one of them manage it: hares -list Type=LDom."));
      } else {
        owner(examined, guest, owners.get(0));
      }
    } catch (NotLearnedException e) {
      examined.unknown(
          CHECK,
          guest,
          new Refusal(
              "Whether VCS manages it cannot be learned: " + e.why() + ".",
              "See, on %s: hares -list Type=LDom; hagrp -state."
                  .formatted(examined.control().name())));
    }
  }

  private static void owner(Examined examined, GuestName guest, ServiceGroup group) {
    if (!group.atRest()) {
      examined.trouble(
          CHECK,
          guest,
          new Refusal(
              "Service group %s, which owns it, is in transition or faulted: %s."
                  .formatted(group.name(), group.described()),
              ShellLine.hint(
                  "Wait, or clear the fault: hares -clear %1$s. See: hagrp -state %2$s; hares -state %1$s.",
                  group.resource(), group.name())));
      return;
    }
    if (group.frozen()) {
      examined.remark(
          guest,
          ShellLine.hint(
              "Somebody has frozen service group %1$s, which owns it, and cvmsnap leaves it so: hagrp -unfreeze %1$s, where that was forgotten.",
              group.name()));
    }
    examined.ok(
        CHECK,
        guest,
        "service group %s owns it%s: %s"
            .formatted(
                group.name(), group.frozen() ? ", is frozen by somebody" : "", group.described()));
  }
}
