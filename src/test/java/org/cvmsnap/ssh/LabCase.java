package org.cvmsnap.ssh;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.model.Mode;
import org.cvmsnap.schedules.Guarantee;

/**
 * One take in a lab, in which something goes wrong, and the recovery after it; judged by the
 * simulated truth.
 *
 * @param mode with detach a guardian watches over the take
 * @param fault what goes wrong, if anything
 * @param law what has to hold besides the guarantee
 */
record LabCase(String name, Mode mode, Optional<InjectedFault> fault, Law law) {
  /** What is still to come has come by then. */
  private static final Duration LATE = Duration.ofHours(1);

  private static final String MAKES = "vxsnap";

  /** By SIGKILL. */
  private static final int KILLED = 137;

  /** What has to hold in one case only. */
  enum Law {
    NONE,
    SUCCEEDS,
    REFUSED,
    NO_SNAPSHOT
  }

  /**
   * How it went.
   *
   * @param fired whether what was to go wrong did
   */
  record Outcome(
      String described,
      boolean fired,
      List<String> violations,
      List<ArrivedCommand> arrived,
      Lab.Run take) {}

  Outcome in(Lab lab) throws IOException, InterruptedException {
    fault.ifPresent(lab.injector()::prepare);
    Lab.Run take =
        lab.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "old", "--mode", mode.word());
    lab.injector().end();
    boolean guarded = lab.awaitNoGuardian();
    List<ArrivedCommand> arrived = List.copyOf(lab.injector().arrived());
    lab.pass(LATE);
    if (killed(take)) {
      lab.judge(Guarantee::after);
    } else {
      ended(lab, take, guarded);
    }
    if (mode == Mode.DETACH) {
      lab.judgeBoots();
    }
    keeps(lab, take, arrived);
    Lab.Run recover = recovered(lab);
    lab.judge(guarantee -> guarantee.oneOrNone("datavol1", take.exit()));
    String described =
        "exit %d after %d s, recover %d after %d s"
            .formatted(
                take.exit(), take.took().toSeconds(), recover.exit(), recover.took().toSeconds());
    boolean fired = fault.isEmpty() || lab.injector().fired();
    return new Outcome(described, fired, List.copyOf(lab.violations()), arrived, take);
  }

  private boolean killed(Lab.Run take) {
    return take.exit() == KILLED && fault.filter(one -> one.kind() == FaultKind.KILL).isPresent();
  }

  /**
   * It has ended by itself.
   *
   * @param guarded whether a guardian has come after it, and may have paid what it owed
   */
  private static void ended(Lab lab, Lab.Run take, boolean guarded) {
    boolean owed = lab.owed() || (guarded && take.exit() >= 100);
    lab.judge(
        guarantee -> {
          guarantee.after();
          guarantee.ended(take.exit(), owed, false);
          if (take.exit() < 100) {
            guarantee.guestsAsBefore("exit " + take.exit());
          }
        });
    if (take.exit() % 100 == 1) {
      lab.violated("a bug: " + take.err());
    }
  }

  private Lab.Run recovered(Lab lab) throws IOException, InterruptedException {
    Lab.Run recover = lab.cvmsnap("recover");
    lab.injector().end();
    lab.pass(LATE);
    if (recover.exit() >= 100 || !lab.unfinished().isEmpty()) {
      lab.violated("a recovery without faults ended with " + recover.exit() + recover.err());
    }
    List<String> good = good(lab.cvmsnap("list", "--json").out());
    lab.judge(
        guarantee -> {
          guarantee.after();
          guarantee.guestsAsBefore("recovered");
          guarantee.clean(good);
        });
    return recover;
  }

  /** The names of the snapshots that are listed as good. */
  private static List<String> good(String json) throws IOException {
    Object listed = JSON.std.mapFrom(json).get("snapshots");
    return listed instanceof List<?> snapshots
        ? snapshots.stream().flatMap(LabCase::good).toList()
        : List.of();
  }

  private static Stream<String> good(Object snapshot) {
    return snapshot instanceof Map<?, ?> one && Boolean.TRUE.equals(one.get("good"))
        ? Stream.of(String.valueOf(one.get("name")))
        : Stream.of();
  }

  /** The law of this case. */
  private void keeps(Lab lab, Lab.Run take, List<ArrivedCommand> arrived) {
    switch (law) {
      case NONE -> {}
      case SUCCEEDS -> {
        if (take.exit() != 0) {
          lab.violated("exit " + take.exit() + ": " + take.err());
        }
      }
      case REFUSED -> {
        String machine = fault.map(InjectedFault::machine).orElse("");
        if (take.exit() != 3 || !take.err().contains(machine)) {
          lab.violated("not refused for " + machine + ": " + take.exit() + " " + take.err());
        }
        if (arrived.stream().anyMatch(ArrivedCommand::acts)) {
          lab.violated("refused, and something was touched");
        }
        lab.judge(guarantee -> guarantee.untouched("refused"));
      }
      case NO_SNAPSHOT -> {
        if (arrived.stream().anyMatch(LabCase::makes)) {
          lab.violated("a snapshot was made although nobody knows who has the volume open");
        }
      }
    }
  }

  private static boolean makes(ArrivedCommand arrival) {
    return arrival.acts() && arrival.argv().get(0).equals(MAKES) && arrival.argv().contains("make");
  }
}
