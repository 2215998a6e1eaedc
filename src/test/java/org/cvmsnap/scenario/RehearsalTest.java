package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What will have to be read on the way is read once before anything is touched. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RehearsalTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "vxsnap * list",
        "vxassist * listtag*",
        "svcs *",
        "cat /etc/mnttab",
        "cat /etc/vfstab",
        "virtinfo -a -p",
        "ls -l /dev/rdsk",
        "zpool status",
        "swap -l",
        "fuser *",
        "vxprint *devopen",
        "ldm list -p",
        "ldm list -o disk -p"
      })
  void what_cannot_be_read_is_refused_before_anything_is_touched(String glob) {
    World world = World.builtIn().fault(Fault.on(glob, Effect.GARBAGE).times(0));

    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1"))
        .exitsWith(REFUSED)
        .hasNoDebts()
        .says("service: nothing was touched.");

    assertAllFired(world);
    assertThat(world.mutations()).isEmpty();
  }
}
