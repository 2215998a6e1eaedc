package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.OS;

import java.util.List;
import java.util.Map;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.model.Hook;
import org.cvmsnap.model.Hook.Moment;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Debt;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QuiesceTest {
  private static final Quiesce STEP =
      new Quiesce(
          LDOM1,
          OS,
          hook(
              Map.of(
                  Moment.BEFORE_OUTAGE, List.of("/opt/db", "stop"),
                  Moment.AFTER_RETURN, List.of("/opt/db", "start"))),
          Map.of());

  private final StepWorld world = StepWorld.builtIn();

  private static Hook hook(Map<Moment, List<String>> commands) {
    return new Hook("db", Hook.Place.GUEST, commands, Hook.USUAL_LIMIT, Hook.OnError.ABORT);
  }

  @Test
  void what_its_first_command_stops_is_owed_until_the_second_one_has_ended_well()
      throws InterruptedException {
    assertThat(world.look(STEP)).startsWith("owed").endsWith(" /opt/db stop");
    assertThat(world.look(STEP, ACTED)).isEqualTo("reached");
    assertThat(world.owed(STEP)).startsWith("owed").endsWith(" /opt/db start");
    assertThat(
            world.owed(STEP, Acts.NONE.and(StepWorld.COMMAND, Attempt.answered("exit status 1"))))
        .startsWith("owed its command failed: ");
    assertThat(world.owed(STEP, Acts.NONE.and(StepWorld.COMMAND, Attempt.unanswered("no answer"))))
        .startsWith("owed its command may still run in ldom1: ");
    assertThat(world.owed(STEP, ACTED)).isEqualTo("reached");
  }

  @Test
  void the_guest_lacks_it_and_nothing_else_waits_for_it() {
    Debt debt = STEP.debt().orElseThrow();

    assertThat(debt.kind()).isEqualTo("quiesced");
    assertThat(debt.outage()).isTrue();
    assertThat(debt.down()).isFalse();
    assertThat(STEP.bearsOthers()).isFalse();
    assertThat(STEP.observable()).isFalse();
  }

  @Test
  void what_nothing_starts_is_not_stopped() {
    Hook half = hook(Map.of(Moment.BEFORE_OUTAGE, List.of("/opt/db", "stop")));

    assertThatThrownBy(() -> new Quiesce(LDOM1, OS, half, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
