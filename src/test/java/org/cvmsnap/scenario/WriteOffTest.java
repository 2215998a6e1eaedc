package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.USAGE;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Something is owed to a domain that somebody has removed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WriteOffTest {
  private static final String WRITE_OFF = "cvmsnap recover --ldom ldom1 --write-off";

  private final World world = World.builtIn();

  private void leftDown(World world) {
    world.dies("ldm unbind *", Effect.CRASH_AFTER, "take", "datavol1", "--ldom", "ldom1");
  }

  private static void removed(World world) {
    world.typed("sun-a", "ldm remove-domain ldom1");
  }

  @Test
  void a_recovery_tells_the_way_out() {
    leftDown(world);
    removed(world);

    assertThat(world.cvmsnap("recover"))
        .exitsWith(105)
        .hasDebts()
        .says("sun-a has no domain ldom1: add it again", WRITE_OFF);
  }

  @Test
  void what_is_owed_to_it_is_given_up_and_the_rest_is_paid() {
    leftDown(world);
    removed(world);

    assertThat(world.cvmsnap("recover", "--ldom", "ldom1", "--write-off"))
        .exitsWith(DONE)
        .hasNoDebts()
        .prints(
            "WRITTEN OFF: ldom1 has to be bound, ldom1 has to be started,"
                + " /data has to be mounted in ldom1, /logs has to be mounted in ldom1",
            "ldom1 is no domain here any more",
            "its snapshots were not proven good and were not kept");
    assertThat(world.locks()).isEmpty();
    assertThat(world.cvmsnap("status")).exitsWith(DONE).prints("nothing is owed");
    assertThat(world.cvmsnap("runs")).exitsWith(DONE).prints("still away", "failed (105)");
  }

  @Test
  void a_frozen_service_group_is_left_to_the_operator() {
    World vcs = World.vcs();
    leftDown(vcs);
    assertThat(vcs.truth().groups()).anyMatch(group -> !group.frozen().equals("no"));
    removed(vcs);

    assertThat(vcs.cvmsnap("recover", "--ldom", "ldom1", "--write-off"))
        .exitsWith(105)
        .says(
            "ldom1 is no domain here any more, and this is owed besides:"
                + " service group ldom1_sg has to be unfrozen");
    vcs.typed("sun-a", "hagrp -unfreeze ldom1_sg");
    assertThat(vcs.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertThat(vcs.locks()).isEmpty();
  }

  @Test
  void the_document_says_so() {
    leftDown(world);
    removed(world);

    assertThat(world.cvmsnap("recover", "--ldom", "ldom1", "--write-off", "--json"))
        .exitsWith(DONE)
        .prints(
            "\"service\":\"unknown\"",
            "\"writtenOff\":[{\"kind\":\"unbound\",\"guest\":\"ldom1\"",
            "\"debts\":[]");
  }

  @Test
  void of_a_domain_that_is_there_nothing_is_given_up() {
    leftDown(world);

    assertThat(world.cvmsnap("recover", "--ldom", "ldom1", "--write-off"))
        .exitsWith(105)
        .hasDebts()
        .says("sun-a has the domain ldom1, so that what is owed to it can be paid.");
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
  }

  @Test
  void nor_where_nobody_knows_whether_it_is() {
    leftDown(world);
    removed(world);
    world.fault(Fault.on("ldm list -p", Effect.FAIL).times(0));

    assertThat(world.cvmsnap("recover", "--ldom", "ldom1", "--write-off"))
        .exitsWith(105)
        .hasDebts()
        .says("Whether sun-a still has the domain ldom1 is not known");
    assertAllFired(world);
  }

  @Test
  void one_that_dies_just_then_is_written_off_by_the_next_recovery() {
    leftDown(world);
    removed(world);
    world.dies("vxedit *", Effect.CRASH_AFTER, "recover", "--ldom", "ldom1", "--write-off");

    assertThat(world.cvmsnap("recover"))
        .exitsWith(DONE)
        .hasNoDebts()
        .prints("ldom1 is no domain here any more");
    assertThat(world.locks()).isEmpty();
  }

  @Test
  void it_is_asked_for_by_the_name_of_the_guest() {
    assertThat(world.cvmsnap("recover", "--write-off"))
        .exitsWith(USAGE)
        .says("--write-off goes with --ldom");
    assertThat(world.cvmsnap("recover", "--ldom", "ldom1", "--write-off", "--dry-run"))
        .exitsWith(USAGE);
  }
}
