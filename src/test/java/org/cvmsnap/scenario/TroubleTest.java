package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.error.ExitCode.HOUSEKEEPING;
import static org.cvmsnap.error.ExitCode.INTERRUPTED;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A command goes wrong: the guest is back, or the exit status says that it is not. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TroubleTest {
  private static final List<String> COMMANDS =
      List.of(
          "vxsnap * addmir *",
          "umount /data",
          "ldm stop *",
          "ldm unbind *",
          "vxsnap * make *",
          "ldm bind *",
          "ldm start *",
          "mount */data",
          "vxassist * settag *");
  private static final List<Effect> EFFECTS =
      List.of(
          Effect.FAIL,
          Effect.FAIL_LATE,
          Effect.HANG,
          Effect.HANG_LATE,
          Effect.SILENT,
          Effect.GARBAGE);

  private final World world = World.builtIn();
  private final SimTruth.Guest before = world.guest("ldom1");

  private CliRun take(String... more) {
    List<String> words = new ArrayList<>(List.of("take", "datavol1", "--ldom", "ldom1"));
    words.addAll(List.of(more));
    return world.cvmsnap(words.toArray(String[]::new));
  }

  @Test
  void what_is_to_be_typed_next_finds_the_same_machines_and_the_same_journal() {
    String host = "sim:" + world.directory() + "#sun-a";
    String state = world.directory().resolve("a state").toString();
    world.fault(Fault.on("ldm bind *", Effect.FAIL).times(0));

    CliRun run = take("--host", host, "--state-dir", state, "--json");

    String next =
        "cvmsnap --host '%s' --state-dir '%s' recover --ldom ldom1".formatted(host, state);
    assertThat(run).exitsWith(105).says("next: " + next);
    assertThat(run.json().get("error"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .extracting("next", InstanceOfAssertFactories.LIST)
        .first()
        .isEqualTo(next);
    world.noFaults();
    assertThat(world.cvmsnap("recover", "--host", host, "--state-dir", state)).exitsWith(DONE);
    assertThat(world.guest("ldom1")).isAs(before);
  }

  /** Each effect once; and for ever, where the command then never has its effect. */
  static Stream<Arguments> faults() {
    return COMMANDS.stream()
        .flatMap(
            command ->
                Stream.concat(
                    EFFECTS.stream().map(effect -> Arguments.of(command, effect, 1)),
                    Stream.of(Effect.FAIL, Effect.HANG, Effect.SILENT)
                        .map(effect -> Arguments.of(command, effect, 0))));
  }

  @ParameterizedTest(name = "{0} {1} times {2}")
  @MethodSource("faults")
  void the_guest_is_back_or_recover_brings_it_back(String command, Effect effect, int times) {
    world.fault(Fault.on(command, effect).times(times));

    CliRun run = take();

    assertAllFired(world);
    if (run.exit() < 100) {
      assertThat(run).hasNoDebts();
      assertThat(world.guest("ldom1")).isAs(before);
    } else {
      assertThat(run).hasDebts().says("next: cvmsnap recover --ldom ldom1");
    }
    assertThat(run.exit() == DONE.value() || run.err().contains("cvmsnap: next: "))
        .as("%s", run)
        .isTrue();
    String listed = world.cvmsnap("list").out();
    for (SimTruth.Snapshot snapshot : world.snapshots()) {
      assertThat(listed.contains(snapshot.name()) && !snapshot.content().equals("clean")).isFalse();
    }

    CliRun recover = world.noFaults().cvmsnap("recover");

    assertThat(recover).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(world.snapshots()).allMatch(snapshot -> snapshot.content().equals("clean"));
    assertThat(world.cvmsnap("status")).exitsWith(DONE).prints("nothing is owed");
    assertThat(world.snapshots()).hasSizeLessThan(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"umount /data", "ldm stop *", "ldm unbind *", "vxsnap * make *"})
  void a_failure_on_the_way_out_is_exit_5_with_the_guest_back(String command) {
    world.fault(Fault.on(command, Effect.FAIL).times(0));

    CliRun run = take("--json");

    assertThat(run)
        .exitsWith(FAILED)
        .hasNoDebts()
        .says("cvmsnap: service: ldom1 is as it was.", "what happened: ", "injected failure")
        .says("no snapshot was taken");
    assertThat(run.json())
        .containsEntry("outcome", "failed")
        .containsEntry("exitCode", 5)
        .containsEntry("service", "up")
        .containsEntry("snapshots", List.of());
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(world.snapshots()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldm bind *", "ldm start *", "mount */data"})
  void a_failure_on_the_way_home_is_service_down_and_says_what_to_type(String command) {
    world.fault(Fault.on(command, Effect.FAIL).times(0));

    CliRun run = take("--json");

    assertThat(run).exitsWith(105).hasDebts();
    assertThat(run.err())
        .startsWith(
            command.startsWith("ldm ")
                ? "cvmsnap: SERVICE DOWN: "
                : "cvmsnap: service: ldom1 lacks what it had: /data has to be mounted");
    assertThat(run)
        .says("cvmsnap: next: cvmsnap recover --ldom ldom1", "cvmsnap: or by hand, in this order:")
        .says(
            command.startsWith("ldm ")
                ? "cvmsnap:   ldom1# mount /data"
                : "cvmsnap:   ldom1# mount -F vxfs /dev/dsk/c0d2s0 /data") // the other was refused
        .says("the snapshots are good");
    assertThat(run.json()).containsEntry("service", "down").containsEntry("exitCode", 105);
    assertThat(world.cvmsnap("status")).exitsWith(100);
  }

  @Test
  void what_to_type_by_hand_brings_the_guest_back() {
    world.fault(Fault.on("ldm bind *", Effect.FAIL).times(0));
    CliRun run = take();
    world.noFaults();

    for (String line : run.err().lines().filter(text -> text.startsWith("cvmsnap:   ")).toList()) {
      String[] typed = line.substring("cvmsnap:   ".length()).split("# ", 2);
      world.typed(typed[0], typed[1]);
      world.change(cluster -> cluster.advance(java.time.Duration.ofMinutes(3)));
    }

    assertThat(world.guest("ldom1")).isActive().isAs(before);
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1")).isAs(before);
  }

  @Test
  void a_tag_that_fails_is_housekeeping_and_recover_makes_it_up() {
    world.fault(Fault.on("vxassist * settag *", Effect.FAIL).times(0));

    CliRun run = take();

    assertThat(run)
        .exitsWith(HOUSEKEEPING)
        .hasNoDebts()
        .prints("took datavol1_")
        .says("service: ldom1 is as it was", "left undone: tag-snapshot", "next: cvmsnap recover");
    assertThat(world.noFaults().cvmsnap("recover")).exitsWith(DONE);
    assertThat(world.cvmsnap("list").lines().get(1)).contains("-ldom1-").endsWith("good");
  }

  @Test
  void a_guest_that_stops_later_than_ldm_waits_is_waited_for() {
    World slow = World.changed("stopSeconds = 30", "stopSeconds = 400");
    SimTruth.Guest was = slow.guest("ldom1");

    CliRun run = slow.cvmsnap("take", "datavol1", "--ldom", "ldom1");

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(slow.guest("ldom1")).isActive().isAs(was);
    assertThat(slow.snapshots()).singleElement().extracting("content").isEqualTo("clean");
  }

  @Test
  void a_guest_that_stops_after_its_time_is_brought_back_all_the_same() {
    World slow = World.changed("stopSeconds = 30", "stopSeconds = 400");
    SimTruth.Guest was = slow.guest("ldom1");

    CliRun run = slow.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--stop-timeout", "3m");

    slow.change(cluster -> cluster.advance(java.time.Duration.ofMinutes(30)));
    assertThat(run.exit()).as("%s", run).isIn(0, 5, 105);
    if (run.exit() == 105) {
      assertThat(slow.cvmsnap("recover")).exitsWith(DONE);
    }
    assertThat(slow.guest("ldom1")).isActive().isAs(was);
  }

  @Test
  void a_guest_that_does_not_stop_at_all_is_not_forced() {
    world.fault(Fault.on("ldm stop *", Effect.SILENT).times(0));

    CliRun run = take("--stop-timeout", "2m");

    assertThat(run).exitsWith(FAILED).hasNoDebts();
    assertThat(world.mutations()).noneMatch(typed -> typed.contains("stop -f"));
    assertThat(world.guest("ldom1")).isAs(before);
  }

  @Test
  void it_is_forced_where_the_operator_asks_for_it() {
    world.fault(Fault.on("ldm stop ldom1", Effect.SILENT).times(0));

    CliRun run = take("--stop-timeout", "2m", "--force-stop");

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(world.mutations()).contains("sun-a# ldm stop -f ldom1");
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo("clean");
  }

  @ParameterizedTest
  @ValueSource(strings = {"umount /data", "ldm stop *", "ldm unbind *"})
  void a_signal_in_the_outage_is_exit_6_with_the_guest_back(String command) {
    world.signalsInsteadOfCrashes().fault(Fault.on(command, Effect.CRASH_AFTER));

    CliRun run = take();

    assertThat(run)
        .exitsWith(INTERRUPTED)
        .hasNoDebts()
        .says("service: ldom1 is as it was", "SIGINT", "no snapshot was taken");
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(world.snapshots()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldm bind *", "ldm start *", "mount */data"})
  void a_signal_on_the_way_home_is_exit_6_with_the_guest_back_and_a_good_snapshot(String command) {
    world.signalsInsteadOfCrashes().fault(Fault.on(command, Effect.CRASH_AFTER));

    CliRun run = take();

    assertThat(run).exitsWith(INTERRUPTED).hasNoDebts().says("the snapshots are good");
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo("clean");
  }

  @ParameterizedTest
  @ValueSource(strings = {"virtinfo *", "ldm list*", "vxsnap * addmir *"})
  void a_signal_before_the_outage_touches_no_guest(String command) {
    world.signalsInsteadOfCrashes().fault(Fault.on(command, Effect.CRASH_AFTER));

    CliRun run = take();

    assertThat(run).exitsWith(INTERRUPTED).hasNoDebts().says("service: ");
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(world.mutations()).noneMatch(typed -> typed.contains("umount"));
  }

  @Test
  void no_snapshot_is_not_said_where_what_was_made_cannot_be_read() {
    world.fault(Fault.on("vxsnap * list", Effect.FAIL).nth(2).times(0));

    CliRun run = take("--json");

    assertThat(world.snapshots()).hasSize(1);
    assertThat(run).exitsWith(FAILED).hasNoDebts().says("is not known", "none is proven good");
    assertThat(run.err()).doesNotContain("no snapshot was taken");
    assertThat(run.json()).containsEntry("snapshots", null);
    CliRun vain = world.cvmsnap("recover");
    assertThat(vain.out()).doesNotContain("not kept");
    assertThat(world.noFaults().cvmsnap("recover")).exitsWith(DONE).prints("not kept");
    assertThat(world.snapshots()).isEmpty();
  }

  @Test
  void no_snapshot_is_not_said_while_what_was_made_waits_for_the_guest() {
    world.fault(
        Fault.on("vxsnap * list", Effect.FAIL).nth(2).times(0),
        Fault.on("ldm bind*", Effect.FAIL).times(0));

    CliRun run = take();

    assertThat(world.snapshots()).hasSize(1);
    assertThat(run).exitsWith(FAILED.withServiceDown()).says("none is proven good");
    assertThat(run.err()).doesNotContain("no snapshot was taken");
    assertThat(world.noFaults().cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
  }

  @Test
  void no_snapshot_is_said_where_none_was_begun_with_though_the_guest_is_down() {
    world.fault(
        Fault.on("ldm unbind*", Effect.FAIL).times(0),
        Fault.on("ldm start*", Effect.FAIL).times(0));

    CliRun run = take();

    assertThat(run).exitsWith(FAILED.withServiceDown()).says("no snapshot was taken");
    assertThat(world.snapshots()).isEmpty();
  }
}
