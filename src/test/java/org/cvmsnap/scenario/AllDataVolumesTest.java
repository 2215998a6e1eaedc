package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.error.ExitCode.USAGE;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code take --all}: what of a guest is data, and what its system is on. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AllDataVolumesTest {
  private static CliRun all(World world, String... more) {
    String[] words = new String[more.length + 4];
    System.arraycopy(new String[] {"take", "--all", "--ldom", "ldom1"}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    return world.cvmsnap(words);
  }

  @Test
  void all_volumes_but_the_system_s_are_taken_in_one_outage() {
    World world = World.builtIn();
    SimTruth.Guest before = world.guest("ldom1");

    assertThat(all(world)).exitsWith(DONE).hasNoDebts();

    assertThat(world.guest("ldom1")).isActive().isAs(before);
    assertThat(world.snapshots().stream().map(SimTruth.Snapshot::source))
        .containsExactlyInAnyOrder("datavol1", "datavol2");
    assertThat(world.snapshots()).allMatch(snapshot -> snapshot.content().equals("clean"));
  }

  @Test
  void the_dry_run_tells_which_they_are_and_which_are_left_out() {
    World world = World.builtIn();

    assertThat(all(world, "--dry-run"))
        .exitsWith(DONE)
        .says(
            "All data volumes of ldom1 are datadg/datavol1, datadg/datavol2; its system needs"
                + " datadg/bootvol1 (/");
    assertThat(world.mutations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "zfs, datadg/datavol1",
    "twogroups, 'datadg/datavol1, logdg/datavol2'",
    "solaris10, datadg/datavol1",
  })
  void the_system_is_found_through_what_the_guest_has_made_of_its_disks(
      String scenario, String data) {
    World world = World.of(World.text(scenario));

    assertThat(all(world, "--dry-run"))
        .exitsWith(DONE)
        .says("All data volumes of ldom1 are " + data, "its system needs datadg/bootvol1 (/");
  }

  @Test
  void a_disk_that_is_swapped_to_is_the_system_s() {
    World world =
        World.changed("name = \"ldom1\"\n", "name = \"ldom1\"\nswap = [\"/dev/dsk/c0d3s1\"]\n");

    assertThat(all(world, "--dry-run"))
        .exitsWith(DONE)
        .says(
            "All data volumes of ldom1 are datadg/datavol1; its system needs datadg/bootvol1 (/",
            "datadg/datavol2 (swap /dev/dsk/c0d3s1)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--dry-run"})
  void data_that_is_no_volume_of_a_shared_disk_group_is_told_to_be_left_out(String dry) {
    World world = World.changed("/dev/vx/dsk/datadg/datavol2", "/ldoms/ldom1/logs.img");

    CliRun run = dry.isEmpty() ? all(world) : all(world, dry);

    assertThat(run)
        .exitsWith(DONE)
        .says(
            "Not taken are the disks of ldom1 that are no volumes of shared disk groups: logs"
                + " (/ldoms/ldom1/logs.img).");
    assertThat(all(World.builtIn(), "--dry-run").err()).doesNotContain("Not taken");
  }

  @Test
  void a_guest_that_does_not_run_cannot_say_what_it_boots_from() {
    World world = World.builtIn();
    world.typed("sun-a", "ldm stop-domain ldom1");

    assertThat(all(world))
        .exitsWith(REFUSED)
        .says("Which disks ldom1 boots from cannot be learned, as no operating system answers")
        .says("those behind its disks are [datadg/bootvol1, datadg/datavol1, datadg/datavol2]");
    assertThat(world.snapshots()).isEmpty();
  }

  @Test
  void a_root_that_is_on_no_disk_of_its_is_refused() {
    World world = World.changed("/dev/dsk/c0d0s0", "/dev/dsk/c7d0s0");

    assertThat(all(world))
        .exitsWith(REFUSED)
        .says("Which disks ldom1 boots from cannot be learned, as what / lies on cannot be told.");
  }

  @Test
  void a_guest_without_data_volumes_is_refused() {
    World world = World.builtIn();

    assertThat(world.cvmsnap("take", "--all", "--ldom", "ldom2")).exitsWith(REFUSED);
    assertThat(world.mutations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"take datavol1 --all --ldom ldom1", "take --ldom ldom1"})
  void volumes_are_named_or_all_are_meant(String line) {
    assertThat(World.builtIn().cvmsnap(line.split(" ")))
        .exitsWith(USAGE)
        .says("name volumes, or take all data volumes of the guest with --all");
  }

  @Test
  void names_of_all_have_to_be_told_apart() {
    assertThat(all(World.builtIn(), "--name", "snap_{n}"))
        .exitsWith(USAGE)
        .says("a name for several volumes needs {volume} in it");
  }
}
