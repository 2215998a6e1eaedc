package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.OneSnapshot.SNAP1;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.util.Optional;
import org.cvmsnap.cluster.SnapshotTarget;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReattachSnapshotTest {
  private static final ReattachSnapshot INSTANT =
      new ReattachSnapshot(SUN_A, OneSnapshot.target(Family.INSTANT));
  private static final ReattachSnapshot TRADITIONAL =
      new ReattachSnapshot(SUN_A, OneSnapshot.target(Family.TRADITIONAL));
  private static final ReattachSnapshot LINKED =
      new ReattachSnapshot(SUN_A, OneSnapshot.linkedTarget());

  @Test
  void an_instant_one_becomes_a_mirror_of_its_source_and_is_gone() throws InterruptedException {
    StepWorld world = OneSnapshot.instant();

    assertThat(world.look(INSTANT))
        .isEqualTo(
            "owed it is not reattached: sun-a# vxsnap -g datadg reattach snap1 source=datavol1");

    world.typed("sun-a", "vxsnap -g datadg reattach snap1 source=datavol1");
    assertThat(world.look(INSTANT, ACTED)).isEqualTo("reached");
  }

  @Test
  void all_plexes_of_a_traditional_one_go_back() throws InterruptedException {
    StepWorld world = OneSnapshot.traditional();

    assertThat(world.look(TRADITIONAL))
        .isEqualTo(
            "owed it is not reattached: sun-a# vxassist -g datadg -o allplexes snapback snap1");

    world.typed("sun-a", "vxassist -g datadg -o allplexes snapback snap1");
    assertThat(world.look(TRADITIONAL, ACTED)).isEqualTo("reached");
  }

  @Test
  void a_linked_one_stays_as_a_volume_that_is_a_mirror() throws InterruptedException {
    StepWorld world = OneSnapshot.linked();

    assertThat(world.look(LINKED))
        .isEqualTo(
            "owed it is not reattached: sun-a# vxsnap -g datadg reattach snap1 source=datavol1");

    world.typed("sun-a", "vxsnap -g datadg reattach snap1 source=datavol1");
    assertThat(world.look(LINKED, ACTED)).isEqualTo("reached");
  }

  @Test
  void a_linked_one_that_was_dissociated_is_no_mirror() throws InterruptedException {
    StepWorld world = OneSnapshot.linked().typed("sun-a", "vxsnap -g datadg dis snap1");

    assertThat(world.look(LINKED)).isEqualTo("blocked it is a volume of its own");
  }

  @Test
  void a_source_in_another_group_is_named_with_it() throws InterruptedException {
    VolumeId elsewhere = VolumeId.of("proddg", "data");
    SnapshotTarget moved =
        new SnapshotTarget(SNAP1, Optional.of(elsewhere), Family.INSTANT, false, "run1");

    assertThat(OneSnapshot.instant().look(new ReattachSnapshot(SUN_A, moved)))
        .isEqualTo(
            "owed it is not reattached: sun-a# vxsnap -g datadg reattach snap1 source=data sourcedg=proddg");
  }

  @Test
  void a_later_one_of_that_name_is_left_alone() throws InterruptedException {
    StepWorld world =
        OneSnapshot.instant().typed("sun-a", "vxassist -g datadg settag snap1 cvmsnap.run=run2");

    assertThat(world.look(INSTANT)).isEqualTo("blocked another volume has that name now");
  }

  @Test
  void one_that_is_open_is_left_alone() throws InterruptedException {
    assertThat(OneSnapshot.open().look(INSTANT)).isEqualTo("blocked it is open on sun-b");
  }

  @Test
  void one_that_may_be_open_is_left_alone() throws InterruptedException {
    StepWorld world = OneSnapshot.instant();
    world.world().fault(Fault.on("ldm list-services -p", Effect.HANG).times(0).host("sun-b"));

    assertThat(world.look(INSTANT))
        .isEqualTo(
            "blocked it may be in use: sun-b: 'ldm list-services -p' gave no answer: no answer within 120.0 s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vxprint -g datadg -ht", "vxassist -g datadg listtag"})
  void without_an_answer_nothing_is_given_back(String asked) throws InterruptedException {
    StepWorld world = OneSnapshot.mute(OneSnapshot.instant(), asked);

    assertThat(world.look(INSTANT))
        .isEqualTo("not learned '" + asked + "' gave no answer: no answer within 60.0 s");
  }

  @Test
  void whether_a_linked_one_is_broken_off_is_not_guessed() throws InterruptedException {
    StepWorld world = OneSnapshot.mute(OneSnapshot.linked(), "vxsnap -g datadg list");

    assertThat(world.look(LINKED))
        .isEqualTo("not learned 'vxsnap -g datadg list' gave no answer: no answer within 60.0 s");
  }
}
