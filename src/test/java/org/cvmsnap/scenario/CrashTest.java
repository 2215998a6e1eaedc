package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.BUSY;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.error.ExitCode.USAGE;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.assertj.core.api.Assertions;
import org.cvmsnap.journal.Locks;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.run.Debt;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The process dies by SIGKILL; what it took from the guest is paid by whoever comes next. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CrashTest {
  private final World world = World.builtIn();
  private final SimTruth.Guest before = world.guest("ldom1");

  private CliRun take() {
    return world.cvmsnap("take", "datavol1", "--ldom", "ldom1");
  }

  @ParameterizedTest
  @CsvSource({
    "umount /data, CRASH_BEFORE", "umount /data, CRASH_AFTER",
    "ldm stop *, CRASH_BEFORE", "ldm stop *, CRASH_AFTER",
    "ldm unbind *, CRASH_BEFORE", "ldm unbind *, CRASH_AFTER",
    "vxsnap * make *, CRASH_BEFORE", "vxsnap * make *, CRASH_AFTER",
    "ldm bind *, CRASH_BEFORE", "ldm bind *, CRASH_AFTER",
    "ldm start *, CRASH_BEFORE", "ldm start *, CRASH_AFTER",
    "mount */data, CRASH_BEFORE", "mount */data, CRASH_AFTER",
  })
  void after_a_crash_in_the_outage_the_guest_is_owed_and_recover_pays(String glob, Effect effect) {
    world.fault(Fault.on(glob, effect));

    assertThat(take()).crashed().hasDebts();
    assertAllFired(world);
    assertThat(world.cvmsnap("status")).exitsWith(100).prints("cvmsnap recover --ldom ldom1");
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--dry-run"))
        .exitsWith(REFUSED)
        .says("cvmsnap recover --ldom ldom1");

    CliRun recover = world.cvmsnap("recover");

    assertThat(recover).exitsWith(DONE).hasNoDebts().prints("ldom1 is as it was");
    assertThat(world.guest("ldom1")).isActive().isAs(before);
    assertThat(world.snapshots()).allMatch(snapshot -> snapshot.content().equals("clean"));
    assertThat(world.cvmsnap("status")).exitsWith(DONE).prints("nothing is owed");
    int commands = world.mutations().size();
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).prints("nothing is owed");
    assertThat(world.mutations()).hasSize(commands);
  }

  @ParameterizedTest
  @CsvSource({
    "vxassist * make *, CRASH_BEFORE, the lock record datadg/cvmsnap_lock_",
    "vxassist * make *, CRASH_AFTER, the lock record datadg/cvmsnap_lock_",
    "vxsnap * addmir *, CRASH_BEFORE, the lock record datadg/cvmsnap_lock_",
    "vxsnap * addmir *, CRASH_AFTER, the lock record datadg/cvmsnap_lock_",
    "vxedit * rm *, CRASH_BEFORE, the lock record datadg/cvmsnap_lock_",
    "vxedit * rm *, CRASH_AFTER, the lock record datadg/cvmsnap_lock_",
    "vxassist * settag *, CRASH_BEFORE, take of it is not finished",
    "vxassist * settag *, CRASH_AFTER, take of it is not finished",
  })
  void a_crash_outside_the_outage_owes_the_guest_nothing(
      String glob, Effect effect, String unfinished) {
    world.fault(Fault.on(glob, effect));

    CliRun crashed = take();

    assertThat(crashed).crashed();
    Assertions.assertThat(crashed.debts()).noneMatch(Debt::ofGuest);
    assertAllFired(world);
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(world.cvmsnap("status"))
        .exitsWith(DONE)
        .prints(unfinished, "next: cvmsnap recover --ldom ldom1");

    assertThat(world.cvmsnap("recover")).exitsWith(DONE);

    assertThat(world.cvmsnap("status")).exitsWith(DONE).prints("nothing is owed");
    assertThat(world.guest("ldom1")).isAs(before);
    Assertions.assertThat(world.locks()).isEmpty();
  }

  @Test
  void a_snapshot_that_was_proven_good_is_marked_by_recover() {
    world.fault(Fault.on("ldm bind *", Effect.CRASH_BEFORE));
    assertThat(take()).crashed();

    assertThat(world.cvmsnap("recover")).exitsWith(DONE).prints("are good and were kept");

    CliRun list = world.cvmsnap("list");
    assertThat(list.lines()).hasSize(2);
    assertThat(list.lines().get(1)).contains("-ldom1-").endsWith("good");
  }

  @Test
  void a_take_after_a_crash_pays_first_and_says_so() {
    world.fault(Fault.on("ldm unbind *", Effect.CRASH_AFTER));
    assertThat(take()).crashed();

    CliRun again = take();

    assertThat(again).exitsWith(DONE).hasNoDebts().says("was cut short and owes 5; paying it now");
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo("clean");
    assertThat(world.cvmsnap("status")).exitsWith(DONE);
  }

  @Test
  void a_crash_of_the_recovery_is_recovered_too() {
    world.fault(Fault.on("ldm unbind *", Effect.CRASH_AFTER));
    assertThat(take()).crashed();
    world.fault(Fault.on("ldm start *", Effect.CRASH_AFTER));
    assertThat(world.cvmsnap("recover")).crashed().hasDebts();

    assertThat(world.cvmsnap("recover", "--ldom", "ldom1")).exitsWith(DONE).hasNoDebts();

    assertThat(world.guest("ldom1")).isAs(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldm stop *", "ldm unbind *", "vxsnap * make *", "ldm bind *"})
  void a_guest_that_has_lost_its_binding_with_its_machine_is_bound_and_started(String glob) {
    world.fault(Fault.on(glob, Effect.CRASH_AFTER));
    assertThat(take()).crashed().hasDebts();
    powerCycle();

    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();

    assertThat(world.guest("ldom1")).isAs(before);
    Assertions.assertThat(world.locks()).isEmpty();
  }

  @Test
  void what_is_to_be_typed_for_a_guest_that_has_lost_its_binding_begins_with_it() {
    world.fault(Fault.on("ldm bind *", Effect.CRASH_AFTER));
    assertThat(take()).crashed();
    powerCycle();
    world.fault(Fault.on("ldm bind *", Effect.FAIL).times(0));

    CliRun recover = world.cvmsnap("recover");

    assertThat(recover).exitsWith(105).says("sun-a# ldm bind ldom1\n", "sun-a# ldm start ldom1\n");
    assertThat(world.guest("ldom1")).isInactive();
  }

  private void powerCycle() {
    world.change(
        cluster -> {
          cluster.crashNode("sun-a");
          cluster.joinCluster("sun-a");
        });
  }

  @Test
  void status_and_recover_are_documents_too() {
    world.fault(Fault.on("ldm unbind *", Effect.CRASH_AFTER));
    assertThat(take()).crashed();

    assertThat(world.cvmsnap("status", "--json").json())
        .containsEntry("schema", "cvmsnap.status/1")
        .containsEntry("owed", true);
    assertThat(world.cvmsnap("recover", "--json").json())
        .containsEntry("schema", "cvmsnap.recover/1")
        .containsEntry("exitCode", 0);
    assertThat(world.cvmsnap("status", "--json").json()).containsEntry("owed", false);
  }

  @Test
  void only_the_run_or_the_guest_that_is_named_is_recovered() {
    world.fault(Fault.on("ldm unbind *", Effect.CRASH_AFTER));
    assertThat(take()).crashed();

    assertThat(world.cvmsnap("recover", "--ldom", "ldom11"))
        .exitsWith(REFUSED)
        .says("Nothing is owed to ldom11", "ldom1 has to be bound", "Did you mean ldom1?")
        .hasDebts();
    assertThat(world.cvmsnap("recover", "--run", "20200101T000000Z-ldom1-abcd"))
        .exitsWith(REFUSED)
        .says("There is no unfinished run", "ldom1 has to be bound")
        .hasDebts();
  }

  private Locks.Held held(String name, Owner owner) throws IOException {
    return new Locks(world.state().resolve("locks")).tryLock(name, owner).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "recover"})
  void a_state_directory_that_was_named_and_is_not_there_is_no_good_news(String command) {
    String absent = world.directory().resolve("nowhere").toString();

    CliRun run = world.cvmsnap(command, "--state-dir", absent, "--json");

    assertThat(run).exitsWith(USAGE).says("There is no state directory " + absent);
    Assertions.assertThat(run.json()).containsEntry("service", "unknown");
    Assertions.assertThat(Path.of(absent)).doesNotExist();
  }

  @Test
  void where_no_run_was_ever_begun_status_says_so() {
    assertThat(world.cvmsnap("status"))
        .exitsWith(DONE)
        .prints("nothing is owed")
        .says("no run was ever begun with the state directory");
    assertThat(take()).exitsWith(DONE);
    assertThat(world.cvmsnap("status")).exitsWith(DONE).saysNothing();
  }

  @Test
  void while_another_run_has_the_guest_nothing_is_touched() throws IOException {
    Owner other = new Owner("sun-a", 4711, Instant.EPOCH, "cvmsnap take datavol2 --ldom ldom1");
    try (Locks.Held held = held("guest-ldom1", other)) {
      assertThat(held).isNotNull();
      CliRun run = take();

      assertThat(run)
          .exitsWith(BUSY)
          .printsNothing()
          .says("service: nothing was touched", "process 4711", "take datavol2", "next: ");
      assertThat(world.mutations()).isEmpty();
    }
  }

  @Test
  void recover_leaves_alone_what_a_living_process_is_at_work_on() throws IOException {
    world.fault(Fault.on("ldm unbind *", Effect.CRASH_AFTER));
    assertThat(take()).crashed();
    int commands = world.mutations().size();
    Owner other = new Owner("sun-a", 4711, Instant.EPOCH, "cvmsnap take datavol1 --ldom ldom1");

    try (Locks.Held held = held("guest-ldom1", other)) {
      assertThat(held).isNotNull();
      assertThat(world.cvmsnap("recover")).exitsWith(BUSY).says("process 4711").hasDebts();
    }

    assertThat(world.mutations()).hasSize(commands);
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
  }

  @Test
  void while_another_run_has_the_volume_nothing_is_touched() throws IOException {
    Owner other = new Owner("sun-a", 4711, Instant.EPOCH, "cvmsnap refresh x");

    try (Locks.Held held = held("volume-datadg:datavol1", other)) {
      assertThat(held).isNotNull();
      assertThat(take()).exitsWith(BUSY).says("Volume datadg/datavol1 is held by process 4711");
    }

    assertThat(world.mutations()).isEmpty();
  }
}
