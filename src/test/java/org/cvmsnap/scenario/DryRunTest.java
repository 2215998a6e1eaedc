package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.Golden;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a dry run prints is what the run does, command by command. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DryRunTest {
  private static final String ONE = "take datavol1 --ldom ldom1";

  static Stream<Arguments> worlds() {
    return Stream.of(
        Arguments.of("one volume", World.builtIn(), ONE),
        Arguments.of("its boot mounts it", World.builtIn(), "take datavol2 --ldom ldom1"),
        Arguments.of("two volumes", World.builtIn(), "take datavol1 datavol2 --ldom ldom1"),
        Arguments.of("a name", World.builtIn(), ONE + " --name {volume}_{n}"),
        Arguments.of("no remount", World.builtIn(), ONE + " --no-remount"),
        Arguments.of(
            "a mirror is there",
            World.builtIn().typed("sun-a", "vxsnap -g datadg addmir datavol1"),
            ONE),
        Arguments.of(
            "a mirror is there for one of two",
            World.builtIn().typed("sun-a", "vxsnap -g datadg addmir datavol1"),
            "take datavol1 datavol2 --ldom ldom1"),
        Arguments.of("not prepared", unprepared(), ONE),
        Arguments.of(
            "two that are not prepared",
            unprepared(),
            "take datavol1 datavol2 --ldom ldom1 --name {volume}_{n}"),
        Arguments.of("bound", World.builtIn().typed("sun-a", "ldm stop ldom1"), ONE),
        Arguments.of(
            "inactive",
            World.builtIn().typed("sun-a", "ldm stop ldom1").typed("sun-a", "ldm unbind ldom1"),
            ONE),
        Arguments.of(
            "a mount within a mount",
            World.changed("mountPoint = \"/logs\"", "mountPoint = \"/logs\"\natBoot = false")
                .typed("ldom1", "mount -F vxfs /dev/dsk/c0d3s0 /data/logs"),
            ONE));
  }

  private static World unprepared() {
    return World.changed(
        "megabytes = 20480\nmirrors = 2\nprepared = true\nregionsize = 64",
        "megabytes = 20480\nmirrors = 2",
        "megabytes = 8192\nmirrors = 2\nprepared = true\nregionsize = 64",
        "megabytes = 8192\nmirrors = 2");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("worlds")
  void the_run_executes_exactly_what_the_dry_run_prints(String name, World world, String words) {
    List<String> before = world.mutations();
    SimTruth.Guest guest = world.guest("ldom1");

    CliRun dry = world.cvmsnap((words + " --dry-run").split(" ", -1));

    assertThat(dry).exitsWith(DONE);
    assertThat(dry.err().lines().filter(line -> !line.contains("will be marked unchecked")))
        .allMatch(line -> line.endsWith(" tells how long it will be away"));
    assertThat(world.mutations()).isEqualTo(before);
    assertThat(world.snapshots()).isEmpty();
    assertThat(world.state().resolve("runs")).doesNotExist();

    CliRun run = world.cvmsnap(words.split(" ", -1));

    assertThat(run).exitsWith(DONE).hasNoDebts();
    List<String> executed = world.mutations().subList(before.size(), world.mutations().size());
    assertThat(executed.stream().map(Golden::withoutTimes))
        .containsExactlyElementsOf(dry.lines().stream().map(Golden::withoutTimes).toList());
    if (!words.contains("--no-remount")) {
      assertThat(world.guest("ldom1")).isAs(guest);
    }
  }

  @Test
  void it_knows_that_the_boot_mounts_a_file_system_in_another_way() {
    World world =
        World.builtIn()
            .typed("ldom1", "umount /logs")
            .typed("ldom1", "mount -F vxfs -o ro /dev/dsk/c0d3s0 /logs");

    the_run_executes_exactly_what_the_dry_run_prints("", world, "take datavol2 --ldom ldom1");
  }

  @Test
  void it_reads_as_a_list_of_what_to_type() {
    CliRun dry =
        World.builtIn().cvmsnap("take", "datavol1", "datavol2", "--ldom", "ldom1", "--dry-run");

    Golden.assertGolden("dry-run.txt", Golden.withoutTimes(dry.out()));
  }

  @Test
  void it_is_a_document_too() {
    CliRun dry =
        World.builtIn().cvmsnap("take", "datavol1", "--ldom", "ldom1", "--dry-run", "--json");

    assertThat(dry).exitsWith(DONE).saysNothing();
    assertThat(dry.json().get("commands"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .hasSize(13)
        .element(4)
        .hasToString("{host=sun-a, argv=[ldm, stop, ldom1]}");
  }
}
