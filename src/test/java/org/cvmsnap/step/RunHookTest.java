package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.OS;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.model.Hook;
import org.cvmsnap.model.Hook.Moment;
import org.cvmsnap.run.Attempt;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RunHookTest {
  private static final RunHook STEP =
      new RunHook(
          SUN_A,
          hook(Hook.Place.CONTROL_DOMAIN, Hook.OnError.ABORT),
          Moment.AFTER_UNMOUNT,
          Map.of("LDOM", "ldom1"));

  private final StepWorld world = StepWorld.builtIn();

  private static Hook hook(Hook.Place place, Hook.OnError onError) {
    return new Hook(
        "note",
        place,
        Map.of(Moment.AFTER_UNMOUNT, List.of("/opt/note", "a b")),
        Duration.ofMinutes(2),
        onError);
  }

  @Test
  void its_command_runs_once_with_what_it_is_told_before_it() throws InterruptedException {
    assertThat(world.look(STEP))
        .isEqualTo(
            "owed its command has not run: sun-a# /usr/bin/env CVMSNAP_HOOK=note CVMSNAP_LDOM=ldom1"
                + " CVMSNAP_MOMENT=after-unmount /opt/note 'a b'");
    assertThat(world.look(STEP, ACTED)).isEqualTo("reached");
    assertThat(STEP.goal(world.site(), org.cvmsnap.engine.History.NONE).limits(ACTED).attempts())
        .isEqualTo(1);
    assertThat(STEP.debt()).isEmpty();
  }

  @Test
  void one_that_failed_or_did_not_answer_is_not_run_again() throws InterruptedException {
    assertThat(
            world.look(STEP, Acts.NONE.and(StepWorld.COMMAND, Attempt.answered("exit status 1"))))
        .isEqualTo("blocked its command failed");
    assertThat(world.look(STEP, Acts.NONE.and(StepWorld.COMMAND, Attempt.unanswered("no answer"))))
        .isEqualTo("blocked its command may still run on sun-a");
  }

  @Test
  void it_works_where_its_hook_says_and_is_dispensable_where_that_says_so() {
    assertThat(STEP.controlDomain()).contains(SUN_A);
    assertThat(STEP.system()).isEmpty();
    assertThat(STEP.dispensable()).isFalse();

    RunHook inGuest =
        new RunHook(
            OS, hook(Hook.Place.GUEST, Hook.OnError.CONTINUE), Moment.AFTER_UNMOUNT, Map.of());

    assertThat(inGuest.controlDomain()).isEmpty();
    assertThat(inGuest.system()).contains(OS);
    assertThat(inGuest.dispensable()).isTrue();
  }
}
