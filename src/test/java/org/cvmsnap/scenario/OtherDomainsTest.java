package org.cvmsnap.scenario;

import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import org.assertj.core.api.Assertions;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Domains that serve a guest, depend on it, or are on the move. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OtherDomainsTest {
  private static final String DATA =
      "name = \"ldom1-data\"\ndevice = \"/dev/vx/dsk/datadg/datavol1\"";
  private static final String LDOM1 = "name = \"ldom1\"\nstate";
  private static final String LDOM2 = "name = \"ldom2\"\nstate";

  private static CliRun take(World world) {
    return world.cvmsnap("take", "datavol1", "--ldom", "ldom1");
  }

  private static World dependent(String policy) {
    return World.changed(
        LDOM1,
        "failurePolicy = \"%s\"\n".formatted(policy) + LDOM1,
        LDOM2,
        "masters = [\"ldom1\"]\n" + LDOM2);
  }

  @Test
  void a_policy_that_may_take_what_the_guest_frees_is_told() {
    World world = World.changed(LDOM2, "policy = true\n" + LDOM2);

    assertThat(take(world))
        .exitsWith(ExitCode.DONE)
        .says(
            "mind: ldom2 has a resource policy that is enabled, and may take the CPUs that ldom1"
                + " frees until it is bound again.");
  }

  @Test
  void a_machine_with_nothing_to_spare_is_told() {
    World world = World.changed("cpus = 128", "cpus = 32");

    assertThat(take(world))
        .exitsWith(ExitCode.DONE)
        .says(
            "mind: The machine has no CPUs to spare: if another domain is given those that ldom1"
                + " frees, it cannot be bound again.");
  }

  @Test
  void that_policies_cannot_be_read_is_told() {
    World world =
        World.builtIn().fault(Fault.on("ldm list -o resmgmt -p", Effect.GARBAGE).times(0));

    assertThat(take(world))
        .exitsWith(ExitCode.DONE)
        .says("Which domains have resource policies cannot be learned");
    assertAllFired(world);
  }

  @Test
  void a_guest_that_serves_others_is_refused_unless_that_is_meant() {
    World flagged = World.changed(LDOM1, "service = true\n" + LDOM1);
    World named =
        World.changed(
            "volume = \"ldom2-boot@primary-vds0\"\nid = 0",
            "volume = \"ldom2-boot@primary-vds0\"\nid = 0\nserver = \"ldom1\"");

    Assertions.assertThat(flagged.mutations()).isEmpty();
    assertThat(take(flagged))
        .exitsWith(ExitCode.REFUSED)
        .says(
            "ldom1 is a service domain: others are without its disks and networks",
            "--service-domain");
    assertThat(take(named))
        .exitsWith(ExitCode.REFUSED)
        .says("ldom1 is a service domain, which serves ldom2: others are without its disks");
    Assertions.assertThat(named.mutations()).isEmpty();
    assertThat(flagged.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--service-domain"))
        .exitsWith(ExitCode.DONE)
        .hasNoDebts();
  }

  @Test
  void a_disk_with_a_path_through_another_server_is_refused() {
    World world =
        World.changed(
            "[[node.vds.volume]]\n" + DATA,
            "[[node.vds.volume]]\n" + DATA + "\nmpgroup = \"mp1\"",
            "[[node.domain]]\nname = \"primary\"",
            """
            [[node.vds]]
            name = "secondary-vds0"

            [[node.vds.volume]]
            name = "ldom1-data"
            device = "/dev/vx/dsk/datadg/datavol1"
            mpgroup = "mp1"

            [[node.domain]]
            name = "primary\"""");

    CliRun run = take(world);

    assertThat(run)
        .exitsWith(ExitCode.REFUSED)
        .says("Disk data has other paths (mpgroup mp1)", "ldom1-data@secondary-vds0");
    Assertions.assertThat(world.mutations()).isEmpty();
  }

  @Test
  void a_multipath_group_with_one_path_is_taken_as_ever() {
    World world = World.changed(DATA, DATA + "\nmpgroup = \"mp1\"");

    assertThat(take(world)).exitsWith(ExitCode.DONE).hasNoDebts();
  }

  @Test
  void a_master_whose_failure_resets_others_is_told_of_before_it_stops() {
    CliRun run = take(dependent("reset"));

    assertThat(run)
        .exitsWith(ExitCode.DONE)
        .says("mind: ldom1 is the master of ldom2 with failure-policy=reset");
  }

  @Test
  void a_master_whose_failure_is_ignored_is_no_news() {
    assertThat(take(dependent("ignore"))).exitsWith(ExitCode.DONE).saysNothing();
  }

  @Test
  void dependencies_that_cannot_be_learned_are_told_of() {
    World world = dependent("reset").fault(Fault.on("ldm list-constraints -p", Fault.Effect.FAIL));

    assertThat(take(world)).exitsWith(ExitCode.DONE).says("Which domains depend on which");
  }

  @Test
  void a_domain_in_migration_is_refused() {
    World world = World.changed(LDOM2, "migration = \"s\"\n" + LDOM2);

    assertThat(take(world)).exitsWith(ExitCode.REFUSED).says("ldom2 is being migrated");
    Assertions.assertThat(world.mutations()).isEmpty();
  }

  private static final String SERVED_2 = "volume = \"ldom2-boot@primary-vds0\"\nid = 0";
  private static final String SERVED_1 = "volume = \"ldom1-logs@primary-vds0\"\nid = 3";

  /** A world in which ldom1 serves ldom2, which is in that state. */
  private static World serving(String state) {
    return World.changed(
        LDOM2 + " = \"inactive\"",
        LDOM2 + " = \"" + state + "\"",
        SERVED_2,
        SERVED_2 + "\nserver = \"ldom1\"");
  }

  private static CliRun meant(World world) {
    return world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--service-domain");
  }

  @Test
  void a_guest_that_serves_a_domain_that_is_bound_is_refused_though_it_is_meant() {
    World world = serving("bound");

    assertThat(meant(world))
        .exitsWith(ExitCode.REFUSED)
        .says(
            "ldom1 serves ldom2, which is bound, and cannot be unbound before it.",
            "ldm unbind ldom2");
    Assertions.assertThat(world.mutations()).isEmpty();
    world.typed("sun-a", "ldm unbind ldom2");
    assertThat(meant(world)).exitsWith(ExitCode.DONE).hasNoDebts();
  }

  @Test
  void two_that_serve_each_other_are_refused() {
    World world =
        World.changed(
            LDOM2 + " = \"inactive\"",
            LDOM2 + " = \"active\"",
            SERVED_2,
            SERVED_2 + "\nserver = \"ldom1\"",
            SERVED_1,
            SERVED_1 + "\nserver = \"ldom2\"");

    assertThat(meant(world))
        .exitsWith(ExitCode.REFUSED)
        .says("ldom1 and ldom2 serve each other", "ldm list-dependencies -l");
    Assertions.assertThat(world.mutations()).isEmpty();
  }

  @Test
  void a_guest_whose_server_is_not_active_could_not_come_back_and_is_refused() {
    World world = World.changed(SERVED_1, SERVED_1 + "\nserver = \"ldom2\"");

    assertThat(take(world))
        .exitsWith(ExitCode.REFUSED)
        .says("ldom2 serves disks to ldom1 and is not active, so ldom1 could not come back.");
    Assertions.assertThat(world.mutations()).isEmpty();
  }
}
