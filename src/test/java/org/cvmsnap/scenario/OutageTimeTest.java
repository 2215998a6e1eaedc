package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a guest, or its disks, are away, with commands that take as long as they usually do. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OutageTimeTest {
  /** A cluster of some nodes, and ldom1 on the first with a file system on each of some volumes. */
  private static World world(int nodes, int volumes) {
    StringBuilder text = new StringBuilder("[[node]]\nname = \"sun-1\"\nid = 0\nmaster = true\n");
    text.append("[[node.vds]]\nname = \"primary-vds0\"\nvolume = [\n");
    each(volumes, text, "  { name = \"v%1$d\", device = \"/dev/vx/dsk/datadg/vol%1$d\" },\n");
    text.append("]\n[[node.domain]]\nname = \"primary\"\ncontrol = true\n");
    text.append("[[node.domain]]\nname = \"ldom1\"\nstate = \"active\"\ndisk = [\n");
    each(volumes, text, "  { name = \"d%1$d\", volume = \"v%1$d@primary-vds0\", id = %1$d },\n");
    text.append("]\nvfstab = [\n");
    each(
        volumes,
        text,
        "  { special = \"/dev/dsk/c0d%1$ds0\", mountPoint = \"/fs%1$d\", fstype = \"vxfs\" },\n");
    text.append("]\n[node.domain.variables]\n\"auto-boot?\" = \"true\"\n");
    for (int node = 2; node <= nodes; node++) {
      text.append("[[node]]\nname = \"sun-%d\"\nid = %d\n".formatted(node, node - 1));
      text.append("[[node.domain]]\nname = \"primary\"\ncontrol = true\n");
    }
    text.append("[[diskgroup]]\nname = \"datadg\"\ndisk = [\n");
    for (int disk = 1; disk <= 3; disk++) {
      text.append(
          "  { name = \"dg%1$d\", device = \"c2t%1$dd0s2\", megabytes = 204800 },\n"
              .formatted(disk));
    }
    text.append("]\nvolume = [\n");
    each(
        volumes,
        text,
        "  { name = \"vol%1$d\", megabytes = 1024, mirrors = 2, prepared = true },\n");
    return World.of(text.append("]\n").toString());
  }

  private static void each(int count, StringBuilder text, String line) {
    text.append(
        IntStream.rangeClosed(1, count).mapToObj(line::formatted).collect(Collectors.joining()));
  }

  private static double outage(CliRun run) {
    return Double.parseDouble(
        run.out().replaceFirst("(?s).*\"outage\":\\{[^}]*\"seconds\":([0-9.]+).*", "$1"));
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 10", "2, 2, 12", "2, 8, 25", "4, 1, 10", "4, 8, 25"})
  void disks_are_away_for_seconds(int nodes, int volumes, double seconds) {
    assertThat(took(nodes, volumes, "detach")).isBetween(1.0, seconds);
  }

  /** Unmount, stop, unbind, make, bind, start, boot and mount take 129 s, whatever is asked. */
  @ParameterizedTest
  @CsvSource({"2, 1", "2, 8", "4, 1", "4, 8"})
  void a_guest_that_is_stopped_is_away_hardly_longer_than_its_boot_takes(int nodes, int volumes) {
    assertThat(took(nodes, volumes, "stop")).isBetween(129.0, 136.5);
  }

  private double took(int nodes, int volumes, String mode) {
    World world = world(nodes, volumes);
    List<String> words = new ArrayList<>(List.of("take"));
    IntStream.rangeClosed(1, volumes).forEach(each -> words.add("vol" + each));
    words.addAll(List.of("--ldom", "ldom1", "--mode", mode, "--json"));

    CliRun run = world.guarded().on("sun-1", words.toArray(String[]::new));

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(world.snapshots())
        .hasSize(volumes)
        .allMatch(snapshot -> snapshot.content().equals("clean"));
    return outage(run);
  }
}
