package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.OS;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.cluster.Mounts;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Debt;
import org.cvmsnap.sim.Fault;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RunOnTest {
  private static final RunOn STEP =
      new RunOn(
          new StopDomain(
              LDOM1,
              SUN_A,
              OS,
              false,
              Timeouts.USUAL,
              List.of(VolumeId.of("datadg", "datavol1")),
              Optional.empty(),
              Map.of("data", 2),
              Optional.empty(),
              List.of()),
          List.of());

  private final StepWorld world = StepWorld.builtIn();

  private String recovered() throws InterruptedException {
    return StepWorld.described(STEP.repayment(world.site(), true), Acts.NONE);
  }

  @Test
  void a_guest_that_runs_on_owes_nothing() throws InterruptedException {
    assertThat(STEP.takenLater()).isTrue();
    assertThat(STEP.debt()).hasValue(Debt.lacking("running", LDOM1, "ldom1 has to be running"));
    assertThat(world.look(STEP)).isEqualTo("reached");
    assertThat(world.owed(STEP)).isEqualTo("reached");
    assertThat(recovered()).isEqualTo("reached");
  }

  @Test
  void what_somebody_else_has_stopped_is_told_by_the_run_and_started_by_its_recovery()
      throws InterruptedException {
    world.typed("sun-a", "ldm stop ldom1");
    assertThat(world.owed(STEP))
        .isEqualTo("blocked ldom1 is not running: somebody has stopped it, and it was active");
    assertThat(recovered())
        .isEqualTo(
            "owed ldom1 is not running: somebody has stopped it, and it was active: sun-a# ldm"
                + " start ldom1");

    world.typed("sun-a", "ldm unbind ldom1");
    assertThat(world.owed(STEP)).startsWith("blocked ldom1 is not running");
    assertThat(recovered()).endsWith("it was active: sun-a# ldm bind ldom1");
  }

  @Test
  void where_ldm_does_not_tell_the_guest_itself_shows_that_it_runs() throws InterruptedException {
    world.world().fault(Fault.on("ldm list *", Fault.Effect.FAIL));

    assertThat(world.owed(STEP)).isEqualTo("reached");
    assertThat(recovered()).isEqualTo("reached");
  }

  @Test
  void one_that_boots_again_is_waited_for() throws InterruptedException {
    world.typed("sun-a", "ldm stop ldom1", "ldm start ldom1");

    assertThat(world.owed(STEP)).isEqualTo("moving it boots");
    assertThat(recovered()).isEqualTo("moving it boots");
  }

  @Test
  void one_that_had_to_be_started_again_gets_what_its_boot_does_not_mount() throws Exception {
    Mount data =
        world.site().os(OS).mounts().stream()
            .filter(each -> each.mountPoint().equals("/data"))
            .findFirst()
            .orElseThrow();
    RunOn step =
        new RunOn(
            STEP.stopped(),
            List.of(
                new Unmount(
                    LDOM1, OS, data, Mounts.AtBoot.NOT, Optional.of(""), true, Timeouts.USUAL)));
    world.typed("sun-a", "ldm stop ldom1", "ldm start ldom1");
    world.world().change(cluster -> cluster.advance(Duration.ofMinutes(10)));
    Acts started = Acts.NONE.and(StepWorld.COMMAND, Attempt.answered(""));
    Goal owed = step.repayment(world.site(), true);

    assertThat(StepWorld.described(owed, Acts.NONE)).isEqualTo("reached");
    assertThat(StepWorld.described(owed, started))
        .isEqualTo("owed it is not mounted: ldom1# mount -F vxfs /dev/dsk/c0d2s0 /data");

    world.typed("ldom1", "mount /data");
    assertThat(StepWorld.described(owed, started)).isEqualTo("reached");
  }

  @Test
  void what_its_boot_could_not_mount_is_left_to_those_who_owe_that() throws InterruptedException {
    world
        .typed("ldom1", "umount /logs")
        .typed("sun-a", "ldm rm-vdisk logs ldom1", "ldm stop ldom1", "ldm start ldom1");
    world.world().change(cluster -> cluster.advance(Duration.ofMinutes(10)));

    assertThat(recovered()).isEqualTo("reached");
  }
}
