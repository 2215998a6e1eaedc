package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.BUSY;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.cvmsnap.journal.Locks;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a dry run of a recovery prints is what the recovery does, command by command. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RecoverDryRunTest {
  private World world = World.builtIn();

  private void theRecoveryDoesWhatItsDryRunPrints() {
    int before = world.mutations().size();

    CliRun dry = world.cvmsnap("recover", "--dry-run");

    assertThat(dry).exitsWith(DONE);
    assertThat(world.mutations()).hasSize(before);
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    List<String> done = world.mutations().subList(before, world.mutations().size());
    assertThat(done.stream().map(RecoverDryRunTest::words))
        .containsExactlyElementsOf(dry.lines().stream().map(RecoverDryRunTest::words).toList());
  }

  /** Without the quotes of a shell. */
  private static String words(String line) {
    return line.replace("'", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vxassist * make *",
        "vxsnap * addmir *",
        "umount /data",
        "ldm stop *",
        "ldm unbind *",
        "vxsnap * make *",
        "ldm bind *",
        "ldm start *",
        "mount */data",
        "vxassist * settag *",
        "vxedit * rm *"
      })
  void wherever_a_take_was_cut_short(String glob) {
    for (Effect effect : List.of(Effect.CRASH_BEFORE, Effect.CRASH_AFTER)) {
      world = World.builtIn();
      world.dies(glob, effect, "take", "datavol1", "--ldom", "ldom1");

      theRecoveryDoesWhatItsDryRunPrints();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"umount -a *", "ldm rm-vdisk *", "vxsnap * make *", "mount -a *"})
  void where_the_disks_of_several_volumes_are_away(String glob) {
    for (Effect effect : List.of(Effect.CRASH_BEFORE, Effect.CRASH_AFTER)) {
      world = World.builtIn().guarded();
      world.dies(
          glob, effect, "take", "datavol1", "datavol2", "--ldom", "ldom1", "--mode", "detach");

      theRecoveryDoesWhatItsDryRunPrints();
    }
  }

  @Test
  void where_vcs_has_the_guest() {
    world = World.vcs();
    world.dies(
        "ldm unbind *", Effect.CRASH_AFTER, "take", "datavol1", "datavol2", "--ldom", "ldom1");

    theRecoveryDoesWhatItsDryRunPrints();
  }

  @Test
  void where_no_guest_was_taken_down() {
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "one"))
        .exitsWith(DONE);
    world.dies("vxedit * rm one", Effect.CRASH_BEFORE, "remove", "one", "--yes");

    theRecoveryDoesWhatItsDryRunPrints();
  }

  @Test
  void what_the_recovery_could_not_pay_is_told_and_refused() {
    world = World.builtIn().guarded();
    world.dies(
        "vxsnap * make *",
        Effect.CRASH_AFTER,
        "take",
        "datavol1",
        "--ldom",
        "ldom1",
        "--mode",
        "detach");
    world.typed("sun-a", "ldm add-vdisk id=7 data ldom1-data@primary-vds0 ldom1");
    String why =
        "attach-disk ldom1/data: it is another disk by now: ldom1-data@primary-vds0 id=7, and it"
            + " was ldom1-data@primary-vds0 id=2; give it back as it was, on sun-a: ldm stop ldom1,"
            + " ldm unbind ldom1, ldm rm-vdisk data ldom1, ldm add-vdisk id=2 data"
            + " ldom1-data@primary-vds0 ldom1, ldm bind ldom1, ldm start ldom1; then cvmsnap recover";

    assertThat(world.cvmsnap("recover", "--dry-run"))
        .exitsWith(REFUSED)
        .printsNothing()
        .says("in the way: " + why);
    assertThat(world.cvmsnap("recover", "--dry-run", "--json").json())
        .containsEntry("exitCode", 3)
        .containsEntry("obstacles", List.of(why));
    assertThat(world.cvmsnap("recover")).exitsWith(105).says(why);

    world
        .typed("sun-a", "ldm stop ldom1")
        .typed("sun-a", "ldm unbind ldom1")
        .typed("sun-a", "ldm rm-vdisk data ldom1")
        .typed("sun-a", "ldm add-vdisk id=2 data ldom1-data@primary-vds0 ldom1")
        .typed("sun-a", "ldm bind ldom1")
        .typed("sun-a", "ldm start ldom1");
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
  }

  @Test
  void where_nothing_is_owed() {
    assertThat(world.cvmsnap("recover", "--dry-run"))
        .exitsWith(DONE)
        .printsNothing()
        .says("nothing would be changed");
  }

  @Test
  void a_name_that_means_nothing_and_a_run_at_work_are_told() throws IOException {
    world.dies("ldm unbind *", Effect.CRASH_AFTER, "take", "datavol1", "--ldom", "ldom1");

    assertThat(world.cvmsnap("recover", "--dry-run", "--ldom", "ldom11"))
        .exitsWith(REFUSED)
        .says("Did you mean ldom1?");
    Owner owner = new Owner("sun-a", 4711, Instant.EPOCH, "cvmsnap take datavol1 --ldom ldom1");
    try (Locks.Held held =
        new Locks(world.state().resolve("locks")).tryLock("guest-ldom1", owner).orElseThrow()) {
      assertThat(held).isNotNull();
      assertThat(world.cvmsnap("recover", "--dry-run")).exitsWith(BUSY).says("process 4711");
    }
  }
}
