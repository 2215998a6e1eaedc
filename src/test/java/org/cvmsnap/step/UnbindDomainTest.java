package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnbindDomainTest {
  private static final UnbindDomain STEP =
      new UnbindDomain(
          LDOM1,
          SUN_A,
          List.of(VolumeId.of("datadg", "datavol1")),
          Optional.empty(),
          Map.of("data", 2),
          Map.of(
              "boot", "/dev/vx/dsk/datadg/bootvol1",
              "data", "/dev/vx/dsk/datadg/datavol1",
              "logs", "/dev/vx/dsk/datadg/datavol2"),
          Optional.of(Duration.ofMinutes(30)));

  private final StepWorld world = StepWorld.builtIn();

  @Test
  void a_bound_domain_is_unbound() throws InterruptedException {
    world.typed("sun-a", "ldm stop ldom1");

    assertThat(world.look(STEP)).isEqualTo("owed it is bound: sun-a# ldm unbind ldom1");
    assertThat(world.owed(STEP)).isEqualTo("reached");
  }

  @Test
  void one_that_runs_is_left_alone() throws InterruptedException {
    assertThat(world.look(STEP)).isEqualTo("blocked it is active: somebody started it meanwhile");
  }

  @Test
  void an_inactive_one_is_bound_again() throws InterruptedException {
    world.typed("sun-a", "ldm stop ldom1", "ldm unbind ldom1");

    assertThat(world.look(STEP)).isEqualTo("reached");
    assertThat(world.owed(STEP)).isEqualTo("owed it is not bound: sun-a# ldm bind ldom1");
  }

  @Test
  void it_is_not_bound_while_somebody_else_has_its_disks() throws InterruptedException {
    world.typed(
        "sun-a",
        "ldm stop ldom1",
        "ldm unbind ldom1",
        "ldm add-vdsdev -f /dev/vx/dsk/datadg/datavol1 other@primary-vds0",
        "ldm add-vdisk other other@primary-vds0 ldom2",
        "ldm bind ldom2");

    assertThat(world.owed(STEP))
        .isEqualTo(
            "blocked it is not bound, and somebody else has its disks: datadg/datavol1 is open on sun-a");
  }

  private void down() {
    world.typed("sun-a", "ldm stop ldom1", "ldm unbind ldom1");
  }

  private void logsAreOthers() {
    world.typed(
        "sun-a",
        "ldm add-vdsdev /dev/vx/dsk/datadg/datavol3 others@primary-vds0",
        "ldm rm-vdisk logs ldom1",
        "ldm add-vdisk id=3 logs others@primary-vds0 ldom1");
  }

  private String resumed() throws InterruptedException {
    return StepWorld.described(STEP.repayment(world.site(), true), Acts.NONE);
  }

  private static Duration unseen(Optional<Duration> boot) {
    return new UnbindDomain(LDOM1, SUN_A, List.of(), Optional.empty(), Map.of(), Map.of(), boot)
        .repayment(StepWorld.builtIn().site(), false)
        .limits(Acts.NONE)
        .patience();
  }

  @Test
  void until_it_is_bound_the_guest_is_down() {
    assertThat(STEP.debt().orElseThrow().owed()).isEqualTo("ldom1 has to be bound");
  }

  @Test
  void what_ldm_does_not_tell_is_not_known() throws InterruptedException {
    OneSnapshot.mute(world, "ldm list *");

    assertThat(world.look(STEP)).startsWith("not learned 'ldm list");
    assertThat(world.owed(STEP)).startsWith("not learned 'ldm list");
  }

  @Test
  void one_that_was_bound_with_another_disk_is_not_started() throws InterruptedException {
    down();
    logsAreOthers();
    world.typed("sun-a", "ldm bind ldom1");

    assertThat(world.owed(STEP))
        .startsWith("blocked disk logs shows /dev/vx/dsk/datadg/datavol3 and showed");
  }

  @Test
  void nor_with_another_number() throws InterruptedException {
    down();
    world.typed(
        "sun-a",
        "ldm rm-vdisk data ldom1",
        "ldm add-vdisk id=8 data ldom1-data@primary-vds0 ldom1",
        "ldm bind ldom1");

    assertThat(world.owed(STEP)).startsWith("blocked disk data is number 8 and was 2");
  }

  @Test
  void nor_with_one_more_that_somebody_else_has() throws InterruptedException {
    down();
    world.typed(
        "sun-a",
        "ldm add-vdsdev /dev/vx/dsk/datadg/datavol3 others@primary-vds0",
        "ldm add-vdisk more others@primary-vds0 ldom1",
        "ldm bind ldom1");

    assertThat(world.owed(STEP))
        .isEqualTo(
            "blocked it is bound with a disk that it did not have: datadg/datavol3 is open on sun-b;"
                + " take that disk away, on sun-a: ldm unbind ldom1, then ldm rm-vdisk");
  }

  @Test
  void a_process_that_comes_later_looks_at_its_disks_before_it_binds() throws InterruptedException {
    down();
    assertThat(resumed()).isEqualTo("owed it is not bound: sun-a# ldm bind ldom1");
    logsAreOthers();

    assertThat(resumed()).startsWith("blocked disk logs shows");
    assertThat(world.owed(STEP)).isEqualTo("owed it is not bound: sun-a# ldm bind ldom1");
  }

  @Test
  void one_that_somebody_has_started_with_another_disk_is_not_as_it_was()
      throws InterruptedException {
    assertThat(world.owed(STEP)).isEqualTo("reached");
    down();
    logsAreOthers();
    world.typed("sun-a", "ldm bind ldom1", "ldm start ldom1");

    assertThat(world.owed(STEP)).startsWith("blocked disk logs shows");
  }

  @Test
  void that_vxvm_does_not_show_its_volumes_open_then_is_told() throws InterruptedException {
    StepWorld blind =
        new StepWorld(World.changed("megabytes = 20480\n", "megabytes = 20480\nblind = true\n"))
            .typed("sun-a", "ldm stop ldom1");

    assertThat(blind.owed(STEP)).startsWith("reached in another way ");
  }

  @Test
  void and_where_nobody_can_tell_the_guest_does_not_wait() throws InterruptedException {
    world.typed("sun-a", "ldm stop ldom1");
    OneSnapshot.mute(world, "vxprint *");

    assertThat(world.owed(STEP)).isEqualTo("reached");
  }

  @Test
  void what_cannot_be_seen_is_waited_for_as_long_as_it_may_take_to_boot() {
    assertThat(unseen(Optional.of(Duration.ofMinutes(30)))).hasMinutes(30);
    assertThat(unseen(Optional.of(Duration.ofMinutes(5)))).hasMinutes(15);
    assertThat(unseen(Optional.empty())).hasMinutes(15);
  }
}
