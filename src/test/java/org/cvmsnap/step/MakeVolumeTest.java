package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.SUN_A;

import org.cvmsnap.model.VolumeId;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MakeVolumeTest {
  private static final String COMMENT = "cvmsnap:20260301T020000Z-ldom1-ab12";
  private static final String MAKING =
      "vxassist -g datadg make snap 41943040s layout=nomirror,nostripe init=active comment=";
  private static final String REMOVING = "vxedit -g datadg -rf rm snap";
  private static final MakeVolume STEP =
      new MakeVolume(SUN_A, VolumeId.of("datadg", "snap"), 41943040, COMMENT);

  private final StepWorld world = StepWorld.builtIn();

  @Test
  void the_volume_is_made_with_the_comment_of_its_run() throws InterruptedException {
    assertThat(world.look(STEP))
        .isEqualTo("owed there is no such volume: sun-a# " + MAKING + COMMENT);
    assertThat(world.left(STEP)).isEqualTo("reached");
  }

  @Test
  void a_volume_that_the_run_has_made_is_what_it_is_about() throws InterruptedException {
    world.typed("sun-a", MAKING + COMMENT);

    assertThat(world.look(STEP, ACTED)).isEqualTo("reached");
    assertThat(world.left(STEP))
        .isEqualTo("owed it is left of a run that failed: sun-a# " + REMOVING);
  }

  @Test
  void one_that_was_there_before_is_not_the_runs() throws InterruptedException {
    world.typed("sun-a", MAKING + COMMENT);

    assertThat(world.look(STEP))
        .isEqualTo("blocked there is already a volume of that name, which is not this run's");
  }

  @Test
  void one_that_does_not_bear_its_comment_is_left_alone() throws InterruptedException {
    world.typed("sun-a", MAKING + "mine");

    assertThat(world.look(STEP, ACTED))
        .isEqualTo("blocked there is already a volume of that name, which is not this run's");
    assertThat(world.left(STEP)).isEqualTo("reached");
  }

  @Test
  void one_of_another_length_is_of_no_use() throws InterruptedException {
    world.typed("sun-a", "vxassist -g datadg make snap 2048s comment=" + COMMENT);

    assertThat(world.look(STEP, ACTED))
        .isEqualTo("blocked it has 2048 sectors instead of 41943040");
  }

  @Test
  void one_that_is_stopped_is_waited_for() throws InterruptedException {
    world.typed("sun-a", MAKING + COMMENT, "vxvol -g datadg stop snap");

    assertThat(world.look(STEP, ACTED)).isEqualTo("moving it is DISABLED/CLEAN");
  }

  @Test
  void one_that_somebody_uses_is_not_removed() throws InterruptedException {
    world.typed(
        "sun-a",
        MAKING + COMMENT,
        "ldm add-vdsdev /dev/vx/dsk/datadg/snap snap@primary-vds0",
        "ldm add-vdisk snap snap@primary-vds0 ldom2",
        "ldm bind ldom2");

    assertThat(world.left(STEP)).isEqualTo("blocked it is open: somebody uses it");
  }

  @Test
  void nor_is_one_that_is_still_linked() throws InterruptedException {
    world.typed(
        "sun-a",
        MAKING + COMMENT,
        "vxsnap -g datadg prepare snap regionsize=64k",
        "vxsnap -g datadg -b addmir datavol1 mirvol=snap");

    assertThat(world.left(STEP))
        .isEqualTo("blocked it is still tied to the volume that it is a copy of");
  }

  @Test
  void without_the_layout_of_the_group_nothing_is_known() throws InterruptedException {
    world.world().fault(Fault.on("vxprint *", Effect.HANG).times(0));

    assertThat(world.look(STEP))
        .isEqualTo("not learned 'vxprint -g datadg -ht' gave no answer: no answer within 60.0 s");
    assertThat(world.left(STEP))
        .isEqualTo("not learned 'vxprint -g datadg -ht' gave no answer: no answer within 60.0 s");
  }

  @Test
  void without_the_comments_nobody_knows_whose_it_is() throws InterruptedException {
    world
        .typed("sun-a", MAKING + COMMENT)
        .world()
        .fault(Fault.on("vxprint *comment*", Effect.HANG).times(0));

    assertThat(world.look(STEP, ACTED))
        .isEqualTo(
            "not learned 'vxprint -g datadg -v -F %name|%comment'"
                + " gave no answer: no answer within 60.0 s");
    assertThat(world.left(STEP))
        .isEqualTo(
            "not learned 'vxprint -g datadg -v -F %name|%comment'"
                + " gave no answer: no answer within 60.0 s");
  }

  @Test
  void one_in_which_a_cache_keeps_snapshots_is_left_alone() throws InterruptedException {
    world.typed(
        "sun-a",
        MAKING + COMMENT,
        "vxmake -g datadg cache others cachevolname=snap",
        "vxcache -g datadg start others");

    assertThat(world.left(STEP))
        .isEqualTo("blocked it is what cache others keeps its snapshots in");
  }
}
