package org.cvmsnap.workflow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Span;

/**
 * Whether the clocks of all nodes and guests agree with this node's: runs, windows and the ages of
 * snapshots are told by them.
 */
record ClocksExamination() implements Examination {
  /** How far they may be apart, beyond what is not known of when the answer was given. */
  static final Duration TOLERANCE = Duration.ofSeconds(5);

  private static final String CHECK = "clocks";

  @Override
  public String check() {
    return CHECK;
  }

  @Override
  public void examine(Examined examined) throws InterruptedException {
    Machine here = examined.control();
    ClockAhead own = ClockAhead.NONE;
    try {
      own = ClockAhead.of(examined.site(), here);
      if (own.isMoreThan(TOLERANCE)) {
        examined.trouble(
            CHECK,
            here.name(),
            new Refusal(
                "Its clock is %s the one that cvmsnap goes by.".formatted(own.described()),
                "Set the clock of the machine on which cvmsnap is typed as that of %s: date -u, on both."
                    .formatted(here.name())));
      }
    } catch (NotLearnedException e) {
      examined.unknown(CHECK, here, e, "See, on %s: date -u.".formatted(here.name()));
    }
    List<Machine> machines = new ArrayList<>();
    examined.others().stream()
        .filter(node -> examined.wrong(NodesExamination.CHECK, node.name()).isEmpty())
        .forEach(machines::add);
    examined.guests().stream()
        .filter(take -> GuestExamination.running(examined, take.guest()))
        .filter(take -> examined.wrong(GuestExamination.CHECK, take.guest()).isEmpty())
        .map(take -> take.request().outage().os())
        .forEach(machines::add);
    for (Machine machine : machines) {
      compare(examined, machine, own);
    }
  }

  private static void compare(Examined examined, Machine machine, ClockAhead own)
      throws InterruptedException {
    try {
      ClockAhead other = ClockAhead.of(examined.site(), machine).than(own);
      if (!other.isMoreThan(TOLERANCE)) {
        examined.ok(
            CHECK, machine.name(), "agrees within " + Span.text(TOLERANCE.plus(other.within())));
      } else {
        examined.trouble(
            CHECK,
            machine.name(),
            new Refusal(
                "Its clock is %s that of %s."
                    .formatted(other.described(), examined.control().name()),
                "Let the same time service set both: svcs ntp; ntpq -p, on %s and on %s."
                    .formatted(machine.name(), examined.control().name())));
      }
    } catch (NotLearnedException e) {
      examined.unknown(CHECK, machine, e, "See, on %s: date -u.".formatted(machine.name()));
    }
  }
}
