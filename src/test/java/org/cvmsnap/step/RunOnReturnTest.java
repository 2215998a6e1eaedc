package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.util.List;
import java.util.Map;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.model.Hook;
import org.cvmsnap.run.Attempt;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RunOnReturnTest {
  private static final RunOnReturn STEP =
      new RunOnReturn(
          LDOM1,
          SUN_A,
          new Hook(
              "note",
              Hook.Place.CONTROL_DOMAIN,
              Map.of(Hook.Moment.AFTER_RETURN, List.of("/opt/note")),
              Hook.USUAL_LIMIT,
              Hook.OnError.ABORT),
          Map.of());

  private final StepWorld world = StepWorld.builtIn();

  @Test
  void its_command_is_due_once_the_guest_is_back_and_runs_once() throws InterruptedException {
    assertThat(world.look(STEP)).isEqualTo("reached");
    assertThat(STEP.takenLater()).isTrue();
    assertThat(world.owed(STEP)).startsWith("owed").endsWith(" /opt/note");
    assertThat(world.owed(STEP, ACTED)).isEqualTo("reached");
    assertThat(
            world.owed(STEP, Acts.NONE.and(StepWorld.COMMAND, Attempt.answered("exit status 1"))))
        .isEqualTo("blocked its command failed");
  }

  @Test
  void the_guest_lacks_nothing_without_it_and_it_keeps_nobody_off() {
    assertThat(STEP.debt().orElseThrow().ofGuest()).isFalse();
    assertThat(STEP.keepsOthersOff()).isFalse();
    assertThat(STEP.dispensable()).isTrue();
  }
}
