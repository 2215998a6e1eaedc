package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.LogEntry;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever becomes of any command of VCS, the guest is at home in the end, its group is as it was,
 * and nobody has ruined a volume.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VcsFaultsTest {
  private static final List<Fault.Effect> SOME =
      List.of(
          Fault.Effect.FAIL, Fault.Effect.SILENT, Fault.Effect.HANG_LATE, Fault.Effect.CRASH_AFTER);

  @TestFactory
  Stream<DynamicContainer> a_fault_at_any_command_keeps_the_guarantee() {
    Supplier<World> stale = () -> World.vcs("autoFailOver = true", "keepsFaults = true");
    return Stream.of(
        dynamicContainer(
            "a temporary freeze",
            faults(World::vcs, "temporary", "ha", List.of(Fault.Effect.values()))),
        dynamicContainer("a persistent one", faults(World::vcs, "persistent", "haconf", SOME)),
        dynamicContainer("its group", faults(World::vcs, "persistent", "hagrp -un", SOME)),
        dynamicContainer(
            "a fault to be cleared", faults(stale, "temporary", "hares -clear", SOME)));
  }

  /**
   * Every command that changes something with each of the effects; of what is only read, the survey
   * and the first look at the freeze.
   */
  private static Stream<DynamicTest> faults(
      Supplier<World> worlds, String freeze, String beginning, List<Fault.Effect> effects) {
    World usual = worlds.get();
    take(usual, freeze);
    Map<String, Integer> times = new LinkedHashMap<>();
    List<DynamicTest> tests = new ArrayList<>();
    for (LogEntry command : usual.log()) {
      String words = String.join(" ", command.argv());
      if (words.startsWith(beginning)) {
        int nth = times.merge(words, 1, Integer::sum);
        List<Fault.Effect> read =
            nth == 1
                ? List.of(Fault.Effect.GARBAGE)
                : nth == 2 ? List.of(Fault.Effect.SILENT) : List.of();
        for (Fault.Effect effect : command.mutates() ? effects : read) {
          Fault fault = Fault.on(words, effect).nth(nth);
          tests.add(
              dynamicTest(
                  "%s, %d: %s".formatted(words, nth, effect.word()),
                  () -> keepsTheGuarantee(worlds.get(), freeze, fault)));
        }
      }
    }
    return tests.stream();
  }

  private static CliRun take(World world, String freeze) {
    return world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--freeze", freeze);
  }

  private static void keepsTheGuarantee(World world, String freeze, Fault fault) {
    SimTruth.Guest before = world.guest("ldom1");
    world.fault(fault);

    CliRun run = take(world, freeze);

    assertThat(world.faults().get(0).fired()).as("%s", run).isPositive();
    assertThat(run.exit() >= 100 || run.crashed() || run.debts().isEmpty()).as("%s", run).isTrue();
    CliRun recovered = recovered(world.noFaults());
    world.change(cluster -> cluster.advance(Duration.ofMinutes(10)));
    assertThat(recovered.debts()).as("%s then %s", run, recovered).isEmpty();
    SimTruth.Guest after = world.guest("ldom1");
    assertThat(after.node()).isEqualTo(before.node());
    assertThat(after.os()).isEqualTo("running");
    assertThat(after.mounts())
        .extracting(SimTruth.Mounted::mountPoint)
        .containsExactlyInAnyOrderElementsOf(
            before.mounts().stream().map(SimTruth.Mounted::mountPoint).toList());
    assertThat(world.truth().groups())
        .containsExactly(new SimTruth.Group("ldom1_sg", "sun-a ONLINE, sun-b OFFLINE", "no"));
    assertThat(closed(world)).as("%s then %s", run, recovered).isTrue();
    assertThat(world.truth().volumes()).noneMatch(SimTruth.Volume::corrupt);
    assertThat(world.snapshots()).allMatch(snapshot -> snapshot.content().equals("clean"));
  }

  /**
   * A configuration that a run which died has left open may as well be somebody else's: it is for
   * the operator to close, and the run says so.
   */
  private static CliRun recovered(World world) {
    CliRun run = world.cvmsnap("recover");
    if (run.debts().isEmpty()) {
      return run;
    }
    assertThat(run.err()).contains("haconf -dump -makero");
    return world.typed("sun-b", "haconf -dump -makero").cvmsnap("recover");
  }

  private static boolean closed(World world) {
    return world
        .cvmsnap("sim", "exec", "sun-b", "--", "haclus", "-value", "ReadOnly")
        .lines()
        .equals(List.of("1"));
  }
}
