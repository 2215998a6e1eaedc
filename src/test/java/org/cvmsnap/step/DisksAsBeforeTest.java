package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.util.Map;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.VolumeId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Of ldom1, which is down and has the disks boot, data and logs. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DisksAsBeforeTest {
  private static final Map<String, String> BEFORE =
      Map.of(
          "boot", "/dev/vx/dsk/datadg/bootvol1",
          "data", "/dev/vx/dsk/datadg/datavol1",
          "logs", "/dev/vx/dsk/datadg/datavol2",
          "cd", "");

  private final StepWorld world =
      StepWorld.builtIn()
          .typed(
              "sun-a",
              "ldm stop ldom1",
              "ldm unbind ldom1",
              "ldm add-vdsdev /dev/vx/dsk/datadg/datavol3 others@primary-vds0");

  private static DisksAsBefore disks(Map<String, String> before) {
    return new DisksAsBefore(LDOM1, SUN_A, before);
  }

  private String against() throws Exception {
    return disks(BEFORE).against(world.site()).map(Look::why).orElse("nothing");
  }

  @Test
  void the_same_volumes_are_no_obstacle() throws Exception {
    assertThat(against()).isEqualTo("nothing");
    assertThat(disks(BEFORE).added(world.site())).isEmpty();
  }

  @Test
  void where_nothing_is_known_nobody_looks() throws Exception {
    OneSnapshot.mute(world, "ldm *");

    assertThat(disks(Map.of()).against(world.site())).isEmpty();
    assertThat(disks(Map.of()).added(world.site())).isEmpty();
  }

  @Test
  void another_volume_behind_a_disk_is() throws Exception {
    world.typed(
        "sun-a", "ldm rm-vdisk logs ldom1", "ldm add-vdisk id=3 logs others@primary-vds0 ldom1");

    assertThat(against())
        .isEqualTo(
            "disk logs shows /dev/vx/dsk/datadg/datavol3 and showed /dev/vx/dsk/datadg/datavol2;"
                + " give each its own volume again, on sun-a (ldm list-services tells under which"
                + " name): ldm unbind ldom1, then ldm rm-vdisk and ldm add-vdisk id=N for it");
    assertThat(disks(BEFORE).added(world.site())).isEmpty();
  }

  @Test
  void a_disk_that_is_gone_is_told_by_its_number_and_not_here() throws Exception {
    world.typed("sun-a", "ldm rm-vdisk logs ldom1");

    assertThat(against()).isEqualTo("nothing");
  }

  @Test
  void a_disk_of_another_guest_is_none_of_its_own() throws Exception {
    world.typed("sun-a", "ldm add-vdisk logs others@primary-vds0 ldom2");

    assertThat(against()).isEqualTo("nothing");
    assertThat(disks(BEFORE).added(world.site())).isEmpty();
  }

  @Test
  void one_more_volume_is_told_once() throws Exception {
    world.typed("sun-a", "ldm add-vdisk more others@primary-vds0 ldom1");

    assertThat(against()).isEqualTo("nothing");
    assertThat(disks(BEFORE).added(world.site()))
        .containsExactly(VolumeId.of("datadg", "datavol3"));
  }

  @Test
  void so_is_one_in_the_place_of_something_else() throws Exception {
    world.typed("sun-a", "ldm add-vdisk cd others@primary-vds0 ldom1");

    assertThat(disks(BEFORE).added(world.site()))
        .containsExactly(VolumeId.of("datadg", "datavol3"));
  }

  @Test
  void a_second_disk_of_a_volume_that_it_had_is_none_more() throws Exception {
    world.typed(
        "sun-a",
        "ldm rm-vdisk logs ldom1",
        "ldm add-vdisk id=9 again ldom1-logs@primary-vds0 ldom1");

    assertThat(disks(BEFORE).added(world.site())).isEmpty();
  }
}
