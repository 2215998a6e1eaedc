package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.OneSnapshot.SNAP1;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.util.Optional;
import org.cvmsnap.cluster.SnapshotTarget;
import org.cvmsnap.model.Family;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RemoveSnapshotTest {
  private static final RemoveSnapshot STEP =
      new RemoveSnapshot(SUN_A, OneSnapshot.target(Family.INSTANT));

  @Test
  void it_is_removed_with_its_dco() throws InterruptedException {
    StepWorld world = OneSnapshot.instant().typed("sun-a", "vxsnap -g datadg dis snap1");

    assertThat(world.look(STEP))
        .isEqualTo("owed it is still there: sun-a# vxedit -g datadg -rf rm snap1");

    world.typed("sun-a", "vxedit -g datadg -rf rm snap1");
    assertThat(world.look(STEP, ACTED)).isEqualTo("reached");
  }

  @Test
  void where_there_is_none_nothing_is_removed() throws InterruptedException {
    assertThat(StepWorld.builtIn().look(STEP)).isEqualTo("reached");
  }

  @Test
  void another_volume_of_that_name_is_left_alone() throws InterruptedException {
    StepWorld world = StepWorld.builtIn().typed("sun-a", "vxassist -g datadg make snap1 64m");

    assertThat(world.look(STEP)).isEqualTo("blocked another volume has that name now");
  }

  @Test
  void one_that_is_not_cvmsnaps_is_removed_where_that_was_asked_for() throws InterruptedException {
    StepWorld world = StepWorld.builtIn().typed("sun-a", "vxassist -g datadg make snap1 64m");
    SnapshotTarget foreign =
        new SnapshotTarget(SNAP1, Optional.empty(), Family.TRADITIONAL, false, "");

    assertThat(world.look(new RemoveSnapshot(SUN_A, foreign)))
        .isEqualTo("owed it is still there: sun-a# vxedit -g datadg -rf rm snap1");
  }

  @Test
  void the_disk_of_a_domain_is_left_alone() throws InterruptedException {
    StepWorld world =
        OneSnapshot.instant()
            .typed("sun-a", "ldm add-vdsdev /dev/vx/dsk/datadg/snap1 snap1@primary-vds0");

    assertThat(world.look(STEP))
        .isEqualTo("blocked it is exported to primary-vds0 on sun-a (as snap1), to no domain");

    world.typed("sun-a", "ldm add-vdisk id=4 snap1 snap1@primary-vds0 ldom2");
    assertThat(world.look(STEP))
        .isEqualTo("blocked it is exported to ldom2 on sun-a (disk snap1, c0d4)");
  }

  @Test
  void one_that_is_open_is_left_alone() throws InterruptedException {
    assertThat(OneSnapshot.open().look(STEP)).isEqualTo("blocked it is open on sun-b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vxprint -g datadg -ht", "vxassist -g datadg listtag"})
  void without_an_answer_nothing_is_removed(String asked) throws InterruptedException {
    StepWorld world = OneSnapshot.mute(OneSnapshot.instant(), asked);

    assertThat(world.look(STEP))
        .isEqualTo("not learned '" + asked + "' gave no answer: no answer within 60.0 s");
  }
}
