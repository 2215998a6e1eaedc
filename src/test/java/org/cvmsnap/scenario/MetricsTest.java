package org.cvmsnap.scenario;

import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How protection stands, as numbers; what is not known has none. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MetricsTest {
  private final World world = World.builtIn();

  @TempDir private Path directory;

  private void take(int exit, String... more) {
    Stream<String> words =
        Stream.concat(Stream.of("take", "datavol1", "--ldom", "ldom1"), Stream.of(more));
    assertThat(world.cvmsnap(words.toArray(String[]::new))).exitsWith(exit);
  }

  @Test
  void what_is_known_is_told_in_the_text_format_of_prometheus() {
    take(0);

    CliRun metrics = world.cvmsnap("metrics");

    assertThat(metrics)
        .exitsWith(DONE)
        .saysNothing()
        .prints(
            "# TYPE cvmsnap_newest_proven_set_timestamp_seconds gauge\n"
                + "cvmsnap_newest_proven_set_timestamp_seconds"
                + "{group=\"datadg\",volume=\"datavol1\",guest=\"ldom1\"} 177233055",
            "# TYPE cvmsnap_newest_set_timestamp_seconds gauge\n"
                + "cvmsnap_newest_set_timestamp_seconds"
                + "{group=\"datadg\",volume=\"datavol1\",guest=\"ldom1\"} 177233055",
            "cvmsnap_newest_proven_set_timestamp_seconds"
                + "{group=\"datadg\",volume=\"datavol1\",guest=\"ldom1\"} 177233055",
            "cvmsnap_snapshots{group=\"datadg\",volume=\"datavol1\",state=\"good\"} 1\n",
            "cvmsnap_debts 0\n",
            "cvmsnap_guest_down{guest=\"ldom1\"} 0\n",
            "cvmsnap_last_run_exit_code{guest=\"ldom1\",operation=\"take\"} 0\n",
            "cvmsnap_last_outage_seconds{guest=\"ldom1\"} 131.",
            "cvmsnap_learned{what=\"snapshots\"} 1\n",
            "cvmsnap_metrics_timestamp_seconds 17723");
    Assertions.assertThat(metrics.lines())
        .allMatch(line -> line.startsWith("# ") || line.matches("cvmsnap_\\w+(\\{.*})? [-.0-9]+"));
  }

  @Test
  void the_sets_of_a_policy_are_told_apart_from_those_that_nobody_else_has_to_watch()
      throws IOException {
    Path file =
        Files.writeString(directory.resolve("site.toml"), "[policies.nightly]\nldom = 'ldom1'\n");
    world.environment("CVMSNAP_CONFIG", file.toString());
    take(0, "--policy", "nightly");
    world.change(cluster -> cluster.advance(Duration.ofDays(3)));
    take(0);

    assertThat(world.cvmsnap("metrics"))
        .exitsWith(DONE)
        .prints(
            "cvmsnap_newest_proven_set_timestamp_seconds"
                + "{group=\"datadg\",volume=\"datavol1\",guest=\"ldom1\"} 177259",
            "cvmsnap_policy_newest_proven_set_timestamp_seconds"
                + "{group=\"datadg\",volume=\"datavol1\",guest=\"ldom1\",policy=\"nightly\"} 177233");
  }

  @Test
  void what_is_owed_is_told() {
    take(0);
    world.fault(Fault.on("ldm start *", Effect.CRASH_BEFORE));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed();
    world.noFaults();

    CliRun metrics = world.cvmsnap("metrics");

    assertThat(metrics).exitsWith(DONE).prints("cvmsnap_guest_down{guest=\"ldom1\"} 1\n");
    Assertions.assertThat(metrics.out()).contains("cvmsnap_debts ").doesNotContain("_debts 0");
  }

  @Test
  void what_cannot_be_learned_has_no_sample_and_is_told_as_that() throws IOException {
    take(0);
    world.fault(Fault.on("vxsnap * list*", Effect.FAIL).times(0));
    CliRun metrics = world.cvmsnap("metrics");

    assertThat(metrics)
        .exitsWith(FAILED)
        .says("cvmsnap: warning: What there is cannot be learned")
        .prints("cvmsnap_learned{what=\"snapshots\"} 0\n", "cvmsnap_learned{what=\"debts\"} 1\n");
    Assertions.assertThat(metrics.out()).doesNotContain("cvmsnap_snapshots");

    world.noFaults();
    try (Stream<Path> files = Files.walk(world.state())) {
      for (Path file : files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
        Path damaged = world.state().resolve("runs").resolve(file.getFileName());
        Files.deleteIfExists(file);
        Files.writeString(damaged, "{}\n{}\n");
        Files.setPosixFilePermissions(damaged, PosixFilePermissions.fromString("rw-------"));
      }
    }
    CliRun unread = world.cvmsnap("metrics");

    assertThat(unread)
        .exitsWith(FAILED)
        .prints("cvmsnap_learned{what=\"debts\"} 0\n", "cvmsnap_learned{what=\"runs\"} 0\n");
    Assertions.assertThat(unread.out())
        .doesNotContain("cvmsnap_debts", "cvmsnap_guest_down", "cvmsnap_last_run");
  }

  @Test
  void a_file_is_replaced_as_a_whole_and_can_be_read_by_all() throws IOException {
    take(0);
    Path file = Files.writeString(directory.resolve("cvmsnap.prom"), "old");

    assertThat(world.cvmsnap("metrics", "--textfile", file.toString()))
        .exitsWith(DONE)
        .printsNothing()
        .saysNothing();

    Assertions.assertThat(file).content().contains("cvmsnap_debts 0").doesNotContain("old");
    Assertions.assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r--");
    try (Stream<Path> left = Files.list(directory)) {
      Assertions.assertThat(left).containsExactly(file);
    }
  }

  @Test
  void what_is_no_ordinary_file_such_as_a_device_or_a_link_is_left_as_it_is() throws IOException {
    Path file = Files.writeString(directory.resolve("other"), "theirs");
    Path link = Files.createSymbolicLink(directory.resolve("cvmsnap.prom"), file);

    for (Path name : List.of(link, directory)) {
      assertThat(world.cvmsnap("metrics", "--textfile", name.toString()))
          .exitsWith(REFUSED)
          .says(name + " is no ordinary file, and is left as it is");
    }

    Assertions.assertThat(link).isSymbolicLink();
    Assertions.assertThat(file).hasContent("theirs");
  }

  @Test
  void a_file_that_cannot_be_written_is_refused() {
    assertThat(world.cvmsnap("metrics", "--textfile", directory.resolve("no/x.prom").toString()))
        .exitsWith(REFUSED)
        .says("The metrics cannot be written");
  }
}
