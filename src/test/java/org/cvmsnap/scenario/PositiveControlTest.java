package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** That a volume is seen closed proves something only where it was seen open before. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PositiveControlTest {
  private static final String VOLUME = "name = \"datavol1\"\nmegabytes = 20480";

  /** Of datavol1 VxVM never shows that it is open. */
  private static World blind() {
    return World.changed(VOLUME, VOLUME + "\nblind = true");
  }

  private static CliRun take(World world) {
    return world.cvmsnap("take", "datavol1", "--ldom", "ldom1");
  }

  @Test
  void a_volume_that_is_not_seen_open_is_not_taken() {
    World world = blind();

    assertThat(take(world))
        .exitsWith(REFUSED)
        .says(
            "VxVM on sun-a does not show datadg/datavol1 open, and ldom1 has it: so nothing could"
                + " prove it closed.",
            "next: See, on sun-a: vxprint -g datadg -v -F '%name %devopen'; ldm list -o disk ldom1.");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void of_a_guest_that_is_inactive_nothing_can_be_seen_open() {
    World world =
        World.builtIn()
            .typed("ldom1", "umount /data")
            .typed("sun-a", "ldm stop ldom1")
            .typed("sun-a", "ldm unbind ldom1");

    assertThat(take(world)).exitsWith(DONE).hasNoDebts();
  }

  @Test
  void the_control_is_a_step_of_the_plan_and_of_the_journal() {
    CliRun run = World.builtIn().cvmsnap("take", "datavol1", "--ldom", "ldom1", "--json");

    assertThat(run).exitsWith(DONE).prints("\"prove-open\"");
  }

  @Test
  void one_that_has_gone_by_the_time_of_the_outage_ends_the_run_before_it() {
    World world = World.builtIn();
    String attributes = "vxprint -g datadg -v -F %name|%instant*";
    world.fault(Fault.on(attributes, Effect.GARBAGE).nth(2).times(20).host("sun-a"));

    CliRun run = take(world);

    assertAllFired(world);
    assertThat(run).exitsWith(FAILED).hasNoDebts();
    assertThat(world.mutations()).noneMatch(typed -> typed.startsWith("ldom1# "));
  }
}
