package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.OneSnapshot.SNAP1;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AddDiskTest {
  private static final GuestName LDOM2 = new GuestName("ldom2");
  private static final BackEnd BACK_END =
      new BackEnd("primary-vds0", "snap1", List.of(), SNAP1.device(), Optional.empty());
  private static final AddDisk STEP = step(OptionalInt.of(4));

  private final StepWorld world =
      OneSnapshot.instant()
          .typed("sun-a", "ldm add-vdsdev /dev/vx/dsk/datadg/snap1 snap1@primary-vds0");

  private static AddDisk step(OptionalInt id) {
    return new AddDisk(SUN_A, OneSnapshot.target(Family.INSTANT), LDOM2, "disk1", id, BACK_END);
  }

  @Test
  void the_guest_gets_it() throws InterruptedException {
    assertThat(world.look(STEP))
        .isEqualTo(
            "owed ldom2 has no disk disk1: sun-a# ldm add-vdisk id=4 disk1 snap1@primary-vds0 ldom2");

    world.typed("sun-a", "ldm add-vdisk id=4 disk1 snap1@primary-vds0 ldom2");
    assertThat(world.look(STEP, ACTED)).isEqualTo("reached");
  }

  @Test
  void the_manager_chooses_its_number_where_none_was_asked_for() throws InterruptedException {
    assertThat(world.look(step(OptionalInt.empty())))
        .isEqualTo(
            "owed ldom2 has no disk disk1: sun-a# ldm add-vdisk disk1 snap1@primary-vds0 ldom2");
  }

  @Test
  void another_disk_of_that_name_is_left_alone() throws InterruptedException {
    world.typed(
        "sun-a",
        "ldm add-vdsdev /dev/vx/dsk/datadg/datavol3 other@primary-vds0",
        "ldm add-vdisk disk1 other@primary-vds0 ldom2");

    assertThat(world.look(STEP)).isEqualTo("blocked ldom2 has another disk disk1");
  }

  @Test
  void it_gets_nothing_else_that_is_exported_under_that_name() throws InterruptedException {
    world.typed("sun-a", "ldm rm-vdsdev snap1@primary-vds0");
    assertThat(world.look(STEP)).isEqualTo("blocked snap1@primary-vds0 does not export it");

    world.typed("sun-a", "ldm add-vdsdev /dev/vx/dsk/datadg/datavol3 snap1@primary-vds0");
    assertThat(world.look(STEP)).isEqualTo("blocked snap1@primary-vds0 does not export it");
  }

  @Test
  void it_does_not_get_what_another_domain_has() throws InterruptedException {
    world.typed("sun-a", "ldm add-vdisk id=7 theirs snap1@primary-vds0 ldom1");

    assertThat(world.look(STEP))
        .isEqualTo(
            "blocked it is open on sun-a, and is exported to ldom1 on sun-a (disk theirs, c0d7)");
  }

  @Test
  void it_does_not_get_what_is_exported_on_another_node() throws InterruptedException {
    world.typed("sun-b", "ldm add-vdsdev /dev/vx/dsk/datadg/snap1 theirs@primary-vds0");

    assertThat(world.look(STEP))
        .isEqualTo("blocked it is exported to primary-vds0 on sun-b (as theirs), to no domain");
  }

  @Test
  void without_an_answer_it_gets_nothing() throws InterruptedException {
    OneSnapshot.mute(world, "ldm list -o disk -p");

    assertThat(world.look(STEP))
        .isEqualTo("not learned 'ldm list -o disk -p' gave no answer: no answer within 120.0 s");
  }

  @Test
  void it_does_not_get_what_may_be_open_on_a_node_that_does_not_answer()
      throws InterruptedException {
    world.world().fault(Fault.on("ldm list -o disk -p", Effect.HANG).times(0).host("sun-b"));

    assertThat(world.look(STEP))
        .isEqualTo(
            "blocked it may be in use: sun-b: 'ldm list -o disk -p' gave no answer: no answer within 120.0 s");
  }

  @Test
  void what_a_failed_run_has_added_is_taken_away_again() throws InterruptedException {
    assertThat(world.left(STEP)).isEqualTo("reached");

    world.typed("sun-a", "ldm add-vdisk id=4 disk1 snap1@primary-vds0 ldom2");
    assertThat(world.left(STEP))
        .isEqualTo("owed ldom2 still has it: sun-a# ldm rm-vdisk disk1 ldom2");
    assertThat(STEP.undoneOnFailure()).isTrue();
  }
}
