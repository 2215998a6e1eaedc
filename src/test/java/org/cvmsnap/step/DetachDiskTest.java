package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.OS;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Step;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DetachDiskTest {
  private static final String DETACH = "ldm rm-vdisk data ldom1";
  private static final String ATTACH =
      "ldm add-vdisk timeout=30 id=2 data ldom1-data@primary-vds0 ldom1";
  private static final DetachDisk STEP =
      new DetachDisk(
          LDOM1,
          SUN_A,
          OS,
          new VirtualDisk(
              LDOM1,
              "data",
              "ldom1-data",
              "primary-vds0",
              Optional.of(new GuestName("primary")),
              OptionalInt.of(2),
              OptionalInt.of(30),
              Optional.empty()),
          VolumeId.of("datadg", "datavol1"),
          Timeouts.USUAL);

  private final StepWorld world =
      new StepWorld(
          World.changed(
              "volume = \"ldom1-data@primary-vds0\"\nid = 2",
              "volume = \"ldom1-data@primary-vds0\"\nid = 2\ntimeout = \"30\""));

  private void detached() {
    world.typed("ldom1", "umount /data").typed("sun-a", DETACH);
  }

  @Test
  void a_disk_of_a_guest_that_runs_is_taken_from_it() throws InterruptedException {
    assertThat(world.look(STEP)).isEqualTo("owed the guest has it: sun-a# " + DETACH);

    detached();
    assertThat(world.look(STEP)).isEqualTo("reached");
    assertThat(world.world().truth().volume("datadg", "datavol1").orElseThrow().openBy()).isEmpty();
  }

  @Test
  void a_disk_of_a_guest_that_was_stopped_or_changed_since_is_left_alone()
      throws InterruptedException {
    world.typed("ldom1", "umount /data").typed("sun-a", "ldm stop ldom1");
    assertThat(world.look(STEP)).isEqualTo("blocked the guest does not run any more");

    world.typed("sun-a", DETACH, "ldm add-vdisk id=7 data ldom1-data@primary-vds0 ldom1");
    assertThat(world.look(STEP))
        .isEqualTo(
            "blocked it is another disk by now: ldom1-data@primary-vds0 id=7, and it was"
                + " ldom1-data@primary-vds0 id=2 timeout=30; give it back as it was, on sun-a: ldm stop ldom1, ldm unbind ldom1,"
                + " ldm rm-vdisk data ldom1, ldm add-vdisk timeout=30 id=2 data"
                + " ldom1-data@primary-vds0 ldom1, ldm bind ldom1, ldm start ldom1; then cvmsnap recover");
  }

  @Test
  void what_is_owed_is_the_disk_with_its_number_and_its_time_limit() throws InterruptedException {
    assertThat(STEP.debt())
        .hasValue(
            Debt.lacking("detached", LDOM1, "disk data (c0d2) has to be given back to ldom1"));
    assertThat(world.owed(STEP)).isEqualTo("reached");

    detached();
    assertThat(world.owed(STEP)).isEqualTo("owed the guest does not have it: sun-a# " + ATTACH);

    world.typed("sun-a", ATTACH);
    assertThat(world.owed(STEP)).isEqualTo("reached");
  }

  @Test
  void it_is_given_back_in_whatever_state_the_guest_is_by_now() throws InterruptedException {
    detached();
    world.typed("sun-a", "ldm stop ldom1");
    assertThat(world.owed(STEP)).startsWith("owed the guest does not have it");

    world.typed("sun-a", "ldm unbind ldom1");
    assertThat(world.owed(STEP)).startsWith("owed the guest does not have it");
    world.typed("sun-a", ATTACH);
    assertThat(world.owed(STEP)).isEqualTo("reached");
  }

  @Test
  void one_that_boots_is_waited_for() throws InterruptedException {
    detached();
    world.typed("sun-a", "ldm stop ldom1", "ldm start ldom1");

    assertThat(world.owed(STEP))
        .isEqualTo("moving the guest boots, and cannot be given a disk meanwhile");
  }

  @Test
  void it_is_not_given_back_while_anybody_else_has_the_volume_or_the_number()
      throws InterruptedException {
    detached();
    world.typed(
        "sun-b",
        "ldm add-vdsdev /dev/vx/dsk/datadg/datavol1 theirs@primary-vds0",
        "ldm add-vdisk theirs theirs@primary-vds0 ldom3");
    assertThat(world.owed(STEP))
        .isEqualTo("blocked the guest does not have it, and datadg/datavol1 is open on sun-b");

    world.typed("sun-a", "ldm add-vdisk id=2 other ldom1-logs@primary-vds0 ldom1");
    assertThat(world.owed(STEP))
        .isEqualTo("blocked the guest does not have it, and its disk other has that number");

    world.typed(
        "sun-a", "ldm rm-vdisk other ldom1", "ldm add-vdisk mine ldom1-data@primary-vds0 ldom2");
    assertThat(world.owed(STEP))
        .isEqualTo("blocked the guest does not have it, and ldom2 has it as disk mine");
  }

  @Test
  void another_disk_in_its_place_is_not_taken_for_it() throws InterruptedException {
    detached();
    world.typed("sun-a", "ldm add-vdisk data ldom1-data@primary-vds0 ldom1");

    assertThat(world.owed(STEP))
        .startsWith("blocked it is another disk by now: ldom1-data@primary-vds0 id=")
        .contains(", and it was ldom1-data@primary-vds0 id=2 timeout=30; give it back as it was");

    world.typed(
        "sun-a", "ldm rm-vdisk data ldom1", "ldm add-vdisk data ldom1-logs@primary-vds0 ldom1");
    assertThat(world.owed(STEP)).endsWith(", and it was ldom1-data@primary-vds0 id=2 timeout=30");
  }

  @Test
  void it_speaks_to_the_guest_and_is_begun_together_with_its_like() {
    Step other = new ProveClosed(SUN_A, List.of(), Optional.empty());

    assertThat(STEP.system()).hasValue(OS);
    assertThat(STEP.togetherWith(STEP)).isTrue();
    assertThat(STEP.togetherWith(other)).isFalse();
    assertThat(STEP.remedy())
        .hasValueSatisfying(remedy -> assertThat(remedy).contains("in ldom1. --mode stop"));
  }

  @Test
  void a_guest_that_is_refused_its_disk_has_to_be_unbound_for_it() throws InterruptedException {
    Acts refused = Acts.NONE.and(StepWorld.COMMAND, Attempt.answered("no end point (LDC) is free"));
    detached();
    assertThat(world.owed(STEP, refused))
        .startsWith(
            "owed the guest does not have it, and is refused it while it runs. When it is stopped"
                + " and unbound (ldm stop ldom1; ldm unbind ldom1), cvmsnap recover");
    assertThat(byHand(refused))
        .containsExactly(
            "ldm stop ldom1", "ldm unbind ldom1", ATTACH, "ldm bind ldom1", "ldm start ldom1");
    assertThat(world.owed(STEP, ACTED)).isEqualTo(world.owed(STEP));

    world.typed("sun-a", "ldm stop ldom1");
    assertThat(world.owed(STEP, refused))
        .startsWith(
            "owed the guest does not have it, and is refused it while it is bound. When it is"
                + " unbound (ldm unbind ldom1), cvmsnap recover");
    assertThat(byHand(refused))
        .containsExactly("ldm unbind ldom1", ATTACH, "ldm bind ldom1", "ldm start ldom1");

    world.typed("sun-a", "ldm unbind ldom1");
    assertThat(world.owed(STEP, refused))
        .isEqualTo("owed the guest does not have it: sun-a# " + ATTACH);
  }

  private List<String> byHand(Acts acts) throws InterruptedException {
    try {
      Look.Owed owed = (Look.Owed) STEP.repayment(world.site(), false).look(acts);
      return owed.byHand().stream().map(Invocation::typed).toList();
    } catch (NotLearnedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_guest_that_cannot_be_asked_is_believed_to_see_it() throws InterruptedException {
    world.world().fault(Fault.on("ls -l /dev/rdsk", Effect.FAIL).times(0));

    assertThat(world.owed(STEP)).isEqualTo("reached");
  }
}
