package org.cvmsnap.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.World;
import org.cvmsnap.workflow.Status;
import org.cvmsnap.workflow.UnfinishedRun;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a signal is true in the phase in which it comes. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignalTextTest {
  private final World world = World.builtIn();

  private List<UnfinishedRun> at(String glob) {
    world.fault(Fault.on(glob, Effect.CRASH_AFTER));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed();
    return Status.of(world.session()).unfinished();
  }

  @ParameterizedTest
  @CsvSource({
    "vxsnap * addmir *, 'ldom1 was not touched; it ends in order, and the mirror goes on filling'",
    "vxassist * make *, ldom1 was not touched; it ends in order",
    "ldm unbind *, going home in order; this may take as long as a boot",
    "vxassist * settag *, ldom1 is back; what is left to be done ends in order"
  })
  void the_first_says_what_it_comes_to(String glob, String text) {
    assertThat(SignalText.first("SIGINT", at(glob))).isEqualTo("SIGINT: " + text);
  }

  @Test
  void a_further_one_says_how_far_the_way_home_is_and_advises_nothing() {
    assertThat(SignalText.again("SIGINT", at("ldm bind *")))
        .startsWith("SIGINT: still going home, leave it alone: step ")
        .contains("ldom1 has to be started")
        .doesNotContain("recover");
  }

  @Test
  void before_any_run_was_begun_nothing_is_touched() {
    assertThat(SignalText.first("SIGTERM", List.of())).contains("no guest is touched");
  }
}
