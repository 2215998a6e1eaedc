package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Nodes of the cluster that are no control domains, or that ssh does not reach as it is. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OtherNodesTest {
  private static final String NODE_B = "name = \"sun-b\"\n";

  /** A third node, without logical domains. */
  private static final String PLAIN =
      """
      [[node]]
      name = "sun-c"
      id = 2
      ldm = false

      [[node.domain]]
      name = "primary"
      control = true

      # ---- shared storage ----
      """;

  private static World withPlain(String... keys) {
    return World.changed(
            "# ---- shared storage ----\n",
            PLAIN.replace("ldm = false\n", "ldm = false\n" + String.join("\n", keys) + "\n"))
        .copy();
  }

  private static CliRun run(World world, String line, String... more) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    words.addAll(List.of(more));
    return world.cvmsnap(words.toArray(String[]::new));
  }

  private static CliRun take(World world, String... more) {
    return run(world, "take datavol1 --ldom ldom1 --name monday", more);
  }

  @Test
  void a_node_without_logical_domains_is_asked_only_what_is_open_there() {
    World world = withPlain();
    SimTruth.Guest before = world.guest("ldom1");

    assertThat(take(world)).exitsWith(DONE).saysNothing().hasNoDebts();

    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(world.log())
        .filteredOn(entry -> entry.host().equals("sun-c"))
        .anyMatch(entry -> entry.argv().get(0).equals("vxprint"));
    for (String line :
        List.of(
            "list",
            "show monday",
            "restore monday --ldom ldom1 --yes --no-safety",
            "remove monday --yes",
            "prune --ldom ldom2 --keep-last 1 --yes")) {
      assertThat(run(world, line)).exitsWith(DONE);
    }
  }

  @Test
  void a_volume_that_is_open_there_is_seen() {
    World world = withPlain("open = [\"datadg/datavol1\"]");

    assertThat(take(world)).exitsWith(REFUSED).says("datadg/datavol1 is open on sun-c");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void the_topology_tells_such_a_node() {
    assertThat(run(withPlain(), "topology"))
        .exitsWith(DONE)
        .prints("sun-c  slave, without logical domains")
        .saysNothing();
  }

  @Test
  void a_control_domain_that_does_not_tell_of_its_domains_is_not_taken_for_one_without() {
    World world = World.builtIn().fault(Fault.on("ldm list*", Effect.FAIL).times(0).host("sun-b"));

    assertThat(take(world))
        .exitsWith(REFUSED)
        .says("sun-b, a node of the cluster: 'ldm list-services -p'");
    assertAllFired(world);
    assertThat(run(world, "topology")).prints("  sun-b  slave\n    NOT KNOWN");
  }

  @Test
  void a_lost_node_is_taken_over_from_though_another_has_no_logical_domains() {
    World world =
        World.vcs("# ---- shared storage ----\n", PLAIN)
            .fault(Fault.on("ldm bind *", Effect.CRASH_BEFORE));
    assertThat(take(world)).crashed();
    world.noFaults();
    world.change(cluster -> cluster.crashNode("sun-a"));

    assertThat(
            run(
                world,
                "recover --ldom ldom1 --from sun-a",
                "--host",
                "sim:" + world.directory() + "#sun-b",
                "--state-dir",
                world.directory().resolve("state-b").toString()))
        .exitsWith(DONE)
        .prints("ldom1 is up");
  }

  @Test
  void a_node_that_ssh_does_not_reach_is_named_with_what_to_do() {
    World world = World.builtIn().change(cluster -> cluster.leads("sun-b", "nowhere"));

    assertThat(take(world))
        .exitsWith(REFUSED)
        .says(
            "service: nothing was touched.",
            "sun-b, a node of the cluster: ",
            "ssh: Could not resolve hostname nowhere",
            "next: Make this work: ssh -o BatchMode=yes sun-b true.",
            "--node-ssh sun-b=[USER@]ADDRESS",
            "--node-prefix pfexec");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void its_address_can_be_said_and_is_noted_for_recovery() {
    World world =
        World.builtIn()
            .change(
                cluster -> {
                  cluster.leads("sun-b", "nowhere");
                  cluster.leads("10.0.0.2", "sun-b");
                })
            .fault(Fault.on("ldm start *", Effect.CRASH_BEFORE));

    assertThat(take(world, "--node-ssh", "sun-b=snap@10.0.0.2")).crashed();
    world.noFaults();

    assertThat(run(world, "recover")).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
  }

  @Test
  void a_node_where_root_is_a_role_is_named_with_what_to_do() {
    World world = World.changed(NODE_B, NODE_B + "rights = \"pfexec\"\n").copy();

    assertThat(take(world, "--node-ssh", "sun-b=root@sun-b"))
        .exitsWith(REFUSED)
        .says(
            "sun-b, a node of the cluster: ",
            "root@sun-b: Permission denied (publickey,keyboard-interactive)",
            "next: Make this work: ssh -o BatchMode=yes root@sun-b true.");
    assertThat(take(world, "--node-ssh", "sun-b=snap@sun-b"))
        .exitsWith(REFUSED)
        .says(
            "sun-b, a node of the cluster: ",
            "next: Work as root on sun-b",
            "--node-prefix pfexec");
    assertThat(world.mutations()).isEmpty();
    assertThat(take(world, "--node-ssh", "sun-b=snap@sun-b", "--node-prefix", "pfexec"))
        .exitsWith(DONE)
        .hasNoDebts();
  }

  @Test
  void an_ordinary_user_in_the_control_domain_itself_is_told_too() {
    World world = World.changed("name = \"sun-a\"\n", "name = \"sun-a\"\nrights = \"sudo\"\n");

    assertThat(take(world))
        .exitsWith(REFUSED)
        .says("next: Work as root on sun-a", "--node-prefix 'sudo -n'");
  }
}
