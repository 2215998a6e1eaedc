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
  void times_that_are_later_than_now_are_not_told_and_hide_no_later_failure() {
    world.change(cluster -> cluster.stepClock(Duration.ofDays(10)));
    take(0);
    world.change(cluster -> cluster.stepClock(Duration.ofDays(-10)));
    world.fault(Fault.on("umount /data", Effect.FAIL).times(0));
    take(5);

    CliRun metrics = world.cvmsnap("metrics");

    assertThat(metrics)
        .exitsWith(FAILED)
        .says("datadg/datavol1 says that it was taken later than now")
        .prints(
            "cvmsnap_learned{what=\"snapshots\"} 0",
            "cvmsnap_last_run_exit_code{guest=\"ldom1\",operation=\"take\"} 5");
    Assertions.assertThat(metrics.out()).doesNotContain("newest_set_timestamp");
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

  /** A take that died while its guest was down. */
  private void down() {
    take(0);
    world.dies("ldm start *", Effect.CRASH_BEFORE, "take", "datavol1", "--ldom", "ldom1");
  }

  @Test
  void where_the_state_directory_that_is_named_is_not_there_nobody_is_told_that_nothing_is_owed() {
    take(0);
    world.dies(
        "ldm start *", Effect.CRASH_BEFORE, "take", "datavol1", "--ldom", "ldom1", "--no-lock");
    Path absent = directory.resolve("absent");

    CliRun metrics = world.cvmsnap("metrics", "--state-dir", absent.toString());

    assertThat(metrics)
        .exitsWith(FAILED)
        .says("There is no state directory " + absent)
        .prints(
            "cvmsnap_learned{what=\"snapshots\"} 1\n",
            "cvmsnap_learned{what=\"debts\"} 0\n",
            "cvmsnap_learned{what=\"runs\"} 0\n",
            "cvmsnap_newest_proven_set_timestamp_seconds{");
    Assertions.assertThat(metrics.out()).doesNotContain("cvmsnap_debts", "cvmsnap_guest_down");
    Assertions.assertThat(absent).doesNotExist();
  }

  @Test
  void nor_that_a_guest_is_not_down_whose_lock_record_stands_without_its_journal()
      throws IOException {
    down();
    Path other = Files.createDirectory(directory.resolve("other"));
    CliRun elsewhere = world.cvmsnap("metrics", "--state-dir", other.toString());
    try (Stream<Path> files = Files.list(world.state().resolve("runs"))) {
      for (Path file : files.toList()) {
        Files.writeString(file, Files.readString(file).substring(0, 40));
      }
    }
    CliRun cut = world.cvmsnap("metrics");

    for (CliRun metrics : List.of(elsewhere, cut)) {
      assertThat(metrics)
          .exitsWith(FAILED)
          .says(" has ldom1: the lock record ")
          .prints("cvmsnap_learned{what=\"debts\"} 0\n", "cvmsnap_learned{what=\"runs\"} 0\n");
      Assertions.assertThat(metrics.out())
          .contains("\ncvmsnap_debts ")
          .doesNotContain("cvmsnap_debts 0", "cvmsnap_guest_down", "cvmsnap_last_run");
    }
  }

  @Test
  void a_configuration_that_is_wrong_or_gone_hides_no_debt() throws IOException {
    down();
    Path file = directory.resolve("site.toml");
    world.environment("CVMSNAP_CONFIG", file.toString());
    CliRun gone = world.cvmsnap("metrics");
    Files.writeString(file, "[defaults");
    CliRun wrong = world.cvmsnap("metrics");

    for (CliRun metrics : List.of(gone, wrong)) {
      assertThat(metrics)
          .exitsWith(FAILED)
          .says(file.toString(), "may name another state directory")
          .prints(
              "cvmsnap_guest_down{guest=\"ldom1\"} 1\n",
              "cvmsnap_learned{what=\"snapshots\"} 1\n",
              "cvmsnap_learned{what=\"debts\"} 0\n");
      Assertions.assertThat(metrics.out()).contains("\ncvmsnap_debts ");
    }
    assertThat(world.cvmsnap("recover")).exitsWith(DONE);
    Assertions.assertThat(world.cvmsnap("metrics").out())
        .doesNotContain("cvmsnap_debts", "cvmsnap_guest_down");
    assertThat(world.cvmsnap("metrics", "--state-dir", world.state().toString()))
        .exitsWith(FAILED)
        .prints("cvmsnap_debts 0\n", "cvmsnap_learned{what=\"debts\"} 1\n");
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
