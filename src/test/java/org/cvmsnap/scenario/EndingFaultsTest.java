package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import org.cvmsnap.sim.Fault;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What people see of an ending that was cut short, and how it is finished. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EndingFaultsTest {
  @Test
  void a_removal_that_was_cut_short_is_seen_everywhere_and_finished_by_recover() {
    Lives lives = Lives.instant();
    List<String> before = lives.layout();
    lives.took("one");
    lives.world.fault(Fault.on("vxsnap * dis *", Fault.Effect.CRASH_AFTER));
    assertThat(lives.run("remove", "one", "--yes")).crashed();
    lives.world.noFaults();

    assertThat(lives.run("list")).prints("dissociated, remove not finished");
    assertThat(lives.run("show", "one")).prints("UNFINISHED: remove; cvmsnap recover --run ");
    assertThat(lives.run("status")).exitsWith(DONE).prints("datadg/datavol1", "datadg/one");
    assertThat(lives.run("remove", "one", "--yes"))
        .exitsWith(REFUSED)
        .says("was cut short", "cvmsnap recover --run ");
    assertThat(lives.run("recover"))
        .exitsWith(DONE)
        .says("was cut short; finishing")
        .prints("remove of", "is finished now");
    assertThat(lives.layout()).isEqualTo(before);
  }

  @Test
  void a_snapshot_that_is_gone_by_a_run_that_was_cut_short_is_told_as_that() {
    Lives lives = Lives.instant().took("one");
    lives.world.fault(Fault.on("vxsnap * reattach *", Fault.Effect.CRASH_AFTER));
    assertThat(lives.run("reattach", "one", "--yes")).crashed();
    lives.world.noFaults();

    for (String verb : List.of("show", "remove", "pin")) {
      assertThat(lives.run(verb, "one"))
          .exitsWith(REFUSED)
          .says("An earlier run (reattach of datadg/datavol1, datadg/one) was cut short");
    }
  }

  @Test
  void a_removal_that_changed_nothing_before_it_was_cut_short_is_given_up() {
    Lives lives = Lives.instant().took("one");
    lives.world.fault(Fault.on("vxsnap * dis *", Fault.Effect.FAIL).times(0));

    assertThat(lives.run("remove", "one", "--yes")).exitsWith(5).says("nothing was changed");

    assertThat(lives.run("status")).prints("nothing is owed");
  }

  @Test
  void a_half_removed_one_that_somebody_uses_meanwhile_is_left_alone() {
    Lives lives = Lives.instant().took("one");
    lives.world.fault(Fault.on("vxsnap * dis *", Fault.Effect.CRASH_AFTER));
    assertThat(lives.run("remove", "one", "--yes")).crashed();
    lives
        .world
        .noFaults()
        .typed("sun-a", "ldm add-vdsdev /dev/vx/dsk/datadg/one snap@primary-vds0")
        .typed("sun-a", "ldm add-vdisk snap snap@primary-vds0 ldom2");

    assertThat(lives.run("recover")).exitsWith(7).says("ldom2");

    assertThat(String.join("\n", lives.layout())).contains("one_dco");
  }

  @Test
  void a_master_switch_is_waited_for() {
    Lives lives = Lives.instant().took("one");
    lives.world.fault(Fault.on("vxsnap * dis *", Fault.Effect.FAIL).times(3));

    assertThat(lives.run("remove", "one", "--yes")).exitsWith(DONE);
    assertAllFired(lives.world);
  }

  @Test
  void a_take_finishes_what_was_cut_short_on_its_volumes() {
    Lives lives = Lives.instant().took("one");
    lives.world.fault(Fault.on("vxsnap * dis *", Fault.Effect.CRASH_AFTER));
    assertThat(lives.run("remove", "one", "--yes")).crashed();
    lives.world.noFaults();

    lives.took("two");

    assertThat(lives.run("status")).prints("nothing is owed");
    assertThat(lives.snapshots()).containsExactly("two");
  }
}
