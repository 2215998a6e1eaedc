package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.OS;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.cluster.OwnerGroup;
import org.cvmsnap.engine.History;
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Debt;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StopDomainTest {
  private static final StopDomain STEP = step(false, Optional.empty());
  private static final StopDomain FORCED = step(true, Optional.empty());

  private final StepWorld world = StepWorld.builtIn();

  private static StopDomain step(boolean force, Optional<OwnerGroup> owner) {
    return new StopDomain(
        LDOM1,
        SUN_A,
        OS,
        force,
        Timeouts.USUAL,
        List.of(VolumeId.of("datadg", "datavol1")),
        owner,
        Map.of(),
        Optional.empty(),
        List.of());
  }

  private int attempts(StopDomain step) {
    return step.goal(world.site(), History.NONE).limits(ACTED).attempts();
  }

  @Test
  void a_domain_that_runs_is_asked_to_stop() throws InterruptedException {
    assertThat(world.look(STEP)).isEqualTo("owed it is active: sun-a# ldm stop ldom1");
    assertThat(world.look(FORCED)).isEqualTo("owed it is active: sun-a# ldm stop ldom1");
    assertThat(world.owed(STEP)).isEqualTo("reached");
  }

  @Test
  void one_that_did_not_obey_is_forced_where_that_is_allowed() throws InterruptedException {
    assertThat(world.look(FORCED, ACTED)).isEqualTo("owed it is active: sun-a# ldm stop -f ldom1");
    assertThat(attempts(FORCED)).isEqualTo(2);
    assertThat(world.look(STEP, ACTED)).isEqualTo("owed it is active: sun-a# ldm stop ldom1");
    assertThat(attempts(STEP)).isEqualTo(1);
  }

  @Test
  void one_that_is_shutting_down_is_waited_for() throws InterruptedException {
    world
        .world()
        .change(
            cluster -> {
              cluster.typedLater(Duration.ofSeconds(1), "sun-a", "ldm", "stop", "ldom1");
              cluster.advance(Duration.ofSeconds(10));
            });

    assertThat(world.look(STEP)).isEqualTo("moving it is on its way down");
    assertThat(world.owed(STEP)).isEqualTo("moving it changes its state");
  }

  @Test
  void a_bound_one_is_started() throws InterruptedException {
    world.typed("sun-a", "ldm stop ldom1");

    assertThat(world.look(STEP)).isEqualTo("reached");
    assertThat(world.owed(STEP)).isEqualTo("owed it is not running: sun-a# ldm start ldom1");
  }

  @Test
  void an_inactive_one_is_bound_first() throws InterruptedException {
    world.typed("sun-a", "ldm stop ldom1", "ldm unbind ldom1");

    assertThat(world.look(STEP)).isEqualTo("reached");
    assertThat(world.owed(STEP)).isEqualTo("owed it is not bound: sun-a# ldm bind ldom1");
  }

  @Test
  void one_that_boots_is_waited_for_until_its_services_have_started() throws InterruptedException {
    world.typed("sun-a", "ldm stop ldom1", "ldm start ldom1");
    assertThat(world.owed(STEP)).isEqualTo("moving it boots");

    world.passes(Duration.ofSeconds(84));
    assertThat(world.owed(STEP)).isEqualTo("moving its operating system starts its services");

    world.passes(Duration.ofSeconds(30));
    assertThat(world.owed(STEP)).isEqualTo("reached");
  }

  @Test
  void one_that_does_not_answer_yet_is_waited_for() throws InterruptedException {
    world.world().fault(Fault.on("*", Effect.HANG).host("ldom1").times(0));

    assertThat(world.owed(STEP))
        .isEqualTo(
            "moving its operating system is not to be reached yet: 'svcs -H -o state"
                + " svc:/milestone/multi-user:default' could not be run: 'virtinfo -a -p' gave no"
                + " answer: no answer within 3.0 s");
  }

  @Test
  void without_an_answer_of_ldm_nothing_is_known() throws InterruptedException {
    world.world().fault(Fault.on("ldm list *", Effect.HANG).times(0));

    assertThat(world.look(STEP))
        .isEqualTo("not learned 'ldm list -p ldom1' gave no answer: no answer within 120.0 s");
    assertThat(world.owed(STEP))
        .isEqualTo("not learned 'ldm list -p ldom1' gave no answer: no answer within 120.0 s");
  }

  @Test
  void what_is_owed_is_the_start_and_it_holds_what_is_owed_to_a_guest_that_runs_on() {
    assertThat(STEP.debt()).hasValue(Debt.down("stopped", LDOM1, "ldom1 has to be started"));
    assertThat(STEP.takesOver(new RunOn(STEP, List.of()))).isTrue();
    assertThat(STEP.takesOver(STEP)).isFalse();
    assertThat(STEP.system()).hasValue(OS);
    assertThat(STEP.remedy())
        .hasValueSatisfying(remedy -> assertThat(remedy).contains("ldm list -l ldom1"));
  }
}
