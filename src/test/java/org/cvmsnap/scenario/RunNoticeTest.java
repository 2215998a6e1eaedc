package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.plan.take.BreakOff;
import org.cvmsnap.plan.take.TakeRequest;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.NoProcesses;
import org.cvmsnap.testing.SilentListener;
import org.cvmsnap.testing.World;
import org.cvmsnap.workflow.Recovery;
import org.cvmsnap.workflow.Session;
import org.cvmsnap.workflow.Take;
import org.cvmsnap.workflow.TakeReport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The log of the system is told of every run that is over, in one line. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RunNoticeTest {
  private final World world = World.builtIn();
  private final List<String> notes = new ArrayList<>();
  private boolean broken;

  private final Session session =
      world.session(
          new NoProcesses() {
            @Override
            public void note(boolean alarm, String line) {
              if (broken) {
                throw new IllegalStateException("a bug");
              }
              notes.add((alarm ? "crit: " : "notice: ") + line);
            }
          });

  private TakeReport take() throws InterruptedException {
    TakeRequest request =
        new TakeRequest(
            OutageOptions.usual(new GuestName("ldom1"), Optional.empty()),
            List.of(SnapshotRef.of("datavol1")),
            Optional.empty(),
            new BreakOff());
    return new Take(session, new SilentListener(), Optional.empty())
        .run(request, Take.Afterwards.NOTHING);
  }

  @Test
  void a_run_that_succeeded_is_a_notice() throws InterruptedException {
    TakeReport report = take();

    assertThat(notes)
        .containsExactly(
            "notice: take of ldom1: succeeded (exit 0); ldom1 was away for 2 min 11 s; run "
                + report.run());
  }

  @Test
  void a_guest_that_is_left_down_is_an_alarm_and_its_recovery_a_notice()
      throws InterruptedException {
    world.fault(Fault.on("ldm bind *", Effect.FAIL).times(0));
    take();

    assertThat(notes).hasSize(1);
    assertThat(notes.get(0))
        .startsWith("crit: SERVICE DOWN: ldom1 has to be bound, ldom1 has to be started")
        .contains("type cvmsnap recover; take of ldom1: failed (exit 105); run ")
        .doesNotContain("\n");

    world.noFaults();
    new Recovery(session, new SilentListener()).run(Optional.empty(), Optional.empty());

    assertThat(notes).hasSize(2);
    assertThat(notes.get(1)).startsWith("notice: take of ldom1: succeeded (exit 0)");
  }

  @Test
  void whatever_becomes_of_the_note_the_run_is_as_it_was() throws InterruptedException {
    broken = true;

    assertThat(take().result().status()).isZero();
    assertThat(notes).isEmpty();
  }
}
