package org.cvmsnap.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.host.ForwardingHosts;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.TimeOfDay;
import org.cvmsnap.plan.take.BreakOff;
import org.cvmsnap.plan.take.TakeRequest;
import org.cvmsnap.sim.LogEntry;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.SilentListener;
import org.cvmsnap.testing.World;
import org.cvmsnap.workflow.Supervision;
import org.cvmsnap.workflow.Take;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A window that ends just before each command of a take: no outage begins after it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WindowSchedulesTest {
  private static final String END = "08:00@UTC";
  private static final Instant AT_END = Instant.parse("2026-03-01T08:00:00Z");

  /** Of how many commands one is tried. */
  private static final int STEP = 3;

  /** What a take begins with. */
  enum Beginning {
    /** A mirror is there. */
    MIRRORED,
    /** One has to be attached first. */
    UNMIRRORED,
    /** A mirror is there, and the guest goes on running. */
    DETACHED;

    private World world() {
      World world = World.builtIn();
      if (this != UNMIRRORED) {
        world.typed("sun-a", "vxsnap -g datadg addmir datavol1");
        world.change(cluster -> cluster.advance(Duration.ofMinutes(30)));
      }
      return world;
    }

    private Mode mode() {
      return this == DETACHED ? Mode.DETACH : Mode.STOP;
    }
  }

  /** The window ends just before the command of that number. */
  private static final class Late extends ForwardingHosts {
    private final World world;
    private final AtomicInteger left;

    Late(World world, Hosts hosts, AtomicInteger left) {
      super(hosts);
      this.world = world;
      this.left = left;
    }

    @Override
    public Host controlDomain() {
      return late(hosts.controlDomain());
    }

    @Override
    public Host on(Machine machine) {
      return late(hosts.on(machine));
    }

    private Host late(Host host) {
      return command -> {
        if (left.decrementAndGet() == 0) {
          Duration rest = Duration.between(world.truth().time(), AT_END);
          world.change(cluster -> cluster.advance(rest));
        }
        return host.run(command);
      };
    }

    @Override
    protected Hosts over(Hosts others) {
      return new Late(world, others, left);
    }
  }

  /**
   * How a take went.
   *
   * @param reached whether there was a command of that number
   * @param wrong what broke a law
   */
  private record Trial(boolean reached, int exit, List<String> wrong) {}

  private static Trial trial(Beginning beginning, int number, UnaryOperator<Hosts> weakening)
      throws InterruptedException {
    World world = beginning.world();
    SimTruth.Guest before = world.guest("ldom1");
    int from = world.log().size();
    AtomicInteger left = new AtomicInteger(number);
    TakeRequest request =
        new TakeRequest(
            OutageOptions.usual(new GuestName("ldom1"), Optional.empty()).in(beginning.mode()),
            List.of(SnapshotRef.of("datavol1")),
            Optional.empty(),
            new BreakOff());
    Supervision supervision =
        new Supervision(
            Duration.ZERO,
            Optional.of(TimeOfDay.of(END, () -> ZoneOffset.UTC)),
            Optional.empty(),
            Optional.empty());
    int exit;
    try {
      exit =
          new Take(
                  world.session(hosts -> weakening.apply(new Late(world, hosts, left))),
                  new SilentListener(),
                  Optional.of(supervision))
              .run(request, Take.Afterwards.NOTHING)
              .result()
              .status();
    } catch (RefusedException e) {
      exit = 3;
    }
    return new Trial(left.get() <= 0, exit, wrong(world, before, from, exit));
  }

  /** Between the last look at the clock and the act nothing is seen: that act comes at the end. */
  private static List<String> wrong(World world, SimTruth.Guest before, int from, int exit) {
    List<String> wrong = new ArrayList<>();
    List<LogEntry> ran = world.log().subList(from, world.log().size());
    Optional<LogEntry> first = ran.stream().filter(Taking::takesDown).findFirst();
    first
        .filter(entry -> entry.time().isAfter(AT_END))
        .ifPresent(entry -> wrong.add("an outage began at " + entry.time() + ": " + entry.argv()));
    if (first.isEmpty() && exit != 5 && exit != 3) {
      wrong.add("no outage, and exit " + exit);
    }
    if (first.isPresent() && exit != 0) {
      wrong.add("an outage that began in time, and exit " + exit);
    }
    if (!world.debts().isEmpty() || !world.locks().isEmpty()) {
      wrong.add("left: " + world.debts() + world.locks());
    }
    if (!Set.copyOf(world.guest("ldom1").mounts()).equals(Set.copyOf(before.mounts()))) {
      wrong.add("mounted: " + world.guest("ldom1").mountPoints());
    }
    if (ran.stream()
        .anyMatch(entry -> String.join(" ", entry.argv()).matches("vx\\S+ .*rmmir.*"))) {
      wrong.add("a mirror was removed");
    }
    return wrong;
  }

  @ParameterizedTest
  @EnumSource
  void no_outage_begins_after_the_window_whenever_it_ends(Beginning beginning)
      throws InterruptedException {
    List<String> wrong = new ArrayList<>();
    int number = 1;
    int missed = 0;
    for (Trial trial = trial(beginning, number, hosts -> hosts);
        trial.reached();
        trial = trial(beginning, number += STEP, hosts -> hosts)) {
      missed += trial.exit() == 5 ? 1 : 0;
      int point = number;
      trial.wrong().forEach(each -> wrong.add("command " + point + ": " + each));
    }
    assertThat(wrong).isEmpty();
    assertThat(number).isGreaterThan(60);
    assertThat(missed).isGreaterThan(20 / STEP);
  }

  @Test
  void a_run_that_does_not_look_at_the_time_is_caught() throws InterruptedException {
    Instant beginning = Instant.parse("2026-03-01T02:30:00Z");

    Trial trial = trial(Beginning.MIRRORED, 40, hosts -> new Timeless(hosts, beginning));

    assertThat(trial.wrong()).anyMatch(each -> each.startsWith("an outage began at"));
  }
}
