package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.OneSnapshot.DATAVOL1;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.SUN_A;

import org.cvmsnap.model.Family;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RemoveMirrorTest {
  private final StepWorld world = StepWorld.builtIn();

  private static RemoveMirror step(Family family, int left) {
    return new RemoveMirror(SUN_A, DATAVOL1, family, left);
  }

  @Test
  void one_too_many_is_removed() throws InterruptedException {
    world.typed("sun-a", "vxsnap -g datadg addmir datavol1 nmirror=2");

    assertThat(world.look(step(Family.INSTANT, 1)))
        .isEqualTo("owed it has 2 snapshot mirrors: sun-a# vxsnap -g datadg rmmir datavol1");
  }

  @Test
  void that_of_a_volume_that_is_not_prepared_is_aborted_complete_or_not()
      throws InterruptedException {
    StepWorld traditional =
        OneSnapshot.unprepared().typed("sun-a", "vxassist -g datadg -b snapstart datavol1");

    assertThat(traditional.look(step(Family.TRADITIONAL, 0)))
        .isEqualTo("owed it has 1 snapshot mirrors: sun-a# vxassist -g datadg snapabort datavol1");
  }

  @Test
  void with_no_more_than_may_stay_nothing_is_removed() throws InterruptedException {
    assertThat(world.look(step(Family.INSTANT, 0))).isEqualTo("reached");

    world.typed("sun-a", "vxsnap -g datadg addmir datavol1");
    assertThat(world.look(step(Family.INSTANT, 1), ACTED)).isEqualTo("reached");
  }

  @Test
  void more_than_there_were_are_somebody_elses() throws InterruptedException {
    world.typed("sun-a", "vxsnap -g datadg addmir datavol1 nmirror=2");

    assertThat(world.look(step(Family.INSTANT, 0)))
        .isEqualTo("blocked it has more snapshot mirrors than there were: 2");
  }

  @Test
  void none_is_removed_while_one_is_kept_by_somebody_else() throws InterruptedException {
    world.typed(
        "sun-a",
        "vxsnap -g datadg addmir datavol1 nmirror=2",
        "vxedit -g datadg set putil2=backup datavol1-03");

    assertThat(world.look(step(Family.INSTANT, 1)))
        .isEqualTo("blocked one of its snapshot mirrors is kept by somebody else");
  }

  @Test
  void one_that_cvmsnap_has_marked_is_its_own() throws InterruptedException {
    world.typed(
        "sun-a",
        "vxsnap -g datadg addmir datavol1",
        "vxedit -g datadg set putil2=cvmsnap datavol1-03");

    assertThat(world.look(step(Family.INSTANT, 0)))
        .isEqualTo("owed it has 1 snapshot mirrors: sun-a# vxsnap -g datadg rmmir datavol1");
  }

  @Test
  void none_is_removed_while_it_is_not_known_whose_they_are() throws InterruptedException {
    world.typed("sun-a", "vxsnap -g datadg addmir datavol1");
    OneSnapshot.mute(world, "vxprint -g datadg -p *");

    assertThat(world.look(step(Family.INSTANT, 0)))
        .isEqualTo(
            "not learned 'vxprint -g datadg -p -F %name|%putil2' gave no answer: no answer within 60.0 s");
  }

  @Test
  void none_is_removed_while_they_cannot_be_counted() throws InterruptedException {
    OneSnapshot.mute(world, "vxprint -g datadg -ht");

    assertThat(world.look(step(Family.INSTANT, 0)))
        .isEqualTo("not learned 'vxprint -g datadg -ht' gave no answer: no answer within 60.0 s");
  }
}
