package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import org.cvmsnap.sim.Fault;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A domain that is suspended has all that it had, and does nothing: as after a lost migration. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SuspendedDomainsTest {
  private static final String SUSPENDED =
      "ldom1 is suspended: it answers nobody, with its disks open and file systems mounted.";

  private static CliRun run(World world, String line) {
    return world.cvmsnap(line.split(" ", -1));
  }

  /** Begins a migration of ldom1, which loses its connection. */
  private static void suspend(World world) {
    assertThat(run(world, "sim exec sun-a -- ldm migrate-domain ldom1 sun-c")).exitsWith(1);
  }

  private static World named(String state) {
    return World.changed(
        "name = \"ldom1\"\nstate = \"active\"", "name = \"ldom1\"\nstate = \"" + state + "\"");
  }

  @Test
  void one_is_refused_before_anything_is_touched_and_its_migration_is_to_be_cancelled() {
    World world = World.builtIn();
    suspend(world);
    int ran = world.mutations().size();

    CliRun take = run(world, "take datavol1 --ldom ldom1");

    assertThat(take)
        .exitsWith(REFUSED)
        .says("nothing was touched", SUSPENDED, "ldm cancel-operation migration ldom1");
    assertThat(world.mutations()).hasSize(ran);
    world.typed("sun-a", "ldm cancel-operation migration ldom1");
    assertThat(run(world, "take datavol1 --ldom ldom1")).exitsWith(0);
  }

  @Test
  void one_without_a_migration_is_not_told_to_wait() {
    CliRun take = run(named("suspended"), "take datavol1 --ldom ldom1");

    assertThat(take).exitsWith(REFUSED).says(SUSPENDED, "ldm list -o status ldom1");
    assertThat(take.err()).doesNotContain("changing its state");
  }

  @Test
  void what_is_snapshotted_of_it_all_the_same_is_not_clean() {
    World world = World.builtIn();
    suspend(world);

    world
        .typed("sun-a", "vxsnap -g datadg addmir datavol1")
        .typed("sun-a", "vxsnap -g datadg make source=datavol1/newvol=s1/nmirror=1");

    assertThat(world.snapshots()).singleElement().isNotNull();
    assertThat(world.snapshots().get(0).content()).isNotEqualTo("clean");
  }

  @Test
  void one_is_not_up_again_for_recover_until_it_goes_on() {
    World world = World.builtIn();
    world.fault(Fault.on("ldm start ldom1", Fault.Effect.CRASH_AFTER));
    assertThat(run(world, "take datavol1 --ldom ldom1")).crashed();
    suspend(world);

    CliRun early = run(world, "recover --ldom ldom1");
    CliRun again = run(world, "recover --ldom ldom1");

    assertThat(early).says("it is suspended");
    assertThat(early.exit()).isGreaterThanOrEqualTo(100);
    assertThat(again.exit()).isGreaterThanOrEqualTo(100);
    assertThat(early.debts()).isNotEmpty();
    world.typed("sun-a", "ldm cancel-operation migration ldom1");
    assertThat(run(world, "recover --ldom ldom1")).exitsWith(0).hasNoDebts();
    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
  }

  @Test
  void one_on_another_node_has_its_volumes() {
    World world = World.builtIn();
    world
        .typed("sun-b", "ldm add-vdsdev /dev/vx/dsk/datadg/datavol1 data@primary-vds0")
        .typed("sun-b", "ldm add-vdisk more data@primary-vds0 ldom3");
    assertThat(run(world, "sim exec sun-b -- ldm migrate-domain ldom3 sun-c")).exitsWith(1);

    assertThat(run(world, "take datavol1 --ldom ldom1"))
        .exitsWith(REFUSED)
        .says("datadg/datavol1 is also a disk of ldom3 on sun-b");
  }
}
