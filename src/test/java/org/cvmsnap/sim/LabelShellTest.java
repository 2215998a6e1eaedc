package org.cvmsnap.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LabelShellTest {
  private static CliRun typed(World world, String... words) {
    return world.cvmsnap(
        Stream.concat(Stream.of("sim", "exec", "ldom1", "--"), Stream.of(words))
            .toArray(String[]::new));
  }

  /** The slices of a disk: number, tag, and where they would be mounted. */
  private static List<String> slices(World world, String device) {
    return typed(world, "prtvtoc", device)
        .out()
        .lines()
        .filter(line -> !line.startsWith("*"))
        .map(line -> line.strip().split("\\s+"))
        .map(words -> words[0] + " " + words[1] + (words.length > 6 ? " " + words[6] : ""))
        .toList();
  }

  @Test
  void a_label_has_what_the_tables_name_and_what_was_ever_mounted() {
    World world = World.builtIn();
    assertThat(slices(world, "/dev/rdsk/c0d2s0")).containsExactly("0 0 /data", "2 5");

    world.typed("ldom1", "mount -F ufs /dev/dsk/c0d2s3 /mnt").typed("ldom1", "umount /mnt");

    assertThat(slices(world, "/dev/rdsk/c0d2s2")).containsExactly("0 0 /data", "2 5", "3 0");
  }

  @Test
  void the_disk_of_a_pool_has_an_efi_label() {
    World world =
        World.changed(
            "fstype = \"ufs\"\npass = \"1\"\n\n# Not",
            "fstype = \"ufs\"\npass = \"1\"\n\n[[node.domain.pool]]\nname = \"tank\"\ndevices = [\"c0d3\"]\n\n# Not");

    assertThat(slices(world, "/dev/rdsk/c0d3s0")).containsExactly("0 4", "8 11");
  }

  @Test
  void a_disk_without_a_label_or_that_is_not_there_has_no_slices() {
    World lost =
        World.changed(
            "volume = \"ldom1-data@primary-vds0\"\nid = 2",
            "volume = \"ldom1-data@primary-vds0\"\nid = 2\nlabel = \"lost\"");

    assertThat(typed(lost, "prtvtoc", "/dev/rdsk/c0d2s0").exit()).isEqualTo(1);
    assertThat(typed(lost, "prtvtoc", "/dev/rdsk/c0d9s0").exit()).isEqualTo(1);
    assertThat(typed(lost, "prtvtoc").exit()).isNotEqualTo(0);
    assertThat(typed(lost, "fstyp", "/dev/rdsk/c0d9s0").exit()).isEqualTo(7);
    assertThat(typed(World.builtIn(), "fstyp", "/dev/rdsk/c0d2s0").out()).isEqualTo("vxfs\n");
    assertThat(typed(World.builtIn(), "fstyp", "/dev/rdsk/c0d2s5").exit()).isEqualTo(1);
  }
}
