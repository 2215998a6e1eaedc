package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.OneSnapshot.SNAP1;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.BackEnd;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StopExportTest {
  private static final BackEnd BACK_END =
      new BackEnd("primary-vds0", "snap1", List.of(), SNAP1.device(), Optional.empty());
  private static final StopExport STEP = new StopExport(SUN_A, BACK_END);

  private final StepWorld world =
      OneSnapshot.instant()
          .typed("sun-a", "ldm add-vdsdev /dev/vx/dsk/datadg/snap1 snap1@primary-vds0");

  @Test
  void it_is_exported_no_more() throws InterruptedException {
    assertThat(world.look(STEP))
        .isEqualTo("owed it is still exported: sun-a# ldm rm-vdsdev snap1@primary-vds0");

    world.typed("sun-a", "ldm rm-vdsdev snap1@primary-vds0");
    assertThat(world.look(STEP, ACTED)).isEqualTo("reached");
  }

  @Test
  void it_is_exported_while_a_domain_has_it_as_a_disk() throws InterruptedException {
    world.typed("sun-a", "ldm add-vdisk disk1 snap1@primary-vds0 ldom2");

    assertThat(world.look(STEP))
        .isEqualTo(
            "blocked it is a disk of ldom2: disk1; take it away first, on sun-a: ldm rm-vdisk disk1 ldom2");
  }

  @Test
  void something_else_that_is_exported_under_that_name_is_left_alone() throws InterruptedException {
    world.typed(
        "sun-a",
        "ldm rm-vdsdev snap1@primary-vds0",
        "ldm add-vdsdev /dev/vx/dsk/datadg/datavol3 snap1@primary-vds0");

    assertThat(world.look(STEP)).isEqualTo("reached");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldm list-services -p", "ldm list -o disk -p"})
  void whether_and_to_whom_it_is_exported_is_not_guessed(String asked) throws InterruptedException {
    OneSnapshot.mute(world, asked);

    assertThat(world.look(STEP))
        .isEqualTo("not learned '" + asked + "' gave no answer: no answer within 120.0 s");
  }
}
