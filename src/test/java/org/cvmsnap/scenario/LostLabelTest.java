package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A disk whose label is gone once its domain is bound again: the guest finds no slices on it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LostLabelTest {
  private static final String DATA = "volume = \"ldom1-data@primary-vds0\"\nid = 2";
  private static final String LOGS = "volume = \"ldom1-logs@primary-vds0\"\nid = 3";

  private static CliRun take(World world) {
    return world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "s1");
  }

  private static World losing(String disk) {
    return World.changed(disk, disk + "\nlabel = \"lost-at-bind\"");
  }

  @Test
  void what_was_mounted_on_it_stays_owed_until_it_is_labelled_again() {
    World world = losing(DATA);

    CliRun run = take(world);
    CliRun early = world.cvmsnap("recover", "--ldom", "ldom1");

    for (CliRun each : List.of(run, early)) {
      assertThat(each)
          .exitsWith(105)
          .says(
              "ldom1 lacks what it had: /data has to be mounted",
              "mount: /dev/dsk/c0d2s0: No such device or address",
              "lost its label (prtvtoc /dev/rdsk/c0d2s2), write that again in ldom1: fmthard -s"
                  + " FILE /dev/rdsk/c0d2s2");
    }
    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo("clean");
    world.typed("ldom1", "fmthard -s /var/tmp/c0d2.vtoc /dev/rdsk/c0d2s2");
    assertThat(world.cvmsnap("recover", "--ldom", "ldom1")).exitsWith(0).hasNoDebts();
    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
  }

  @Test
  void what_the_boot_could_not_mount_of_another_disk_stays_owed_too() {
    World world = losing(LOGS);

    CliRun run = take(world);

    assertThat(run)
        .says(
            "ldom1 lacks what it had: /logs has to be mounted",
            "/dev/dsk/c0d3s0: No such device or address");
    assertThat(run).exitsWith(105);
    assertThat(world.guest("ldom1")).hasMounted("/data");
    world.typed("ldom1", "fmthard -s /var/tmp/c0d3.vtoc /dev/rdsk/c0d3s2");
    assertThat(world.cvmsnap("recover", "--ldom", "ldom1")).hasNoDebts();
    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
  }
}
