package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.History;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RetagSnapshotTest {
  private static final RetagSnapshot STEP =
      step(List.of("cvmsnap.run", "cvmsnap.safety", "cvmsnap.taken"));
  private static final String SETTING =
      "vxassist -g datadg settag snap cvmsnap.run=run2 cvmsnap.taken=2026-03-01T02:00:07Z";

  private static final RefreshSnapshots REFRESHING =
      new RefreshSnapshots(
          new GuestName("ldom1"),
          SUN_A,
          List.of(
              new SnapshotPair(VolumeId.of("datadg", "datavol1"), VolumeId.of("datadg", "snap"))),
          Map.of());

  /** The journal of a run that refreshed the snapshots at some moment. */
  private static final History HISTORY =
      which ->
          which.test(REFRESHING)
              ? Optional.of(Instant.parse("2026-03-01T02:00:07Z"))
              : Optional.empty();

  private final StepWorld world =
      StepWorld.builtIn().typed("sun-a", "vxassist -g datadg make snap 1g");

  private static RetagSnapshot step(List<String> stale) {
    return new RetagSnapshot(
        SUN_A, VolumeId.of("datadg", "snap"), stale, Map.of("cvmsnap.run", "run2"));
  }

  private String look(RetagSnapshot step) throws InterruptedException {
    return StepWorld.described(step.goal(world.site(), HISTORY), Acts.NONE);
  }

  @Test
  void old_marks_that_are_there_are_removed_before_the_new_ones_are_set()
      throws InterruptedException {
    world.typed(
        "sun-a",
        "vxassist -g datadg settag snap cvmsnap.run=run1 cvmsnap.taken=2026-02-01T02:00:00Z"
            + " cvmsnap.pin=audit");
    assertThat(look(STEP))
        .isEqualTo(
            "owed its marks are old:"
                + " sun-a# vxassist -g datadg removetag snap cvmsnap.run cvmsnap.taken");

    world.typed("sun-a", "vxassist -g datadg removetag snap cvmsnap.run cvmsnap.taken");
    assertThat(look(STEP)).isEqualTo("owed it has no mark of cvmsnap's: sun-a# " + SETTING);

    world.typed("sun-a", SETTING);
    assertThat(look(STEP)).isEqualTo("reached");
  }

  @Test
  void one_that_has_no_old_marks_needs_one_command() {
    assertThat(step(List.of()).goal(world.site(), HISTORY).commands())
        .extracting(Invocation::typed)
        .containsExactly(SETTING);
    assertThat(STEP.goal(world.site(), HISTORY).commands())
        .extracting(Invocation::typed)
        .containsExactly(
            "vxassist -g datadg removetag snap cvmsnap.run cvmsnap.safety cvmsnap.taken", SETTING);
  }

  @Test
  void without_its_tags_nothing_is_known() throws InterruptedException {
    world.world().fault(Fault.on("vxassist * listtag*", Effect.HANG).times(0));

    assertThat(look(STEP))
        .isEqualTo(
            "not learned 'vxassist -g datadg listtag' gave no answer: no answer within 60.0 s");
  }
}
