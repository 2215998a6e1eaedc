package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.testing.LargeSite.GUEST;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.LargeSite;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may grow with the size of a site, and what may not. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LargeSiteTest {
  /** The longest time limit of a question to a node. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "topology",
        "prune --ldom g000 --keep-last 1 --dry-run",
        "take g000v00 --ldom g000 --dry-run",
      })
  void how_much_is_asked_does_not_depend_on_how_many_volumes_and_snapshots_there_are(
      String command) {
    World small = taken(2, 2);
    World large = taken(2, 20);

    int asked = asked(small, command);

    assertThat(asked(large, command)).isEqualTo(asked);
    assertThat(large.snapshots()).hasSize(20);
  }

  /** An answer that has grown old meanwhile is asked for again. */
  @Test
  void a_volume_more_to_be_taken_costs_two_commands() {
    String take = "take --all --dry-run --ldom " + GUEST;

    int few = asked(World.of(LargeSite.scenario(2, 2)), take);

    assertThat(asked(World.of(LargeSite.scenario(2, 20)), take) - few)
        .isBetween(2 * 18, 2 * 18 + 1);
  }

  private static World taken(int nodes, int volumes) {
    World world = World.of(LargeSite.scenario(nodes, volumes));
    assertThat(world.cvmsnap("take", "--all", "--ldom", GUEST).exit()).isZero();
    return world;
  }

  /** How many commands that takes. */
  private static int asked(World world, String command) {
    int before = world.log().size();
    assertThat(world.cvmsnap(command.split(" ")).exit()).isZero();
    return world.log().size() - before;
  }

  @Test
  void sixty_four_nodes_are_asked_side_by_side() {
    World few = taken(2, 2);
    World many = taken(64, 2);

    assertThat(took(many, "topology")).isEqualTo(took(few, "topology"));
    assertThat(took(many, "take --all --ldom g000 --dry-run"))
        .isEqualTo(took(few, "take --all --ldom g000 --dry-run"));
    String snapshot = few.snapshots().get(0).name();
    assertThat(took(many, "show " + many.snapshots().get(0).name()))
        .isEqualTo(took(few, "show " + snapshot));
  }

  /** How much simulated time that takes. */
  private static Duration took(World world, String command) {
    Instant before = world.truth().time();
    world.cvmsnap(command.split(" "));
    return Duration.between(before, world.truth().time());
  }

  @Test
  void a_node_that_hangs_is_waited_for_once() {
    World world = taken(64, 2);
    String snapshot = world.snapshots().get(0).name();
    world.fault(Fault.on("*", Effect.HANG).host("n20").times(0));
    world.change(cluster -> cluster.crashNode("n40"));

    assertThat(took(world, "topology")).isLessThan(LIMIT);
    assertThat(took(world, "show " + snapshot)).isLessThan(LIMIT);
    assertThat(took(world, "take --all --ldom g000 --dry-run")).isLessThan(LIMIT);

    CliRun told = world.cvmsnap("topology");
    assertThat(told.exit()).isZero();
    assertThat(told.out()).contains("n20  slave\n    NOT KNOWN").contains("n40  out of cluster");
  }

  /** What is left may be the question whether each file system is clean, 0.2 s each. */
  @Test
  void the_outage_hardly_grows_with_the_volumes() throws IOException {
    Duration one = outage(1);

    assertThat(outage(64).minus(one)).isLessThan(Duration.ofMillis(64 * 200 + 1000));
  }

  private static Duration outage(int volumes) throws IOException {
    World world = World.of(LargeSite.scenario(2, volumes));
    CliRun run = world.cvmsnap("take", "--all", "--ldom", GUEST, "--json");
    assertThat(world.snapshots()).hasSize(volumes);
    if (run.json().get("outage") instanceof Map<?, ?> outage
        && outage.get("seconds") instanceof Number seconds) {
      return Duration.ofMillis(Math.round(1000 * seconds.doubleValue()));
    }
    throw new AssertionError("no outage in " + run);
  }
}
