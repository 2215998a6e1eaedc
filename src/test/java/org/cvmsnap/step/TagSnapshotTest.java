package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.History;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TagSnapshotTest {
  private static final TagSnapshot STEP = tagged("snap");
  private static final String TAGGING =
      "vxassist -g datadg settag snap cvmsnap.guest=ldom1 cvmsnap.run=run1"
          + " cvmsnap.taken=2026-03-01T02:00:07Z";

  private static final MakeSnapshots MAKING =
      new MakeSnapshots(
          SUN_A,
          new SnapshotStorage.Mirrors(Family.INSTANT),
          List.of(
              new SnapshotPair(VolumeId.of("datadg", "datavol1"), VolumeId.of("datadg", "snap"))));

  /** The journal of a run that made the snapshots at some moment. */
  private static final History HISTORY =
      which ->
          which.test(MAKING)
              ? Optional.of(Instant.parse("2026-03-01T02:00:07.9Z"))
              : Optional.empty();

  private final StepWorld world =
      StepWorld.builtIn().typed("sun-a", "vxassist -g datadg make snap 1g");

  private static TagSnapshot tagged(String snapshot) {
    return new TagSnapshot(
        SUN_A,
        VolumeId.of("datadg", snapshot),
        Map.of("cvmsnap.run", "run1", "cvmsnap.guest", "ldom1"));
  }

  private String look(TagSnapshot step) throws InterruptedException {
    return StepWorld.described(step.goal(world.site(), HISTORY), Acts.NONE);
  }

  @Test
  void it_is_marked_with_the_moment_that_the_journal_tells() throws InterruptedException {
    assertThat(look(STEP)).isEqualTo("owed it has no mark of cvmsnap's: sun-a# " + TAGGING);
  }

  @Test
  void without_a_moment_in_the_journal_it_is_now() throws InterruptedException {
    String now = world.site().time().now().plusSeconds(1).toString().replaceFirst("\\.\\d+Z", "Z");

    assertThat(world.look(STEP))
        .isEqualTo(
            "owed it has no mark of cvmsnap's: sun-a# vxassist -g datadg settag snap"
                + " cvmsnap.guest=ldom1 cvmsnap.run=run1 cvmsnap.taken="
                + now);
  }

  @Test
  void one_with_all_its_marks_is_what_it_is_about() throws InterruptedException {
    world.typed("sun-a", TAGGING, "vxassist -g datadg settag snap cvmsnap.pin=audit");

    assertThat(look(STEP)).isEqualTo("reached");
  }

  @Test
  void one_with_some_of_them_is_marked_again() throws InterruptedException {
    world.typed("sun-a", "vxassist -g datadg settag snap cvmsnap.run=run1");

    assertThat(look(STEP)).isEqualTo("owed it has no mark of cvmsnap's: sun-a# " + TAGGING);
  }

  @Test
  void one_that_is_gone_is_not_marked() throws InterruptedException {
    assertThat(look(tagged("gone"))).isEqualTo("reached in another way it is gone");
  }

  @Test
  void without_the_layout_of_the_group_nothing_is_known() throws InterruptedException {
    world.world().fault(Fault.on("vxprint *", Effect.HANG).times(0));

    assertThat(look(STEP))
        .isEqualTo("not learned 'vxprint -g datadg -ht' gave no answer: no answer within 60.0 s");
  }

  @Test
  void nor_is_it_without_its_tags() throws InterruptedException {
    world.world().fault(Fault.on("vxassist * listtag*", Effect.HANG).times(0));

    assertThat(look(STEP))
        .isEqualTo(
            "not learned 'vxassist -g datadg listtag' gave no answer: no answer within 60.0 s");
  }

  @Test
  void one_that_somebody_has_made_a_volume_of_its_own_is_not_marked() throws InterruptedException {
    TagSnapshot step =
        new TagSnapshot(SUN_A, VolumeId.of("datadg", "snap1"), Map.of("cvmsnap.family", "instant"));
    StepWorld snapped = OneSnapshot.instant();
    assertThat(snapped.look(step)).startsWith("owed it has no mark of cvmsnap's");

    snapped.typed("sun-a", "vxsnap -g datadg dis snap1");

    assertThat(snapped.look(step)).isEqualTo("reached in another way it is no snapshot any more");
  }
}
