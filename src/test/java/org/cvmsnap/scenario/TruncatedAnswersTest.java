package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command has ended with 0, and half of what it printed is missing. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TruncatedAnswersTest {
  @ParameterizedTest
  @ValueSource(strings = {"stop", "detach"})
  void whichever_answer_it_is_the_guest_comes_back_and_what_is_called_done_is_clean(String mode) {
    World prepared = World.vcs();
    SimTruth.Guest before = prepared.guest("ldom1");
    int struck = 0;
    while (struck(prepared.copy(), struck + 1, mode, before)) {
      struck++;
    }
    assertThat(struck).isGreaterThan(40);
  }

  private static boolean struck(World world, int nth, String mode, SimTruth.Guest before) {
    world.fault(Fault.on("*", Effect.TRUNCATED).nth(nth));

    CliRun run = world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--mode", mode);

    boolean fired = world.faults().get(0).fired() > 0;
    if (run.exit() >= 100) {
      assertThat(world.noFaults().cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    }
    assertThat(world.guest("ldom1")).isAs(before);
    if (run.exit() == 0) {
      assertThat(world.snapshots())
          .as(nth + ": " + run)
          .isNotEmpty()
          .allMatch(each -> each.content().equals("clean"));
    }
    return fired;
  }
}
