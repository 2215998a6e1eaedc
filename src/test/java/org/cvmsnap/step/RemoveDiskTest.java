package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.OneSnapshot.SNAP1;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.GuestName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RemoveDiskTest {
  private static final BackEnd BACK_END =
      new BackEnd("primary-vds0", "snap1", List.of(), SNAP1.device(), Optional.empty());
  private static final RemoveDisk STEP =
      new RemoveDisk(SUN_A, new GuestName("ldom2"), "disk1", BACK_END);

  private final StepWorld world =
      OneSnapshot.instant()
          .typed(
              "sun-a",
              "ldm add-vdsdev /dev/vx/dsk/datadg/snap1 snap1@primary-vds0",
              "ldm add-vdisk disk1 snap1@primary-vds0 ldom2");

  @Test
  void it_is_taken_away() throws InterruptedException {
    assertThat(world.look(STEP))
        .isEqualTo("owed ldom2 still has it: sun-a# ldm rm-vdisk disk1 ldom2");

    world.typed("sun-a", "ldm rm-vdisk disk1 ldom2");
    assertThat(world.look(STEP, ACTED)).isEqualTo("reached");
  }

  @Test
  void the_disks_of_others_and_of_other_names_are_left_alone() throws InterruptedException {
    assertThat(world.look(new RemoveDisk(SUN_A, LDOM1, "disk1", BACK_END))).isEqualTo("reached");
    assertThat(world.look(new RemoveDisk(SUN_A, new GuestName("ldom2"), "snap1", BACK_END)))
        .isEqualTo("reached");
  }

  @Test
  void a_disk_of_that_name_that_shows_something_else_is_left_alone() throws InterruptedException {
    world.typed(
        "sun-a",
        "ldm rm-vdisk disk1 ldom2",
        "ldm add-vdsdev /dev/vx/dsk/datadg/datavol3 other@primary-vds0",
        "ldm add-vdisk disk1 other@primary-vds0 ldom2");

    assertThat(world.look(STEP)).isEqualTo("reached");
  }

  @Test
  void whether_the_guest_has_it_is_not_guessed() throws InterruptedException {
    OneSnapshot.mute(world, "ldm list -o disk -p");

    assertThat(world.look(STEP))
        .isEqualTo("not learned 'ldm list -o disk -p' gave no answer: no answer within 120.0 s");
  }
}
