package org.cvmsnap.workflow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.host.Time;
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

  /**
   * How far a clock is ahead of the time that cvmsnap goes by.
   *
   * @param within half the time that the answer took
   */
  private record Ahead(Duration by, Duration within) {}

  @Override
  public void examine(Examined examined) throws InterruptedException {
    Machine here = examined.control();
    Ahead own;
    try {
      own = ahead(examined, here);
    } catch (NotLearnedException e) {
      examined.unknown(CHECK, here, e, "See, on %s: date -u.".formatted(here.name()));
      own = new Ahead(Duration.ZERO, Duration.ZERO);
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

  private static Ahead ahead(Examined examined, Machine machine)
      throws NotLearnedException, InterruptedException {
    Time time = examined.site().time();
    Instant before = time.now();
    Instant said = examined.site().system(machine).clock();
    Duration half = Duration.between(before, time.now()).dividedBy(2);
    return new Ahead(Duration.between(before.plus(half), said), half);
  }

  private static void compare(Examined examined, Machine machine, Ahead own)
      throws InterruptedException {
    try {
      Ahead other = ahead(examined, machine);
      Duration apart = other.by().minus(own.by());
      Duration within = TOLERANCE.plus(other.within()).plus(own.within());
      if (apart.abs().compareTo(within) <= 0) {
        examined.ok(CHECK, machine.name(), "agrees within " + Span.text(within));
      } else {
        examined.trouble(
            CHECK,
            machine.name(),
            new Refusal(
                "Its clock is %s %s that of %s."
                    .formatted(
                        Span.text(apart.abs()),
                        apart.isNegative() ? "behind" : "ahead of",
                        examined.control().name()),
                "Let the same time service set both: svcs ntp; ntpq -p, on %s and on %s."
                    .formatted(machine.name(), examined.control().name())));
      }
    } catch (NotLearnedException e) {
      examined.unknown(CHECK, machine, e, "See, on %s: date -u.".formatted(machine.name()));
    }
  }
}
