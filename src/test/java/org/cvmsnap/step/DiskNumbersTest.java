package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.util.Map;
import java.util.TreeMap;
import org.cvmsnap.engine.Look;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Of ldom1, which is down and has the disks boot, data and logs. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DiskNumbersTest {
  private static final Map<String, Integer> BEFORE =
      new TreeMap<>(Map.of("boot", 0, "data", 2, "logs", 3));

  private final StepWorld world =
      StepWorld.builtIn().typed("sun-a", "ldm stop ldom1", "ldm unbind ldom1");

  private String against(Map<String, Integer> numbers) throws Exception {
    return new DiskNumbers(LDOM1, SUN_A, numbers)
        .against(world.site())
        .map(Look::why)
        .orElse("nothing");
  }

  @Test
  void the_same_numbers_are_no_obstacle() throws Exception {
    assertThat(against(BEFORE)).isEqualTo("nothing");
  }

  @Test
  void without_numbers_nobody_looks() throws Exception {
    OneSnapshot.mute(world, "ldm *");

    assertThat(against(Map.of())).isEqualTo("nothing");
  }

  @Test
  void a_disk_of_another_guest_is_not_its_own() throws Exception {
    world.typed("sun-a", "ldm rm-vdisk logs ldom1");
    world.typed("sun-a", "ldm add-vdisk id=3 logs ldom1-logs@primary-vds0 ldom2");

    assertThat(against(BEFORE))
        .startsWith("disk logs, which was number 3, is gone; give each back");
  }

  @Test
  void another_number_is_told_with_what_gives_it_back() throws Exception {
    world.typed("sun-a", "ldm rm-vdisk logs ldom1", "ldm rm-vdisk data ldom1");
    world.typed("sun-a", "ldm add-vdisk id=7 logs ldom1-logs@primary-vds0 ldom1");

    assertThat(against(BEFORE))
        .isEqualTo(
            "disk data, which was number 2, is gone; disk logs is number 7 and was 3;"
                + " give each its number again, on sun-a: ldm unbind ldom1,"
                + " then ldm rm-vdisk where it is there, and ldm add-vdisk id=N for it");
  }

  @Test
  void one_that_is_gone_is_told_with_what_gives_it_back() throws Exception {
    world.typed("sun-a", "ldm rm-vdisk data ldom1");

    assertThat(against(BEFORE))
        .isEqualTo(
            "disk data, which was number 2, is gone;"
                + " give each back with its number and its back end (ldm list-services), on sun-a:"
                + " ldm unbind ldom1, then ldm add-vdisk id=N for it");
  }
}
