package org.cvmsnap.scenario;

import static java.util.Objects.requireNonNull;
import static org.cvmsnap.error.ExitCode.BUSY;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.error.ExitCode.HOUSEKEEPING;
import static org.cvmsnap.error.ExitCode.INTERRUPTED;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.cvmsnap.cluster.LockRecord;
import org.cvmsnap.journal.Locks;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.LogEntry;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One guest, two nodes: of the runs that want it, one has it, and the others are told which. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LockTest extends LockWorld {
  private static final String RECORD = LockRecord.name(new GuestName("ldom1")).value();

  private final SimTruth.Guest before = world.guest("ldom1");

  @Test
  void another_nodes_run_is_waited_for_where_that_is_asked_for() {
    record(RECORD, "20260301T020000Z-aaaa@sun-b");
    world.change(
        cluster ->
            cluster.typedLater(
                Duration.ofMinutes(5), "sun-b", "vxedit", "-g", "datadg", "-rf", "rm", RECORD));

    assertThat(take("sun-a", "--lock-wait", "1m"))
        .exitsWith(BUSY)
        .says("A run of 20260301T020000Z on sun-b has ldom1");
    Assertions.assertThat(world.locks()).containsExactly(RECORD);

    assertThat(take("sun-a", "--lock-wait", "10m")).exitsWith(DONE);
    Assertions.assertThat(world.locks()).isEmpty();
  }

  @Test
  void a_signal_ends_the_wait_for_another_nodes_run() {
    record(RECORD, "20260301T020000Z-aaaa@sun-b");
    world.signalsInsteadOfCrashes().fault(Fault.on("vxdg list", Effect.CRASH_AFTER));
    Instant began = world.log().get(world.log().size() - 1).time();

    assertThat(take("sun-a", "--lock-wait", "5h")).exitsWith(INTERRUPTED).hasNoDebts();

    assertAllFired(world);
    Instant ended = world.log().get(world.log().size() - 1).time();
    Assertions.assertThat(Duration.between(began, ended)).isLessThan(Duration.ofMinutes(5));
    assertThat(world.guest("ldom1")).isAs(before);
  }

  @Test
  void a_signal_ends_the_wait_for_another_process() throws IOException {
    Owner other = new Owner("sun-a", 4711, Instant.EPOCH, "cvmsnap take datavol2 --ldom ldom1");
    try (Locks.Held held =
        new Locks(world.state("sun-a").resolve("locks"))
            .tryLock("guest-ldom1", other)
            .orElseThrow()) {
      Assertions.assertThat(held).isNotNull();

      assertThat(on("sun-a", "list")).exitsWith(DONE);
      world.signalledAtOnce();

      assertThat(take("sun-a", "--lock-wait", "5h")).exitsWith(INTERRUPTED).hasNoDebts();
    }
    Assertions.assertThat(world.mutations()).isEmpty();
  }

  @Test
  void a_run_locks_its_guest_while_it_is_at_work_and_no_longer() {
    world.fault(Fault.on("ldm start *", Effect.CRASH_BEFORE));
    assertThat(take("sun-a")).crashed();
    Assertions.assertThat(world.locks()).containsExactlyInAnyOrder(RECORD, OF_VOLUME);
    world.noFaults();

    assertThat(on("sun-a", "recover")).exitsWith(DONE).hasNoDebts();

    Assertions.assertThat(world.locks()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vxsnap * addmir *", "ldm stop *", "vxsnap * make *", "ldm start *"})
  void another_node_is_told_who_has_the_guest_and_touches_nothing(String glob) {
    takeDiesOn("sun-a", glob);
    SimTruth at = world.truth();
    int commands = world.mutations().size();

    CliRun refused = take("sun-b", "--no-vcs");

    assertThat(refused)
        .exitsWith(BUSY)
        .says("on sun-a has ldom1", "datadg/" + RECORD, "type cvmsnap recover on sun-a");
    Assertions.assertThat(world.mutations()).hasSize(commands);
    Assertions.assertThat(world.truth().volumes()).isEqualTo(at.volumes());
    assertThat(take("sun-b", "--no-vcs", "--dry-run")).exitsWith(BUSY);
  }

  @Test
  void the_same_node_with_another_state_directory_is_told_too() {
    takeDiesOn("sun-a", "ldm start *");

    CliRun refused = world.cvmsnap("take", "datavol1", "--ldom", "ldom1");

    assertThat(refused)
        .exitsWith(BUSY)
        .says("on sun-a has ldom1", "vxedit -g datadg -rf rm " + RECORD);
  }

  @Test
  void a_record_that_nobody_can_make_sense_of_holds_as_well() {
    record(RECORD, "mine");

    assertThat(take("sun-a"))
        .exitsWith(BUSY)
        .says("Somebody has ldom1", "vxedit -g datadg -rf rm " + RECORD);
    assertThat(world.guest("ldom1")).isAs(before);
  }

  @Test
  void a_node_that_cvm_does_not_know_is_not_dead_for_certain() {
    record(RECORD, "20260301T015900Z-ab12@sun-x");

    assertThat(take("sun-a")).exitsWith(BUSY).says("on sun-x has ldom1");
  }

  @Test
  void a_guest_of_another_name_is_not_locked() {
    record(LockRecord.name(new GuestName("ldom2")).value(), "20260301T015900Z-ab12@sun-b");

    assertThat(take("sun-a")).exitsWith(DONE);
  }

  @Test
  void a_run_whose_node_has_left_is_taken_over_and_the_guests_record_goes_with_it() {
    takeDiesOn("sun-a", "ldm bind *");
    world.change(cluster -> cluster.crashNode("sun-a"));

    assertThat(take("sun-b"))
        .exitsWith(BUSY)
        .says("sun-a has left the cluster", "cvmsnap recover --ldom ldom1 --from sun-a");
    assertThat(on("sun-b", "recover", "--ldom", "ldom1", "--from", "sun-a")).exitsWith(DONE);

    Assertions.assertThat(world.locks()).containsExactly(OF_VOLUME);
    Assertions.assertThat(world.guest("ldom1").node()).isEqualTo("sun-b");
  }

  @Test
  void a_node_that_returns_while_another_takes_over_leaves_the_guest_to_it() {
    takeDiesOn("sun-a", "ldm bind *");
    world.change(cluster -> cluster.crashNode("sun-a"));
    diesOn("sun-b", "ldm start *", "recover", "--ldom", "ldom1", "--from", "sun-a");
    world.change(cluster -> cluster.joinCluster("sun-a"));
    Assertions.assertThat(world.locks()).hasSize(3);

    CliRun returned = on("sun-a", "recover");

    assertThat(returned).exitsWith(105).says("on sun-b has ldom1", "type cvmsnap recover on sun-b");
    assertThat(on("sun-a", "status")).exitsWith(100);
    assertThat(on("sun-b", "recover")).exitsWith(DONE).prints("ldom1 is up");
    assertThat(on("sun-a", "recover")).exitsWith(DONE).prints("ldom1 is up on sun-b");
    Assertions.assertThat(world.locks()).isEmpty();
    Assertions.assertThat(world.truth().volumes()).noneMatch(SimTruth.Volume::corrupt);
  }

  @Test
  void a_run_that_took_over_and_died_with_its_node_keeps_nobody_from_the_guest() {
    takeDiesOn("sun-a", "ldm bind *");
    world.change(cluster -> cluster.crashNode("sun-a"));
    diesOn("sun-b", "ldm bind *", "recover", "--ldom", "ldom1", "--from", "sun-a");
    world.change(cluster -> cluster.joinCluster("sun-a"));
    world.change(cluster -> cluster.crashNode("sun-b"));

    assertThat(on("sun-a", "recover")).exitsWith(DONE).hasNoDebts();

    Assertions.assertThat(world.guest("ldom1").node()).isEqualTo("sun-a");
    world.change(cluster -> cluster.joinCluster("sun-b"));
    assertThat(on("sun-b", "recover")).exitsWith(DONE).prints("ldom1 is up on sun-a");
    Assertions.assertThat(world.locks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"FAIL", "HANG", "FAIL_LATE"})
  void a_guest_that_cannot_be_locked_is_not_touched(Effect effect) {
    world.fault(Fault.on("vxassist * make *", effect).times(0));

    CliRun run = take("sun-a");

    assertAllFired(world);
    boolean made = effect == Effect.FAIL_LATE;
    assertThat(run).exitsWith(made ? DONE : FAILED);
    assertThat(world.guest("ldom1")).isAs(before);
    Assertions.assertThat(world.mutations().stream().filter(line -> line.contains("# ldm ")))
        .hasSize(made ? 4 : 0);
    Assertions.assertThat(world.locks()).isEmpty();
  }

  /**
   * Whenever another node's record comes into being, the run either has the guest and the volume or
   * was busy, and then it has changed nothing.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void who_is_second_by_a_moment_is_told_who_was_first_and_has_touched_nothing(boolean volume) {
    String record = volume ? OF_VOLUME : RECORD;
    CliRun alone = take("sun-a");
    assertThat(alone).exitsWith(DONE);
    Instant made =
        world.log().stream()
            .filter(entry -> String.join(" ", entry.argv()).contains("make " + record))
            .map(LogEntry::time)
            .findFirst()
            .orElseThrow();
    Instant begun = world.log().get(0).time();
    List<Integer> tried = new ArrayList<>();
    for (int tenth = -15; tenth < 15; tenth++) {
      World raced = World.vcs();
      Duration wait = Duration.between(begun, made).plusMillis(100L * tenth);
      raced.change(
          cluster ->
              cluster.typedLater(
                  wait,
                  "sun-b",
                  ("vxassist -g datadg make "
                          + record
                          + " 2048s comment=20260301T020000Z-aaaa@sun-b")
                      .split(" ", -1)));
      int commands = raced.mutations().size();

      CliRun run = raced.cvmsnap("take", "datavol1", "--ldom", "ldom1");

      List<String> own =
          raced.mutations().stream()
              .skip(commands)
              .filter(each -> each.startsWith("sun-a#"))
              .toList();
      if (run.exit() != DONE.value()) {
        assertThat(run)
            .exitsWith(BUSY)
            .hasNoDebts()
            .says("20260301T020000Z", "next: Wait for its end");
        Assertions.assertThat(own).allMatch(each -> each.contains("cvmsnap_lock_"));
        Assertions.assertThat(raced.locks()).containsExactly(record);
        assertThat(raced.cvmsnap("status")).exitsWith(DONE);
        tried.add(
            Math.toIntExact(own.stream().filter(each -> each.contains("make " + record)).count()));
      }
    }
    Assertions.assertThat(tried).contains(0, 1);
  }

  @Test
  void a_record_that_cannot_be_removed_is_housekeeping_and_owed() {
    world.fault(Fault.on("vxedit * rm *", Effect.FAIL).times(0));

    CliRun run = take("sun-a");

    assertAllFired(world);
    assertThat(run)
        .exitsWith(HOUSEKEEPING)
        .says("ldom1 is as it was", "left undone: unlock-guest", " recover --run");
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(on("sun-a", "status"))
        .exitsWith(DONE)
        .prints("the lock record datadg/" + RECORD + " has to be removed");
    world.noFaults();
    assertThat(on("sun-a", "recover")).exitsWith(DONE).hasNoDebts();
    Assertions.assertThat(world.locks()).isEmpty();
    assertThat(on("sun-a", "status")).exitsWith(DONE).prints("nothing is owed");
  }

  @Test
  void waiting_for_the_record_to_go_is_no_outage() {
    CliRun quick = take("sun-a", "--json");
    world.fault(Fault.on("vxedit * rm *", Effect.HANG));

    CliRun slow = take("sun-a", "--json");

    assertAllFired(world);
    Assertions.assertThat(seconds(slow)).isCloseTo(seconds(quick), Assertions.within(20.0));
  }

  private static double seconds(CliRun run) {
    Map<?, ?> outage = (Map<?, ?>) requireNonNull(run.json().get("outage"));
    return ((Number) requireNonNull(outage.get("seconds"))).doubleValue();
  }
}
