package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.OneSnapshot.SNAP1;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.Family;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExportSnapshotTest {
  private static final BackEnd BACK_END =
      new BackEnd("primary-vds0", "snap1", List.of("ro"), SNAP1.device(), Optional.empty());
  private static final ExportSnapshot STEP =
      new ExportSnapshot(SUN_A, OneSnapshot.target(Family.INSTANT), BACK_END);

  private static final String EXPORT =
      "ldm add-vdsdev options=ro /dev/vx/dsk/datadg/snap1 snap1@primary-vds0";

  @Test
  void it_is_exported_as_it_was_asked_for() throws InterruptedException {
    StepWorld world = OneSnapshot.instant();

    assertThat(world.look(STEP))
        .isEqualTo("owed snap1@primary-vds0 is not exported: sun-a# " + EXPORT);

    world.typed("sun-a", EXPORT);
    assertThat(world.look(STEP, ACTED)).isEqualTo("reached");
  }

  @Test
  void a_name_that_is_taken_is_left_alone() throws InterruptedException {
    StepWorld world =
        OneSnapshot.instant()
            .typed("sun-a", "ldm add-vdsdev /dev/vx/dsk/datadg/datavol3 snap1@primary-vds0");

    assertThat(world.look(STEP)).isEqualTo("blocked snap1@primary-vds0 exports something else");
  }

  @Test
  void one_that_can_be_written_is_not_what_was_asked_for() throws InterruptedException {
    StepWorld world =
        OneSnapshot.instant()
            .typed("sun-a", "ldm add-vdsdev /dev/vx/dsk/datadg/snap1 snap1@primary-vds0");

    assertThat(world.look(STEP)).isEqualTo("blocked snap1@primary-vds0 exports it in another way");
  }

  @Test
  void a_snapshot_that_another_domain_has_is_not_exported_once_more() throws InterruptedException {
    StepWorld world =
        OneSnapshot.instant()
            .typed("sun-a", "ldm add-vdsdev /dev/vx/dsk/datadg/snap1 theirs@primary-vds0");

    assertThat(world.look(STEP))
        .isEqualTo("blocked it is exported to primary-vds0 on sun-a (as theirs), to no domain");
  }

  @Test
  void a_later_one_of_that_name_is_not_exported() throws InterruptedException {
    StepWorld world =
        OneSnapshot.instant().typed("sun-a", "vxassist -g datadg settag snap1 cvmsnap.run=run2");

    assertThat(world.look(STEP)).isEqualTo("blocked another volume has that name now");
  }

  @Test
  void without_an_answer_nothing_is_exported() throws InterruptedException {
    StepWorld mute = OneSnapshot.mute(OneSnapshot.instant(), "ldm list-services -p");
    assertThat(mute.look(STEP))
        .isEqualTo("not learned 'ldm list-services -p' gave no answer: no answer within 120.0 s");

    mute = OneSnapshot.mute(OneSnapshot.instant(), "vxassist -g datadg listtag");
    assertThat(mute.look(STEP))
        .isEqualTo(
            "not learned 'vxassist -g datadg listtag' gave no answer: no answer within 60.0 s");
  }

  @Test
  void what_a_failed_run_has_exported_is_exported_no_more() throws InterruptedException {
    StepWorld world = OneSnapshot.instant();
    assertThat(world.left(STEP)).isEqualTo("reached");

    world.typed("sun-a", EXPORT);
    assertThat(world.left(STEP))
        .isEqualTo("owed it is still exported: sun-a# ldm rm-vdsdev snap1@primary-vds0");
    assertThat(STEP.undoneOnFailure()).isTrue();
  }
}
