package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines that call themselves something else than CVM calls them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NodeNamesTest {
  private static World called(String one, String other) {
    String name = "[[node]]\nname = \"%s\"\n";
    String hostname = name + "hostname = \"%s\"\n";
    return World.changed(
            name.formatted("sun-a"),
            hostname.formatted("sun-a", one),
            name.formatted("sun-b"),
            hostname.formatted("sun-b", other))
        .copy();
  }

  private static CliRun take(World world) {
    return world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "monday");
  }

  @ParameterizedTest
  @CsvSource({"sun-a.example.com, sun-b.example.com", "prod17, prod18", "sun-a.example.com, sun-b"})
  void a_snapshot_is_taken_shown_restored_and_removed(String one, String other) {
    World world = called(one, other);
    SimTruth.Guest before = world.guest("ldom1");

    assertThat(take(world)).exitsWith(DONE).hasNoDebts();
    assertThat(world.snapshots())
        .singleElement()
        .extracting(SimTruth.Snapshot::content)
        .isEqualTo("clean");
    assertThat(world.cvmsnap("restore", "monday", "--ldom", "ldom1", "--yes", "--no-safety"))
        .exitsWith(DONE);
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(world.cvmsnap("list")).exitsWith(DONE).prints("monday", "good");
    assertThat(world.cvmsnap("show", "monday")).exitsWith(DONE).prints("no node");
    assertThat(world.cvmsnap("remove", "monday", "--yes")).exitsWith(DONE);
    assertThat(world.snapshots()).isEmpty();
    assertThat(world.locks()).isEmpty();
  }

  @Test
  void a_number_counts_more_than_a_name() {
    World world = called("sun-b", "sun-a");

    assertThat(take(world)).exitsWith(DONE).hasNoDebts();
    assertThat(world.mutations()).contains("sun-a# ldm unbind ldom1");
  }

  @ParameterizedTest
  @CsvSource({"sun-a.example.com, sun-b.example.com", "prod17, prod18"})
  void no_volume_is_told_to_be_open_twice(String one, String other) {
    CliRun run = called(one, other).cvmsnap("topology");

    assertThat(run)
        .exitsWith(DONE)
        .saysNothing()
        .prints("  sun-a  master, here\n", "  sun-b  slave");
    assertThat(run.out()).isEqualTo(World.builtIn().cvmsnap("topology").out());
  }

  @Test
  void the_other_node_is_asked_by_its_name_in_the_cluster() {
    World world = called("sun-a.example.com", "sun-b.example.com");

    assertThat(world.cvmsnap("take", "datavol3", "--ldom", "ldom3"))
        .exitsWith(REFUSED)
        .says("There is no domain 'ldom3' on sun-a: it is on sun-b.", "--host ssh://sun-b");
  }

  @ParameterizedTest
  @CsvSource({"sun-a.example.com, sun-b.example.com", "prod17, prod18"})
  void a_run_that_was_cut_short_is_recovered(String one, String other) {
    World world = called(one, other);
    SimTruth.Guest before = world.guest("ldom1");
    world.fault(Fault.on("ldm bind *", Effect.CRASH_BEFORE));
    assertThat(take(world)).crashed().hasDebts();

    assertThat(world.cvmsnap("status")).exitsWith(100).prints("ldom1");
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();

    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(world.locks()).isEmpty();
  }

  @Test
  void a_run_is_known_as_this_machines_also_while_the_cluster_cannot_be_asked() {
    World world = called("sun-a.example.com", "sun-b.example.com");
    world.fault(Fault.on("ldm bind *", Effect.CRASH_BEFORE));
    assertThat(take(world)).crashed();
    world.fault(Fault.on("vxclustadm*", Effect.FAIL).times(0));

    CliRun recover = world.cvmsnap("recover");

    assertThat(recover.out() + recover.err()).doesNotContain("was begun for");
    world.noFaults();
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
  }

  @Test
  void a_run_of_another_machine_is_not_recovered_here() {
    World world = called("sun-a.example.com", "sun-b.example.com");
    world.fault(Fault.on("ldm bind *", Effect.CRASH_BEFORE));
    assertThat(take(world)).crashed();

    CliRun recover =
        world.cvmsnap(
            "recover",
            "--host",
            "sim:" + world.directory() + "#sun-b",
            "--state-dir",
            world.state().toString());

    assertThat(recover).hasDebts().says("and this is sun-b");
  }

  @Test
  void the_name_will_do_where_the_number_cannot_be_read() {
    World world = World.builtIn();
    world.fault(Fault.on("*nodestate", Effect.FAIL).times(0));

    assertThat(take(world)).exitsWith(DONE);
  }

  @Test
  void what_is_not_known_is_said_where_the_name_will_not_do() {
    World world = called("sun-a.example.com", "sun-b.example.com");
    world.fault(Fault.on("*nodestate", Effect.FAIL).times(0));

    assertThat(take(world))
        .exitsWith(REFUSED)
        .says("the cluster has no member of that name", "nodestate");
    CliRun topology = world.cvmsnap("topology");
    assertThat(topology.out()).doesNotContain("TWICE");
    assertThat(topology.out() + topology.err()).contains("the cluster has no member of that name");
    assertThat(world.mutations()).isEqualTo(List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "silent"})
  void a_control_domain_is_known_where_virtinfo_does_not_tell(String virtinfo) {
    String node = "[[node]]\nname = \"sun-a\"\n";
    World world = World.changed(node, node + "virtinfo = \"" + virtinfo + "\"\n").copy();

    assertThat(take(world)).exitsWith(DONE).hasNoDebts();
    assertThat(world.cvmsnap("list")).exitsWith(DONE).prints("monday");
    assertThat(world.cvmsnap("topology")).exitsWith(DONE).prints("  sun-a  master, here\n");
  }

  @Test
  void a_node_that_is_out_of_the_cluster_says_so() {
    World world =
        World.changed(
            "name = \"sun-a\"\nid = 0\nmaster = true",
            "name = \"sun-a\"\nhostname = \"sun-a.example.com\"\nid = 0\njoined = false");

    assertThat(take(world)).exitsWith(REFUSED).says("CVM is not active on sun-a.example.com");
  }
}
