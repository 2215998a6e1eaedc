package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.error.ExitCode.USAGE;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.cvmsnap.sim.Scenario;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.Golden;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sites that come with cvmsnap: what an operator types works on each, or is refused. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SitesTest {
  private static final String ASM = "asm";
  private static final String TAKE = "take datavol1 --ldom ldom1 --name monday";
  private static final String RESTORE = "restore monday --ldom ldom1 --yes --name {volume}_safe";
  private static final String RAW = " --no-file-system";

  static Stream<String> names() {
    return Stream.of(Scenario.NAMES.split(", ", -1));
  }

  private static World world(String site) {
    return World.of(World.text(site));
  }

  /** What the operator of the site has to add. */
  private static String more(String site) {
    return site.equals(ASM) ? RAW : "";
  }

  /** What a database has open when its guest is stopped, it will recover. */
  private static String content(String site) {
    return site.equals(ASM) ? "crash-consistent" : "clean";
  }

  /** The dry run changes nothing and prints what the run then does; the guest is as before. */
  private static void does(World world, String words) {
    List<SimTruth.Guest> guests = world.truth().guests();
    List<String> before = world.mutations();
    CliRun dry = world.cvmsnap((words + " --dry-run").split(" ", -1));
    assertThat(dry).exitsWith(DONE);
    assertThat(world.mutations()).isEqualTo(before);

    assertThat(world.cvmsnap(words.split(" ", -1))).exitsWith(DONE).hasNoDebts();

    assertThat(world.mutations().stream().skip(before.size()).map(Golden::withoutTimes))
        .isNotEmpty()
        .containsExactlyElementsOf(dry.lines().stream().map(Golden::withoutTimes).toList());
    assertThat(world.truth().guests()).hasSameSizeAs(guests);
    guests.forEach(
        guest ->
            assertThat(
                    world.truth().guests().stream()
                        .filter(each -> each.node().equals(guest.node()))
                        .filter(each -> each.ldom().equals(guest.ldom())))
                .singleElement()
                .satisfies(each -> assertThat(each).isAs(guest)));
    assertThat(world.truth().volumes()).noneMatch(SimTruth.Volume::corrupt);
    assertThat(world.locks()).isEmpty();
  }

  private static String data(World world, String volume) {
    return world.truth().volume("datadg", volume).orElseThrow().data();
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_snapshot_is_taken_and_gone_back_to(String site) {
    World world = world(site);

    does(world, TAKE + more(site));
    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo(content(site));

    String taken = data(world, "monday");
    does(world, RESTORE + more(site));
    assertThat(data(world, "monday")).isEqualTo(taken);
    assertThat(world.snapshots()).extracting("name").containsExactly("datavol1_safe", "monday");
    assertThat(world.snapshots()).extracting("content").containsOnly(content(site));
    assertThat(world.mutations()).anyMatch(typed -> typed.contains("source=monday"));
  }

  @Test
  void raw_slices_that_a_database_has_open_are_refused_unless_they_are_meant() {
    World world = world(ASM);

    assertThat(world.cvmsnap(TAKE.split(" ", -1)))
        .exitsWith(REFUSED)
        .says("service: nothing was touched.", "process 812 of oracle", "--no-file-system");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void beside_the_raw_volume_the_file_system_is_taken_as_any() {
    World world = world(ASM);

    does(world, "take datavol2 --ldom ldom1");

    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo("clean");
    assertThat(world.mutations()).contains("ldom1# umount /logs");
  }

  @ParameterizedTest
  @MethodSource("names")
  void each_is_there_by_its_name(String site) {
    World world = World.builtIn();

    assertThat(world.cvmsnap("sim", "init", "--scenario", site)).exitsWith(DONE);

    assertThat(world.truth().guests()).isEqualTo(world(site).truth().guests());
  }

  @Test
  void one_that_is_not_there_is_told_together_with_all_that_are() {
    CliRun run = World.builtIn().cvmsnap("sim", "init", "--scenario", "solaris8");

    assertThat(run).exitsWith(USAGE).says("'solaris8'", Scenario.NAMES);
    assertThat(World.builtIn().cvmsnap("sim", "init", "--help").out().replaceAll("\\s+", " "))
        .contains(Scenario.NAMES);
  }
}
