package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.journal.Locks;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of exit statuses: every one of them, and what it promises. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExitCodesTest {
  private static final String[] TAKE = {"take", "datavol1", "--ldom", "ldom1"};

  /** A run that ends with a status. */
  interface Way {
    CliRun lead(World world) throws IOException;
  }

  /** Ways to every status that there is, by what happens. */
  private static final Map<Integer, Map<String, Way>> WAYS = new TreeMap<>();

  private static void way(int status, String what, Way way) {
    WAYS.computeIfAbsent(status, key -> new TreeMap<>()).put(what, way);
  }

  static {
    way(0, "done", world -> world.cvmsnap(TAKE));
    way(
        1,
        "a bug before anything was touched",
        world -> {
          world.bugsInsteadOfCrashes().fault(Fault.on("vxdg list", Effect.CRASH_AFTER));
          return world.cvmsnap(TAKE);
        });
    way(2, "wrong words", world -> world.cvmsnap("take", "datavol1"));
    way(3, "a wrong name", world -> world.cvmsnap("take", "datavol7", "--ldom", "ldom1"));
    way(
        4,
        "another run has the guest",
        world -> {
          Locks locks = new Locks(world.state().resolve("locks"));
          Owner owner = new Owner("sun-a", 4711, Instant.EPOCH, "cvmsnap take datavol2");
          try (Locks.Held held = locks.tryLock("guest-ldom1", owner).orElseThrow()) {
            assertThat(held).isNotNull();
            return world.cvmsnap(TAKE);
          }
        });
    way(
        5,
        "the snapshot cannot be made",
        world -> {
          world.fault(Fault.on("vxsnap * make *", Effect.FAIL).times(0));
          return world.cvmsnap(TAKE);
        });
    way(
        5,
        "a bug with the guest down",
        world -> {
          world.bugsInsteadOfCrashes().fault(Fault.on("vxsnap * make *", Effect.CRASH_BEFORE));
          return world.cvmsnap(TAKE);
        });
    way(
        6,
        "a signal with the guest down",
        world -> {
          world.signalsInsteadOfCrashes().fault(Fault.on("ldm unbind *", Effect.CRASH_AFTER));
          return world.cvmsnap(TAKE);
        });
    way(
        7,
        "the snapshot cannot be marked",
        world -> {
          world.fault(Fault.on("vxassist * settag *", Effect.FAIL).times(0));
          return world.cvmsnap(TAKE);
        });
    way(
        7,
        "retention fails",
        world -> {
          assertThat(world.cvmsnap(TAKE)).exitsWith(ExitCode.DONE);
          world.fault(Fault.on("vxsnap * dis *", Effect.FAIL).times(0));
          return world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--keep", "1");
        });
    way(
        100,
        "an earlier run owes",
        world -> {
          world.fault(Fault.on("ldm start *", Effect.CRASH_BEFORE));
          assertThat(world.cvmsnap(TAKE)).crashed();
          return world.cvmsnap("status");
        });
    way(
        103,
        "an earlier run owes what cannot be paid",
        world -> {
          world.fault(
              Fault.on("ldm start *", Effect.CRASH_BEFORE),
              Fault.on("ldm start *", Effect.FAIL).times(0));
          assertThat(world.cvmsnap(TAKE)).crashed();
          return world.cvmsnap(TAKE);
        });
    way(
        105,
        "the domain cannot be bound",
        world -> {
          world.fault(Fault.on("ldm bind *", Effect.FAIL).times(0));
          return world.cvmsnap(TAKE);
        });
    way(
        106,
        "a signal, and the domain cannot be bound",
        world -> {
          world
              .signalsInsteadOfCrashes()
              .fault(
                  Fault.on("ldm unbind *", Effect.CRASH_AFTER),
                  Fault.on("ldm bind *", Effect.FAIL).times(0));
          return world.cvmsnap(TAKE);
        });
  }

  static List<Integer> statuses() {
    return List.copyOf(WAYS.keySet());
  }

  @Test
  void every_status_has_a_way_to_it() {
    Set<Integer> walked = new TreeSet<>();
    WAYS.keySet().forEach(status -> walked.add(status % ExitCode.SERVICE_DOWN));

    assertThat(walked)
        .containsExactlyElementsOf(
            Arrays.stream(ExitCode.values()).map(ExitCode::value).sorted().toList());
  }

  /** The status is less than 100 if, and only if, the guest is as it was and nothing is owed. */
  @ParameterizedTest
  @MethodSource("statuses")
  void keeps_its_promise(int status) throws IOException {
    for (Map.Entry<String, Way> way : WAYS.getOrDefault(status, Map.of()).entrySet()) {
      World world = World.builtIn();
      SimTruth.Guest before = world.guest("ldom1");

      CliRun run = way.getValue().lead(world);

      assertThat(run).as(way.getKey()).exitsWith(status);
      assertThat(world.faults()).allMatch(fault -> fault.fired() > 0);
      if (status < ExitCode.SERVICE_DOWN) {
        assertThat(run).hasNoDebts();
        assertThat(world.guest("ldom1")).isAs(before);
        if (status != 0) {
          assertThat(run.err()).contains("cvmsnap: service: ", "cvmsnap: next: ");
        }
      } else {
        assertThat(run).hasDebts();
        assertThat(run.out() + run.err()).contains("next: ", "cvmsnap recover");
        assertThat(world.noFaults().cvmsnap("recover")).exitsWith(ExitCode.DONE).hasNoDebts();
        assertThat(world.guest("ldom1")).isAs(before);
      }
    }
  }
}
