package org.cvmsnap.scenario;

import static org.cvmsnap.error.ExitCode.BUSY;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.MapAssert;
import org.cvmsnap.journal.Locks;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is owed, and whether anybody is at it: a run at work is no alarm, and a dead one is. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StatusTest {
  private final World world = World.builtIn();

  /** The journal of a run that has come as far as the command. */
  private void takeComesTo(String glob) {
    world.fault(Fault.on(glob, Effect.CRASH_BEFORE));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed();
    world.noFaults();
  }

  /** The lock of the guest, as the process of its run has it. */
  private Locks.Held living(long pid) throws IOException {
    Owner owner = new Owner("sun-a", pid, Instant.EPOCH, "cvmsnap take datavol1 --ldom ldom1");
    return new Locks(world.state().resolve("locks")).tryLock("guest-ldom1", owner).orElseThrow();
  }

  private static long own() {
    return ProcessHandle.current().pid();
  }

  private static MapAssert<Object, Object> run(CliRun status) {
    return Assertions.assertThat(status.json().get("runs"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .singleElement(InstanceOfAssertFactories.MAP);
  }

  @Test
  void a_run_at_work_is_told_with_what_it_does_and_how_to_watch_or_stop_it() throws IOException {
    takeComesTo("ldm unbind *");

    try (Locks.Held held = living(own())) {
      Assertions.assertThat(held).isNotNull();
      CliRun status = world.cvmsnap("status");

      assertThat(status)
          .exitsWith(BUSY)
          .prints(
              "ldom1 is down since 02:0",
              "cvmsnap take is at work on it (unbind-domain ldom1 since ",
              " steps to go",
              "next: cvmsnap status --follow --run ",
              "to stop it: cvmsnap abort --ldom ldom1");
      Assertions.assertThat(status.out()).doesNotContain("cvmsnap recover", "DOWN");
      Assertions.assertThat(world.cvmsnap("status", "--json").json())
          .containsEntry("outcome", "succeeded")
          .containsEntry("exitCode", 4);
      run(world.cvmsnap("status", "--json")).containsEntry("state", "running");
    }
  }

  @Test
  void a_run_at_work_whose_guest_is_up_is_said_to_be_so() throws IOException {
    takeComesTo("vxsnap * addmir *");

    try (Locks.Held held = living(own())) {
      Assertions.assertThat(held).isNotNull();
      assertThat(world.cvmsnap("status"))
          .exitsWith(BUSY)
          .prints("ldom1 is up: cvmsnap take is at work on it (attach-mirror ");
    }
  }

  @Test
  void one_that_another_process_has_taken_up_is_at_work_too() throws IOException {
    takeComesTo("ldm unbind *");

    try (Locks.Held held = living(own() + 1)) {
      Assertions.assertThat(held).isNotNull();
      assertThat(world.cvmsnap("status"))
          .exitsWith(BUSY)
          .prints("another process is at work on it");
    }
  }

  @Test
  void a_recovery_that_comes_first_keeps_them() {
    world.fault(Fault.on("vxsnap * make *", Effect.CRASH_AFTER));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed();

    assertThat(world.noFaults().cvmsnap("recover")).exitsWith(0);
    Assertions.assertThat(world.snapshots()).hasSize(1);
  }

  @Test
  void what_commands_by_hand_cost_is_said_beside_them() {
    String cost = "these cost the run its snapshots";
    world.fault(Fault.on("vxsnap * make *", Effect.CRASH_AFTER));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed();
    world.noFaults();

    assertThat(world.cvmsnap("status")).exitsWith(100).prints("sun-a# ldm bind ldom1", cost);
    world
        .typed("sun-a", "ldm bind ldom1")
        .typed("sun-a", "ldm start ldom1")
        .change(cluster -> cluster.advance(Duration.ofMinutes(10)));
    assertThat(world.cvmsnap("recover")).exitsWith(0);
    Assertions.assertThat(world.snapshots()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ldm unbind *, ldom1 is DOWN since 02:0, sun-a# ldm start ldom1",
    "ldm stop *, ldom1 is DOWN since 02:0, ldom1# mount",
    "umount */data, 'ldom1 lacks what it had since 02:0', ''"
  })
  void an_abandoned_one_begins_with_the_guest_and_ends_with_what_to_type(
      String glob, String first, String byHand) throws IOException {
    takeComesTo(glob);
    world.change(cluster -> cluster.advance(Duration.ofMinutes(3)));

    CliRun status = world.cvmsnap("status");

    assertThat(status).exitsWith(100).prints(" (3 min ", ", which is gone", byHand);
    Assertions.assertThat(status.out()).startsWith(first);
    Assertions.assertThat(status.out()).contains("  next: cvmsnap recover --ldom ldom1\n");
    run(world.cvmsnap("status", "--json"))
        .containsEntry("state", "abandoned")
        .containsEntry("next", "cvmsnap recover --ldom ldom1");
  }

  @Test
  void a_failure_and_a_recovery_say_how_long_the_guest_was_away() {
    world.fault(Fault.on("vxsnap * make *", Effect.FAIL).times(0));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1"))
        .exitsWith(FAILED)
        .says("cvmsnap: ldom1 was away for 1");

    takeComesTo("ldm unbind *");
    world.change(cluster -> cluster.advance(Duration.ofMinutes(20)));
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).prints("; ldom1 was away for 2");
  }

  @Test
  void one_that_stays_down_says_how_long_it_has_been() {
    world.fault(Fault.on("ldm start *", Effect.FAIL).times(0));

    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1"))
        .exitsWith(105)
        .says("cvmsnap: ldom1 has been away for ");
  }

  @Test
  void a_lock_file_that_outlives_its_process_keeps_nothing_alive() throws IOException {
    takeComesTo("ldm unbind *");
    living(own()).close();

    assertThat(world.cvmsnap("status")).exitsWith(100).prints("cvmsnap recover --ldom ldom1");
    assertThat(world.cvmsnap("recover")).exitsWith(DONE);
  }

  @Test
  void a_run_that_took_no_guest_down_and_is_at_work_has_none() throws IOException {
    world.fault(Fault.on("vxsnap * addmir *", Effect.CRASH_BEFORE));
    assertThat(world.cvmsnap("prepare", "datavol1", "--mirrors", "1")).crashed();
    Owner owner = new Owner("sun-a", own(), Instant.EPOCH, "cvmsnap prepare datavol1");

    try (Locks.Held held =
        new Locks(world.state().resolve("locks"))
            .tryLock("volume-datadg:datavol1", owner)
            .orElseThrow()) {
      Assertions.assertThat(held).isNotNull();
      assertThat(world.cvmsnap("status"))
          .exitsWith(DONE)
          .prints("datadg/datavol1: cvmsnap prepare is at work on it (add-mirrors ");
    }
  }
}
