package org.cvmsnap.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.ToyStep.Trait;
import org.cvmsnap.model.Machine;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Subject;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What looks, limits and reports say of themselves. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LookTest {
  private static final Invocation STOP = command("stop");
  private static final Invocation UNBIND = command("unbind");
  private static final Invocation FORCE = command("stop", "-f");

  private static Invocation command(String... words) {
    return new Invocation(Machine.controlDomain("sun-a"), List.of(words));
  }

  @Test
  void what_is_left_to_be_done_is_the_rest_of_the_usual_commands() {
    List<Invocation> usual = List.of(STOP, UNBIND);

    assertThat(((Look.Owed) Look.owed("it runs", STOP)).rest(usual)).containsExactly(STOP, UNBIND);
    assertThat(((Look.Owed) Look.owed("it is bound", UNBIND)).rest(usual)).containsExactly(UNBIND);
  }

  @Test
  void after_another_command_it_is_what_that_says() {
    Look.Owed look = (Look.Owed) Look.owed("it does not stop", FORCE, List.of(UNBIND));

    assertThat(look.rest(List.of(STOP, UNBIND))).containsExactly(FORCE, UNBIND);
  }

  @Test
  void a_look_keeps_what_it_was_given() {
    assertThat((Look.Owed) Look.owed("it runs", STOP, Duration.ofMinutes(2)))
        .extracting(Look.Owed::limit)
        .isEqualTo(Optional.of(Duration.ofMinutes(2)));
    assertThat((Look.Owed) Look.owed("it runs", STOP, List.of(UNBIND), List.of(FORCE)))
        .extracting(Look.Owed::byHand)
        .isEqualTo(List.of(FORCE));
    assertThat((Look.Reached) Look.differs("read-only")).matches(Look.Reached::differs);
    assertThat((Look.Blocked) Look.blocked("busy", "end it"))
        .extracting(Look.Blocked::remedy)
        .isEqualTo(Optional.of("end it"));
  }

  @Test
  void limits_are_cut_by_what_is_shorter() {
    Limits ten = Limits.within(Duration.ofMinutes(10));

    assertThat(ten.notLongerThan(Duration.ofMinutes(20)).total()).contains(Duration.ofMinutes(10));
    assertThat(ten.notLongerThan(Duration.ofMinutes(5)).total()).contains(Duration.ofMinutes(5));
    assertThat(Limits.watching(Duration.ofMinutes(1)).notLongerThan(Duration.ofMinutes(5)).total())
        .contains(Duration.ofMinutes(5));
    assertThat(Limits.watching(Duration.ZERO).attempts(7).attempts()).isEqualTo(7);
  }

  @Test
  void a_goal_for_a_while_is_done_by_the_same_commands() {
    ToyGuest guest = new ToyGuest();
    Goal goal = guest.of(ToyStep.plain("make", Phase.OUTAGE, Trait.MAKES), History.NONE);
    Due due = new Due(goal, Duration.ofMinutes(1));

    assertThat(due.commands()).isEqualTo(goal.commands()).hasSize(1);
    assertThat(due.byHand()).isEqualTo(goal.byHand()).isEqualTo(goal.commands());
    assertThat(due.limits(Acts.NONE).total()).contains(Duration.ofMinutes(1));
  }

  @Test
  void a_report_of_what_may_still_come_is_not_final() {
    assertThat(report(Outcome.FAILED).unlessReached(Outcome.UNKNOWN).outcome())
        .isEqualTo(Outcome.UNKNOWN);
    assertThat(report(Outcome.CHANGED).unlessReached(Outcome.UNKNOWN))
        .isEqualTo(report(Outcome.CHANGED));
  }

  private static StepReport report(Outcome outcome) {
    return new StepReport(
        Optional.empty(),
        new Subject("make", "snap", "toy"),
        Phase.OUTAGE,
        outcome,
        Duration.ZERO,
        "",
        false,
        Optional.empty());
  }

  @Test
  void only_the_first_signal_is_asked_for() {
    Interrupts interrupts = new Interrupts();

    assertThat(interrupts.request("SIGINT")).isTrue();
    assertThat(interrupts.request("SIGTERM")).isFalse();
    assertThat(interrupts.requested()).contains("SIGINT");
  }
}
