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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether one may unmount and mount in a guest is tried before anything is touched. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RightsTrialTest {
  private static final String GUEST = "mounted = [\"/data\"]";

  private static World guest(String rights) {
    return World.changed(GUEST, GUEST + "\nrights = \"" + rights + "\"");
  }

  private static CliRun take(World world, String... more) {
    List<String> words = new ArrayList<>(List.of("take", "datavol1", "--ldom", "ldom1"));
    words.addAll(List.of(more));
    return world.cvmsnap(words.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pfexec", "sudo"})
  void an_ordinary_user_is_refused_and_told_which_words_may_help(String rights) {
    World world = guest(rights);
    SimTruth before = world.truth();

    CliRun run = take(world, "--guest-ssh", "snap@ldom1");

    assertThat(run)
        .exitsWith(REFUSED)
        .says(
            "service: nothing was touched.",
            "Who ssh snap@ldom1 logs in as may not unmount and mount in ldom1",
            "mount: insufficient privileges",
            "--guest-prefix pfexec",
            "Try: ssh -a -x -o BatchMode=yes snap@ldom1 mount -F ufs");
    assertThat(world.mutations()).isEmpty();
    assertThat(world.truth().guests()).isEqualTo(before.guests());
    assertThat(take(world, "--dry-run")).exitsWith(REFUSED);
  }

  @Test
  void words_that_give_no_rights_there_are_refused_too() {
    World world = guest("sudo");

    assertThat(take(world, "--guest-prefix", "pfexec"))
        .exitsWith(REFUSED)
        .says(
            "Give that user the right to run umount and mount with 'pfexec'", "ldom1 pfexec mount");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void root_that_is_a_role_does_not_log_in() {
    assertThat(take(guest("pfexec"), "--guest-ssh", "root@ldom1"))
        .exitsWith(REFUSED)
        .says("root@ldom1: Permission denied (publickey,keyboard-interactive)");
  }

  @Test
  void where_the_trial_does_not_tell_it_is_said_and_nothing_is_refused() {
    World world = World.builtIn().fault(Fault.on("mount -F ufs /dev/dsk/cvmsnap-*", Effect.FAIL));

    assertThat(take(world))
        .exitsWith(DONE)
        .says("mind: ", "Whether ssh ldom1 may unmount and mount in ldom1 is not told");
    assertAllFired(world);
  }

  @Test
  void the_trial_changes_nothing_and_is_not_told_where_it_is_passed() {
    World world = World.builtIn();
    int before = world.log().size();

    CliRun dry = take(world, "--dry-run");

    assertThat(dry).exitsWith(DONE).says("no run of ldom1");
    assertThat(dry.err().lines()).hasSize(1);
    assertThat(world.log().subList(before, world.log().size()))
        .filteredOn(entry -> entry.argv().toString().contains("cvmsnap-tries"))
        .hasSize(2)
        .noneMatch(entry -> entry.mutates());
  }

  @Test
  void a_guest_that_is_off_is_not_asked() {
    World world = World.builtIn().typed("sun-a", "ldm stop ldom1");

    assertThat(take(world)).exitsWith(DONE);
    assertThat(world.log()).noneMatch(entry -> entry.argv().toString().contains("cvmsnap-tries"));
  }
}
