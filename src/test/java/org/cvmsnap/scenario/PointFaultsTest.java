package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mutating command of a restore and of a refresh goes wrong in every way. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PointFaultsTest {
  private static final List<String> OUTAGE =
      List.of("ldm stop *", "ldm unbind *", "ldm bind *", "ldm start *");

  static Stream<Arguments> restores() {
    Stream<String> instant =
        Stream.concat(
            OUTAGE.stream(),
            Stream.of("vxsnap * make *", "vxsnap * restore *", "vxassist * settag *"));
    Stream<String> traditional =
        Stream.of("vxassist * snapshot *", "vxassist * snapback *", "vxassist * settag *");
    return Stream.concat(
        instant.flatMap(glob -> each(true, glob)), traditional.flatMap(glob -> each(false, glob)));
  }

  private static Stream<Arguments> each(boolean instant, String glob) {
    return effects(glob).map(effect -> Arguments.of(instant, glob, effect));
  }

  /** What changes data meets more than the commands that every outage has in common. */
  private static Stream<Effect> effects(String glob) {
    return OUTAGE.contains(glob) || glob.contains("tag")
        ? Stream.of(Effect.CRASH_AFTER)
        : Stream.of(
            Effect.FAIL, Effect.HANG_LATE, Effect.SILENT, Effect.CRASH_BEFORE, Effect.CRASH_AFTER);
  }

  @ParameterizedTest
  @MethodSource("restores")
  void a_restore_is_done_or_not_done_or_said_to_be_in_doubt(
      boolean instant, String glob, Effect effect) {
    PointWorld point = instant ? PointWorld.instant() : PointWorld.traditional();
    SimTruth.Guest before = point.world.guest("ldom1");
    String wanted = point.data("snap1");
    point.world.fault(Fault.on(glob, effect));

    CliRun run = point.restore("--name", "safe", "--json");
    boolean restored = run.crashed() ? false : !list(run.json(), "restored").isEmpty();
    boolean doubtful = !run.crashed() && !list(run.json(), "doubts").isEmpty();
    if (run.crashed() || !run.debts().isEmpty()) {
      point.world.noFaults();
      CliRun recover = point.world.cvmsnap("recover", "--json");
      assertThat(recover).hasNoDebts();
      Map<?, ?> one = (Map<?, ?>) list(recover.json(), "runs").get(0);
      restored = Boolean.TRUE.equals(one.get("snapshotsKept"));
      doubtful = !list(one, "doubts").isEmpty();
      assertThat(recover.exit()).as("%s", recover).isEqualTo(doubtful ? 5 : 0);
    }

    assertThat(point.world.guest("ldom1")).isAs(before);
    assertThat(point.world.debts()).isEmpty();
    String now = point.data("datavol1");
    if (!doubtful) {
      assertThat(now).as("%s", run).isEqualTo(restored ? wanted : point.original);
    }
    assertThat(now).as("%s", run).isIn(wanted, point.original);
    if (!now.equals(point.original)) {
      assertThat(point.data("safe")).isEqualTo(point.original);
    }
    if (run.exit() == 0) {
      assertThat(now).isEqualTo(wanted);
    }
  }

  static Stream<Arguments> refreshes() {
    return Stream.of(
            "ldm bind *", "vxsnap * refresh *", "vxassist * removetag *", "vxassist * settag *")
        .flatMap(glob -> effects(glob).map(effect -> Arguments.of(glob, effect)));
  }

  @ParameterizedTest
  @MethodSource("refreshes")
  void a_refresh_is_done_or_not_done_or_said_to_be_in_doubt(String glob, Effect effect) {
    PointWorld point = PointWorld.instant();
    SimTruth.Guest before = point.world.guest("ldom1");
    String old = point.data("snap1");
    point.world.fault(Fault.on(glob, effect));

    CliRun run = point.refresh("--json");
    boolean refreshed = run.crashed() ? false : !list(run.json(), "refreshed").isEmpty();
    if (run.crashed() || !run.debts().isEmpty()) {
      point.world.noFaults();
      CliRun recover = point.world.cvmsnap("recover", "--json");
      Map<?, ?> one = (Map<?, ?>) list(recover.json(), "runs").get(0);
      refreshed = Boolean.TRUE.equals(one.get("snapshotsKept"));
      assertThat(list(one, "doubts")).isEmpty();
    }

    assertThat(point.world.guest("ldom1")).isAs(before);
    assertThat(point.world.debts()).isEmpty();
    assertThat(point.data("datavol1")).isEqualTo(point.original);
    assertThat(point.data("snap1")).as("%s", run).isEqualTo(refreshed ? point.original : old);
  }

  @Test
  void a_restore_of_which_nobody_knows_is_said_to_be_between_two_states() {
    PointWorld point = PointWorld.instant();
    point.world.fault(
        Fault.on("vxsnap * restore *", Effect.CRASH_AFTER),
        Fault.on("vxsnap * list", Effect.GARBAGE).nth(100).times(0));
    assertThat(point.restore("--name", "safe")).crashed();
    point
        .world
        .noFaults()
        .fault(Fault.on("vxsnap * list", Effect.GARBAGE).times(0))
        .fault(Fault.on("vxprint * -m datavol1", Effect.GARBAGE).times(0));

    CliRun recover = point.world.cvmsnap("recover");
    CliRun status = point.world.noFaults().cvmsnap("status");

    assertThat(recover)
        .exitsWith(5)
        .hasNoDebts()
        .says("the content of datavol1 is between two states")
        .says("cvmsnap restore snap1 --ldom ldom1", "cvmsnap restore safe --ldom ldom1");
    assertThat(status).exitsWith(5).prints("the content of datavol1 is between two states");
    assertThat(point.data("safe")).isEqualTo(point.original);
    assertThat(point.tags("safe")).contains("cvmsnap.safety=snap1");
  }

  @Test
  void restoring_again_clears_the_doubt() {
    PointWorld point = PointWorld.instant();
    point.world.fault(Fault.on("vxsnap * restore *", Effect.CRASH_AFTER));
    assertThat(point.restore("--name", "safe")).crashed();
    point
        .world
        .noFaults()
        .fault(
            Fault.on("vxsnap * list", Effect.GARBAGE).times(0),
            Fault.on("vxprint * -m datavol1", Effect.GARBAGE).times(0));
    assertThat(point.world.cvmsnap("recover")).exitsWith(5);
    point.world.noFaults();

    CliRun again = point.restore("--no-safety");

    assertThat(again).exitsWith(0);
    assertThat(point.data("datavol1")).isEqualTo(point.data("snap1"));
    assertThat(point.world.cvmsnap("status")).exitsWith(0).prints("nothing is owed");
  }

  @Test
  void of_two_traditional_snapshots_the_one_that_failed_is_named() {
    PointWorld point = PointWorld.traditional();
    // Without a DCO the second volume belongs to the same family.
    point.world.typed("sun-a", "vxsnap -g datadg unprepare datavol2");
    PointWorld.ok(point.world.cvmsnap("take", "datavol2", "--ldom", "ldom1", "--name", "logs1"));
    point.world.fault(Fault.on("vxassist * snapback logs1", Effect.FAIL).times(0));

    CliRun run =
        point.world.cvmsnap(
            "restore", "snap1", "logs1", "--ldom", "ldom1", "--yes", "--name", "{volume}_s");

    assertThat(run)
        .exitsWith(5)
        .hasNoDebts()
        .prints("restored datavol1 to snap1")
        .says("datavol2 was not restored, and others of its run were", "cvmsnap restore logs1");
  }

  private static List<?> list(Map<?, ?> map, String key) {
    return (List<?>) Objects.requireNonNull(map.get(key));
  }
}
