package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** There is no state directory yet: whoever keeps something there makes it, and nobody else. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FirstRunTest {
  private final World world = World.builtIn();

  @Test
  void what_a_failure_says_that_the_log_has_is_there() throws IOException {
    world.fault(Fault.on("vxsnap * make *", Effect.FAIL).times(0));

    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1"))
        .exitsWith(FAILED)
        .says("cvmsnap.log in the state directory has every command");

    assertThat(Files.readString(world.state().resolve("cvmsnap.log")))
        .contains("virtinfo", "vxsnap, -g, datadg, make, ");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(world.state())))
        .isEqualTo("rwx------");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "topology",
        "check",
        "doctor",
        "take datavol1 --ldom ldom1 --dry-run",
        "names volumes"
      })
  void who_only_looks_makes_no_state_directory(String words) {
    world.cvmsnap(words.split(" ", -1));

    assertThat(world.state()).doesNotExist();
    assertThat(world.cvmsnap("status")).exitsWith(DONE);
    assertThat(world.state()).doesNotExist();
  }
}
