package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.time.Duration;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * What comes of the documented procedure when a person types it, with and without its first half.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HandTypedTest {
  private final World world = World.builtIn().typed("sun-a", "vxsnap -g datadg addmir datavol1");

  private void make() {
    world.typed("sun-a", "vxsnap -g datadg make source=datavol1/newvol=byhand/nmirror=1");
  }

  @Test
  void a_snapshot_of_a_volume_that_is_mounted_is_torn() {
    make();

    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo("torn");
    assertThat(world.cvmsnap("sim", "status")).exitsWith(DONE).prints(" torn ");
  }

  @Test
  void unmounted_and_still_open_it_is_crash_consistent_at_best() {
    world.typed("ldom1", "umount /data");

    make();

    assertThat(world.snapshots())
        .singleElement()
        .extracting("content")
        .isEqualTo("crash-consistent");
  }

  @Test
  void stopped_and_still_bound_it_is_crash_consistent_at_best() {
    world.typed("ldom1", "umount /data").typed("sun-a", "ldm stop ldom1");

    make();

    assertThat(world.snapshots())
        .singleElement()
        .extracting("content")
        .isEqualTo("crash-consistent");
  }

  @Test
  void stopped_and_unbound_without_an_unmount_it_is_crash_consistent() {
    world.typed("sun-a", "ldm stop ldom1").typed("sun-a", "ldm unbind ldom1");

    make();

    assertThat(world.snapshots())
        .singleElement()
        .extracting("content")
        .isEqualTo("crash-consistent");
  }

  @Test
  void the_whole_procedure_is_clean() {
    world
        .typed("ldom1", "umount /data")
        .typed("sun-a", "ldm stop ldom1")
        .typed("sun-a", "ldm unbind ldom1");

    make();

    world
        .typed("sun-a", "ldm bind ldom1")
        .typed("sun-a", "ldm start ldom1")
        .change(cluster -> cluster.advance(Duration.ofMinutes(3)))
        .typed("ldom1", "mount /data");
    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo("clean");
    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
  }

  @Test
  void a_snapshot_by_hand_is_listed_as_not_cvmsnaps() {
    make();

    assertThat(world.cvmsnap("list")).exitsWith(DONE).prints("byhand", "(not cvmsnap's)");
  }

  @Test
  void cvmsnap_does_not_get_that_far_while_a_process_uses_the_file_system() {
    world.change(cluster -> cluster.hold("ldom1", 4711, "oracle", "dbwriter", "/data"));

    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).exitsWith(REFUSED);

    assertThat(world.snapshots()).isEmpty();
  }
}
