package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.OneSnapshot.SNAP1;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.run.Debt;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LendSnapshotTest {
  private static final String EXPORT =
      "ldm add-vdsdev options=ro /dev/vx/dsk/datadg/snap1 snap1@primary-vds0";
  private static final String ADD = "ldm add-vdisk id=4 snap1 snap1@primary-vds0 ldom2";
  private static final LendSnapshot STEP =
      new LendSnapshot(
          SUN_A,
          OneSnapshot.target(Family.INSTANT),
          new GuestName("ldom2"),
          "snap1",
          4,
          new BackEnd("primary-vds0", "snap1", List.of("ro"), SNAP1.device(), Optional.empty()));

  private final StepWorld world = OneSnapshot.instant();

  @Test
  void it_is_exported_to_be_read_only_and_then_a_disk() throws InterruptedException {
    assertThat(world.look(STEP))
        .isEqualTo("owed snap1@primary-vds0 is not exported: sun-a# " + EXPORT);

    world.typed("sun-a", EXPORT);
    assertThat(world.look(STEP, ACTED)).isEqualTo("owed ldom2 has no disk snap1: sun-a# " + ADD);

    world.typed("sun-a", ADD);
    assertThat(world.look(STEP, ACTED)).isEqualTo("reached");
  }

  @Test
  void one_that_somebody_else_has_is_not_lent() throws InterruptedException {
    world.typed("sun-b", "ldm add-vdsdev /dev/vx/dsk/datadg/snap1 theirs@primary-vds0");

    assertThat(world.look(STEP)).startsWith("blocked it is exported to primary-vds0 on sun-b");
  }

  @Test
  void the_disk_is_taken_away_first_and_then_the_export() throws InterruptedException {
    world.typed("sun-a", EXPORT, ADD);
    assertThat(world.owed(STEP))
        .isEqualTo("owed ldom2 still has it: sun-a# ldm rm-vdisk snap1 ldom2");

    world.typed("sun-a", "ldm rm-vdisk snap1 ldom2");
    assertThat(world.owed(STEP))
        .isEqualTo("owed it is still exported: sun-a# ldm rm-vdsdev snap1@primary-vds0");

    world.typed("sun-a", "ldm rm-vdsdev snap1@primary-vds0");
    assertThat(world.owed(STEP)).isEqualTo("reached");
  }

  @Test
  void what_is_owed_for_it_is_not_owed_to_a_guest_and_keeps_nobody_off() {
    assertThat(STEP.debt()).hasValue(Debt.ofRun("lent", "datadg/snap1 has to be taken from ldom2"));
    assertThat(STEP.keepsOthersOff()).isFalse();
    assertThat(STEP.undoneOnFailure()).isTrue();
  }
}
