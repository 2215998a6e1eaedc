package org.cvmsnap.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FsckShellTest {
  private final World world = World.builtIn();

  private int fsck(String host, String type, String device) {
    return world.cvmsnap("sim", "exec", host, "--", "fsck", "-F", type, "-m", device).exit();
  }

  @ParameterizedTest
  @CsvSource({
    "ldom1, vxfs, /dev/rdsk/c0d2s0, 33",
    "ldom1, ufs, /dev/rdsk/c0d2s0, 36",
    "ldom1, vxfs, /dev/rdsk/c0d2s5, 36",
    "ldom1, vxfs, /dev/rdsk/c0d9s0, 34",
    "ldom3, ufs, /dev/rdsk/c0d0s0, 33",
    "sun-a, vxfs, /dev/vx/rdsk/datadg/datavol1, 36",
    "sun-a, vxfs, /dev/vx/rdsk/datadg/nosuch, 34"
  })
  void answers_as_the_manual_says(String host, String type, String device, int exit) {
    assertThat(fsck(host, type, device)).isEqualTo(exit);
  }

  @ParameterizedTest
  @CsvSource({"umount /data, 0", "sync, 33"})
  void what_is_unmounted_is_clean(String before, int exit) {
    world.typed("ldom1", before);

    assertThat(fsck("ldom1", "vxfs", "/dev/rdsk/c0d2s0")).isEqualTo(exit);
  }
}
