package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Who is not certainly out of the cluster is asked what it has open. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MembersTest {
  private static World listed(String as, String more) {
    return World.changed(
        "name = \"sun-b\"\n", "name = \"sun-b\"\nlistedAs = \"%s\"\n%s".formatted(as, more));
  }

  private static CliRun take(World world) {
    return world.cvmsnap("take", "datavol1", "--ldom", "ldom1");
  }

  @Test
  void a_node_that_is_on_its_way_out_and_has_the_volume_open_is_seen() {
    World world = listed("Leaving", "open = [\"datadg/datavol1\"]\n");

    assertThat(take(world)).exitsWith(REFUSED).says("datadg/datavol1 is open on sun-b");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void a_list_that_is_shorter_than_what_the_node_counts_is_not_believed() {
    World world = listed("missing", "open = [\"datadg/datavol1\"]\n");

    assertThat(take(world))
        .exitsWith(REFUSED)
        .says("lists 1 members of the cluster, and this node counts 2");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void nobody_takes_a_guest_over_from_a_node_that_is_on_its_way_out() {
    World world = listed("Leaving", "");

    assertThat(world.cvmsnap("recover", "--ldom", "ldom1", "--from", "sun-b"))
        .exitsWith(REFUSED)
        .says("sun-b is in the cluster");
  }
}
