package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.time.Duration;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A guest that does not run is left as it was. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GuestStatesTest {
  private final World world = World.builtIn();

  @BeforeEach
  void the_guest_is_shut_down_from_inside() {
    world.typed("ldom1", "init 5").change(cluster -> cluster.advance(Duration.ofMinutes(2)));
    assertThat(world.guest("ldom1")).isBound();
  }

  private CliRun take() {
    return world.cvmsnap("take", "datavol1", "--ldom", "ldom1");
  }

  @Test
  void a_bound_guest_is_bound_afterwards() {
    CliRun run = take();

    assertThat(run).exitsWith(DONE).hasNoDebts().says("will be marked unchecked");
    assertThat(world.guest("ldom1")).isBound();
    assertThat(world.mutations().stream().filter(typed -> typed.contains("# ldm ")))
        .containsExactly("sun-a# ldm unbind ldom1", "sun-a# ldm bind ldom1");
    assertThat(world.log().stream().filter(entry -> entry.host().equals("ldom1"))).hasSize(1);
    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo("clean");
  }

  @Test
  void an_inactive_guest_is_inactive_afterwards() {
    world.typed("sun-a", "ldm unbind ldom1");

    CliRun run = take();

    assertThat(run)
        .exitsWith(DONE)
        .hasNoDebts()
        .says("will be marked unchecked")
        .prints("; ldom1 was inactive and still is");
    assertThat(world.guest("ldom1")).isInactive();
    assertThat(world.mutations().stream().filter(typed -> typed.contains("# ldm ")))
        .containsExactly("sun-a# ldm unbind ldom1");
    assertThat(world.log().stream().filter(entry -> entry.host().equals("ldom1"))).hasSize(1);
    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo("clean");
  }

  @Test
  void a_bound_guest_that_would_not_boot_by_itself_is_no_obstacle() {
    world.typed("sun-a", "ldm set-variable auto-boot?=false ldom1");

    assertThat(take()).exitsWith(DONE);

    assertThat(world.guest("ldom1")).isBound();
  }

  @Test
  void the_boot_volume_of_a_bound_guest_can_be_taken() {
    CliRun run = world.cvmsnap("take", "bootvol1", "--ldom", "ldom1");

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo("clean");
    assertThat(world.guest("ldom1")).isBound();
  }
}
