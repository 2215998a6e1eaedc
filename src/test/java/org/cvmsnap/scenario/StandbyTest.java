package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The other node may have the guest's definition too, for the day on which this one fails. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StandbyTest {
  private static final String STANDBY_LOGS = "volume = \"ldom1-logs@primary-vds0\"\nid = 3\n";

  private static String scenario() {
    String text = World.text("vcs");
    return text.substring(0, text.indexOf("# ---- service groups ----"));
  }

  private static CliRun take(World world) {
    return world.cvmsnap("take", "datavol1", "--ldom", "ldom1");
  }

  @Test
  void an_inactive_namesake_with_the_same_volumes_is_the_guests_own() {
    World world = World.of(scenario());

    assertThat(take(world)).exitsWith(DONE).hasNoDebts();

    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo("clean");
    assertThat(world.guest("ldom1").mountPoints()).contains("/data", "/logs");
    assertThat(world.mutations()).noneMatch(typed -> typed.startsWith("sun-b# "));
  }

  @Test
  void one_that_has_other_volumes_is_another_guest() {
    String text = scenario();
    int at = text.lastIndexOf(STANDBY_LOGS);
    String other =
        text.substring(0, at)
            + STANDBY_LOGS.replace("ldom1-logs", "ldom3-data")
            + text.substring(at + STANDBY_LOGS.length());
    World world = World.of(other);

    assertThat(take(world))
        .exitsWith(REFUSED)
        .says(
            "datadg/datavol1 is also a disk of ldom1 on sun-b.",
            "Find out whose it is: ldm list -o disk ldom1, on sun-b.");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void one_that_is_bound_is_no_standby() {
    World world = World.of(scenario());
    world.typed("ldom1", "umount /data").typed("sun-a", "ldm stop ldom1");
    world.typed("sun-a", "ldm unbind ldom1").typed("sun-b", "ldm bind ldom1");

    assertThat(take(world))
        .exitsWith(REFUSED)
        .says(
            "datadg/datavol1 is also a disk of ldom1 on sun-b.",
            "datadg/datavol1 is open on sun-b, where ldom1 is bound or runs as well.",
            "See, on sun-b and here: ldm list ldom1. Unbind it where it does not run: ldm unbind ldom1.");
    assertThat(world.truth().snapshots()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldm start*", "mount /data"})
  void one_that_was_started_after_a_crash_while_the_guest_runs_here_is_told(String crash) {
    World world = World.of(scenario()).fault(Fault.on(crash, Effect.CRASH_AFTER));
    assertThat(take(world)).crashed();
    world.noFaults().typed("sun-b", "ldm bind ldom1").typed("sun-b", "ldm start ldom1");

    assertThat(world.cvmsnap("recover"))
        .exitsWith(105)
        .says(
            "it runs, and another node has its disks as well, so that two write to them:",
            "datadg/datavol1 is open on sun-b",
            "stop one of the two at once, and check its file systems");
    assertThat(world.cvmsnap("status")).exitsWith(100);

    world.typed("sun-b", "ldm stop ldom1").typed("sun-b", "ldm unbind ldom1");
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1").mountPoints()).contains("/data", "/logs");
  }

  @Test
  void no_hint_takes_a_disk_from_anybody() {
    World world = World.changed("/dev/vx/dsk/datadg/datavol3", "/dev/vx/rdsk/datadg/datavol1");

    CliRun run = take(world);

    assertThat(run).exitsWith(REFUSED);
    assertThat(run.err()).doesNotContain("rm-vdisk");
  }
}
