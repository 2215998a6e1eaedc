package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine is touched only once it has proven that it is the guest that is meant. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WhichMachineTest {
  private static CliRun take(World world, String... more) {
    String[] words = new String[4 + more.length];
    System.arraycopy(new String[] {"take", "datavol1", "--ldom", "ldom1"}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    return world.cvmsnap(words);
  }

  private static World withVirtinfo(String kind) {
    return World.changed(
        "mounted = [\"/data\"]", "mounted = [\"/data\"]\nvirtinfo = \"" + kind + "\"");
  }

  @Test
  void an_address_that_leads_to_another_guest_is_refused() {
    World world = World.builtIn();
    SimTruth before = world.truth();

    CliRun run = take(world, "--guest-ssh", "ldom3");

    assertThat(run)
        .exitsWith(REFUSED)
        .says(
            "service: nothing was touched.",
            "Another machine answers in place of ldom1: ssh ldom3 reaches the domain ldom3 of"
                + " sun-b, and not ldom1 of sun-a.",
            "next: Say how ssh reaches the guest with --guest-ssh [USER@]ADDRESS.");
    assertThat(world.mutations()).isEmpty();
    assertThat(world.truth().guests()).isEqualTo(before.guests());
  }

  @Test
  void the_guests_own_name_may_lead_to_another_guest() {
    World world = World.builtIn().change(cluster -> cluster.leads("ldom1", "ldom3"));

    assertThat(take(world)).exitsWith(REFUSED).says("ssh ldom1 reaches the domain ldom3");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void the_control_domain_is_not_taken_for_the_guest() {
    World world = World.builtIn();

    assertThat(take(world, "--guest-ssh", "root@sun-a"))
        .exitsWith(REFUSED)
        .says("ssh root@sun-a reaches the domain primary of sun-a");
  }

  @Test
  void another_address_of_the_guest_will_do() {
    World world = World.builtIn().change(cluster -> cluster.leads("10.0.0.7", "ldom1"));

    assertThat(take(world, "--guest-ssh", "admin@10.0.0.7:2222")).exitsWith(DONE).hasNoDebts();
    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo("clean");
  }

  @Test
  void after_the_boot_nothing_is_mounted_on_a_machine_that_is_not_the_guest() {
    World world = World.builtIn().fault(Fault.on("ldm start *", Effect.CRASH_BEFORE));
    SimTruth.Guest other = world.guest("ldom3");
    assertThat(take(world)).crashed();
    assertAllFired(world);

    world.change(cluster -> cluster.leads("ldom1", "ldom3"));

    assertThat(world.cvmsnap("recover"))
        .exitsWith(FAILED.withServiceDown())
        .hasDebts()
        .says("ssh ldom1 reaches the domain ldom3 of sun-b, and not ldom1 of sun-a");
    assertThat(world.guest("ldom3")).isEqualTo(other);

    world.change(cluster -> cluster.leads("ldom1", "ldom1"));

    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1").mountPoints()).contains("/data", "/logs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"silent", "absent"})
  void where_virtinfo_does_not_tell_the_host_id_does(String kind) {
    World world = withVirtinfo(kind);

    assertThat(take(world)).exitsWith(DONE).hasNoDebts();
    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo("clean");
  }

  @Test
  void another_host_id_is_another_machine() {
    World world =
        World.changed(
            "name = \"ldom3\"\nstate = \"active\"",
            "name = \"ldom3\"\nstate = \"active\"\nvirtinfo = \"silent\"");
    assertThat(take(world, "--guest-ssh", "ldom3"))
        .exitsWith(REFUSED)
        .says("ssh ldom3 reaches a machine with the host id ");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void a_node_whose_name_leads_to_another_one_is_not_believed() {
    World world = World.builtIn().change(cluster -> cluster.leads("sun-b", "sun-a"));

    assertThat(take(world))
        .exitsWith(REFUSED)
        .says("ssh sun-b reaches node sun-a of the cluster, and not sun-b");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void a_node_that_leads_elsewhere_by_the_time_of_the_proof_proves_nothing() {
    World world = World.builtIn().fault(Fault.on("ldm bind *", Effect.CRASH_BEFORE));
    assertThat(take(world)).crashed();
    world.change(cluster -> cluster.leads("sun-b", "sun-a"));

    assertThat(world.cvmsnap("recover"))
        .exitsWith(FAILED.withServiceDown())
        .says("ssh sun-b reaches node sun-a of the cluster, and not sun-b");
    assertThat(world.guest("ldom1")).isInactive();

    world.change(cluster -> cluster.leads("sun-b", "sun-b"));
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
  }

  @Test
  void a_machine_that_does_not_tell_at_all_is_not_touched() {
    World world =
        withVirtinfo("silent").fault(Fault.on("hostid", Effect.FAIL).times(0).host("ldom1"));

    assertThat(take(world))
        .exitsWith(REFUSED)
        .says("which machine this is cannot be learned: neither virtinfo -a -p nor hostid tells");
    assertAllFired(world);
    assertThat(world.mutations()).isEmpty();
  }
}
