package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import java.util.Map;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The times that an operator gives are what the guest has to do without its application for. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TimesTest {
  private static double seconds(CliRun run, String kind) {
    return ((List<?>) run.json().get("steps"))
        .stream()
            .map(step -> (Map<?, ?>) step)
            .filter(step -> kind.equals(step.get("kind")))
            .mapToDouble(step -> ((Number) step.get("seconds")).doubleValue())
            .sum();
  }

  @ParameterizedTest
  @EnumSource(names = {"FAIL", "HANG", "SILENT"})
  void a_file_system_that_stays_mounted_costs_no_more_than_the_time_for_unmounting(Effect effect) {
    World world = World.builtIn().fault(Fault.on("umount /data", effect).times(0));

    CliRun run =
        world.cvmsnap("--json", "take", "datavol1", "--ldom", "ldom1", "--umount-timeout", "2m");

    assertThat(run).exitsWith(FAILED).hasNoDebts();
    assertThat(seconds(run, "unmount")).isBetween(90.0, 121.0);
  }

  @Test
  void several_file_systems_share_the_time_for_unmounting() {
    World world =
        World.builtIn()
            .fault(
                Fault.on("umount /logs", Effect.FAIL).times(3),
                Fault.on("umount /data", Effect.FAIL).times(0));

    CliRun run = world.cvmsnap("--json", "take", "datavol1", "datavol2", "--ldom", "ldom1");

    assertThat(run).exitsWith(FAILED).hasNoDebts();
    assertThat(seconds(run, "unmount")).isBetween(50.0, 61.0);
  }
}
