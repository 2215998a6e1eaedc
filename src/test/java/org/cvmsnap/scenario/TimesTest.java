package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The times that an operator gives are what the guest has to do without its application for. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TimesTest {
  private static double seconds(CliRun run, String kind) {
    return ((List<?>) Objects.requireNonNull(run.json().get("steps")))
        .stream()
            .map(step -> (Map<?, ?>) step)
            .filter(step -> kind.equals(step.get("kind")))
            .map(step -> (Number) Objects.requireNonNull(step.get("seconds")))
            .mapToDouble(Number::doubleValue)
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

  /**
   * The built-in world, in which looks give no answer {@code times} times from the first on that
   * comes after {@code command}.
   */
  private static World unseen(String look, String command, int times) {
    World rehearsal = World.builtIn();
    take(rehearsal, "20m");
    long before =
        rehearsal.log().stream()
            .map(entry -> String.join(" ", entry.argv()))
            .takeWhile(typed -> !typed.equals(command))
            .filter(typed -> typed.equals(look))
            .count();
    return World.builtIn()
        .fault(Fault.on(look, Effect.HANG).nth(Math.toIntExact(before + 1)).times(times));
  }

  private static CliRun take(World world, String boot) {
    return world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--boot-timeout", boot);
  }

  @ParameterizedTest
  @CsvSource({
    "ldm list -p ldom1, ldm unbind ldom1, 6, FAILED",
    "ldm list -p ldom1, ldm bind ldom1, 6, DONE",
    "ldm list -p ldom1, ldm start ldom1, 6, DONE",
    "cat /etc/mnttab, ldm start ldom1, 20, DONE",
  })
  void what_cannot_be_seen_on_the_way_home_is_waited_for(
      String look, String after, int times, ExitCode exit) {
    World world = unseen(look, after, times);

    assertThat(take(world, "20m")).exitsWith(exit).hasNoDebts();
    assertAllFired(world);
    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
  }

  @Test
  void what_is_never_seen_again_is_owed_once_the_time_to_boot_is_over() {
    World world = unseen("cat /etc/mnttab", "ldm start ldom1", 0);

    assertThat(take(world, "5m")).exitsWith(FAILED.withServiceDown()).hasDebts();
  }

  @Test
  void several_file_systems_share_the_time_for_unmounting() {
    World world =
        World.builtIn()
            .fault(
                Fault.on("umount -a *", Effect.FAIL),
                Fault.on("umount /logs", Effect.FAIL).times(3),
                Fault.on("umount /data", Effect.FAIL).times(0));

    CliRun run = world.cvmsnap("--json", "take", "datavol1", "datavol2", "--ldom", "ldom1");

    assertThat(run).exitsWith(FAILED).hasNoDebts();
    assertThat(seconds(run, "unmount")).isBetween(50.0, 61.0);
  }
}
