package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Kinds of snapshots, with what goes wrong at the commands that they add to a take. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KindFaultsTest {
  /** The schedules try everything at every command of the others. */
  private static final Set<String> OTHERS =
      Set.of("break-off", "plex", "space-optimized", "linked");

  /** What is most likely to break. */
  private static final Set<Effect> EFFECTS =
      EnumSet.of(Effect.SILENT, Effect.FAIL_LATE, Effect.CRASH_AFTER);

  @TestFactory
  Stream<DynamicTest> the_guest_comes_back_and_nothing_is_left_that_nobody_knows_of() {
    List<DynamicTest> tests = new ArrayList<>();
    for (KindWorld.Case kind : KindWorld.cases()) {
      if (OTHERS.contains(kind.name())) {
        continue;
      }
      World world = kind.world().get();
      int earlier = world.log().size();
      world.cvmsnap(kind.take());
      for (String glob : KindWorld.globs(world.log().subList(earlier, world.log().size()))) {
        if (glob.startsWith("vx")) {
          for (Effect effect : EFFECTS) {
            tests.add(
                DynamicTest.dynamicTest(
                    kind + ": " + effect.word() + " at " + glob, () -> check(kind, glob, effect)));
          }
        }
      }
    }
    return tests.stream();
  }

  private static void check(KindWorld.Case kind, String glob, Effect effect) {
    World world = kind.world().get();
    SimTruth.Guest before = world.guest("ldom1");
    List<String> records = KindWorld.records(world, kind.group());
    List<String> sources = KindWorld.records(world);
    world.fault(Fault.on(glob, effect));

    CliRun run = world.cvmsnap(kind.take());
    assertAllFired(world);
    world.noFaults();
    if (run.exit() != 0) {
      CliRun recovered = world.cvmsnap("recover");
      assertThat(recovered).exitsWith(0).hasNoDebts();
    }

    assertThat(world.guest("ldom1")).as("%s", run).isNotNull();
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(KindWorld.unmarked(world, kind.group(), records)).as("%s", run).isEmpty();
    List<Map<String, Object>> listed =
        KindWorld.list(world).stream().filter(row -> Boolean.TRUE.equals(row.get("good"))).toList();
    for (Map<String, Object> row : listed) {
      assertThat(row).as("%s", run).containsEntry("ours", true);
      assertThat(world.snapshots())
          .filteredOn(each -> each.name().equals(row.get("name")))
          .allMatch(each -> each.content().equals("clean"))
          .hasSize(1);
    }
    if (run.exit() == 0) {
      assertThat(listed).as("%s", run).hasSize(1);
    } else if (listed.isEmpty()) {
      assertThat(rest(records, KindWorld.records(world, kind.group()))).as("%s", run).isEmpty();
      assertThat(rest(sources, KindWorld.records(world))).as("%s", run).isEmpty();
    }
  }

  /** What a run that failed has left. */
  private static List<String> rest(List<String> before, List<String> after) {
    List<String> rest = new ArrayList<>(after);
    before.forEach(rest::remove);
    return rest;
  }

  private static CliRun optimized(World world, String... more) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("take", "datavol1", "--ldom", "ldom1", "--kind", "space-optimized"));
    words.addAll(List.of(more));
    return world.cvmsnap(words.toArray(String[]::new));
  }

  @Test
  void a_make_that_silently_makes_nothing_is_noticed() {
    World world = KindWorld.withCache();
    List<String> records = KindWorld.records(world);
    world.fault(Fault.on("vxsnap * make *", Effect.SILENT));

    CliRun run = optimized(world, "--cache", "cobj");

    assertThat(run).exitsWith(5).hasNoDebts().says("not made", "no snapshot was taken");
    assertThat(KindWorld.records(world)).isEqualTo(records);
    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
  }

  @Test
  void a_snapshot_that_its_cache_has_lost_by_the_time_the_guest_is_back_is_no_success() {
    World world = World.builtIn();

    CliRun take = optimized(world, "--cache-size", "1m", "--name", "small");

    assertThat(take)
        .exitsWith(FAILED)
        .hasNoDebts()
        .printsNothing()
        .says("service: ldom1 is as it was", "INVALID, and what it held is lost")
        .says("not all of the set is as it was taken; cvmsnap list shows what is left of it.");
    assertThat(take.err()).doesNotContain("are good");
    assertThat(world.cvmsnap("status")).exitsWith(DONE).prints("nothing is owed");
    assertThat(world.cvmsnap("list")).prints("INVALID");
    assertThat(world.cvmsnap("remove", "small", "--yes")).exitsWith(DONE);
  }

  @Test
  void what_an_older_one_has_lost_to_a_new_one_is_told() {
    World world = World.builtIn();
    world.typed("sun-a", "vxassist -g datadg make cv1 170m");
    world.typed("sun-a", "vxmake -g datadg cache cobj cachevolname=cv1 autogrow=off");
    world.typed("sun-a", "vxcache -g datadg start cobj");
    List<CliRun> takes = new ArrayList<>();
    for (String name : List.of("older", "newer")) {
      takes.add(optimized(world, "--cache", "cobj", "--name", name));
    }

    assertThat(takes.get(0)).exitsWith(DONE);
    assertThat(takes.get(0).err()).doesNotContain("is lost");
    assertThat(takes.get(1))
        .exitsWith(DONE)
        .says("datadg/older is lost: its cache had no room for what was written since.");
  }

  @Test
  void a_snapshot_that_is_gone_before_it_is_marked_ends_its_run_and_fails_it() {
    World world = World.builtIn();
    world.dies(
        "vxassist -g datadg settag *",
        Effect.CRASH_BEFORE,
        "take",
        "datavol1",
        "datavol2",
        "--ldom",
        "ldom1",
        "--name",
        "{volume}_1");
    world.typed("sun-a", "vxsnap -g datadg dis datavol1_1");
    world.typed("sun-a", "vxedit -g datadg -rf rm datavol1_1");

    assertThat(world.cvmsnap("recover"))
        .exitsWith(DONE)
        .hasNoDebts()
        .prints("ldom1 is as it was", "not all of its set is as it was taken");

    assertThat(world.cvmsnap("status")).exitsWith(DONE).prints("nothing is owed");
    assertThat(world.cvmsnap("remove", "datavol2_1", "--yes")).exitsWith(DONE);
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).exitsWith(DONE);
  }

  @Test
  void what_was_broken_off_when_the_process_died_is_seen_before_the_guest_is_back_and_kept() {
    World world = KindWorld.threeMirrors();
    world.fault(Fault.on("vxsnap * make *", Effect.CRASH_AFTER));

    CliRun run =
        world.cvmsnap(
            "take", "datavol1", "--ldom", "ldom1", "--kind", "plex", "--plex", KindWorld.PLEX);
    CliRun recovered = world.noFaults().cvmsnap("recover");

    assertThat(run).crashed();
    assertThat(recovered).exitsWith(0).hasNoDebts();
    assertThat(recovered).prints("its snapshots are good and were kept");
    assertThat(world.snapshots()).singleElement().matches(each -> each.content().equals("clean"));
  }

  @Test
  void a_signal_while_a_link_is_synchronized_takes_all_back() {
    World world = World.builtIn().signalsInsteadOfCrashes();
    List<String> records = KindWorld.records(world);
    world.fault(Fault.on("vxsnap * addmir *", Effect.CRASH_AFTER));

    CliRun run = world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--kind", "linked");

    assertThat(run).exitsWith(6).hasNoDebts();
    assertThat(KindWorld.records(world)).isEqualTo(records);
    assertThat(world.mutations()).noneMatch(line -> line.contains("umount"));
  }
}
