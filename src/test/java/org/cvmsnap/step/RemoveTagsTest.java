package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.OneSnapshot.SNAP1;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RemoveTagsTest {
  private static final RemoveTags STEP =
      new RemoveTags(SUN_A, SNAP1, List.of("cvmsnap.run", "cvmsnap.pin"));

  private final StepWorld world = OneSnapshot.instant();

  @Test
  void those_that_are_there_are_removed_and_no_others() throws InterruptedException {
    assertThat(world.look(STEP))
        .isEqualTo(
            "owed it has the tags cvmsnap.run: sun-a# vxassist -g datadg removetag snap1 cvmsnap.run");

    world.typed("sun-a", "vxassist -g datadg settag snap1 cvmsnap.pin=yes other=1");
    assertThat(world.look(STEP))
        .isEqualTo(
            "owed it has the tags cvmsnap.run, cvmsnap.pin: sun-a# vxassist -g datadg removetag snap1 cvmsnap.run cvmsnap.pin");
  }

  @Test
  void where_it_has_none_of_them_nothing_is_removed() throws InterruptedException {
    world.typed(
        "sun-a",
        "vxassist -g datadg settag snap1 other=1",
        "vxassist -g datadg removetag snap1 cvmsnap.run");

    assertThat(world.look(STEP)).isEqualTo("reached");
  }

  @Test
  void that_the_group_has_none_is_believed_only_once_some_were_removed()
      throws InterruptedException {
    world.typed("sun-a", "vxassist -g datadg removetag snap1 cvmsnap.run");

    assertThat(world.look(STEP)).isEqualTo("not learned no tag is told of, and there were some");
    assertThat(
            StepWorld.described(STEP.goal(world.site(), kind -> Optional.of(Instant.EPOCH)), ACTED))
        .isEqualTo("reached");
  }

  @Test
  void which_it_has_is_not_guessed() throws InterruptedException {
    OneSnapshot.mute(world, "vxassist -g datadg listtag");

    assertThat(world.look(STEP))
        .isEqualTo(
            "not learned 'vxassist -g datadg listtag' gave no answer: no answer within 60.0 s");
  }
}
