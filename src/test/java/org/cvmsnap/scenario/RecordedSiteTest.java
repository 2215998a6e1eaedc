package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A recording of a site becomes a simulated cluster that answers as the site did. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RecordedSiteTest {
  private static final String TAKE = "take datavol1 --ldom ldom1 --dry-run";

  @TempDir Path directory;
  private int recordings;

  private Path site() {
    return directory.resolve("site.jsonl");
  }

  /** Runs a command and adds what it asked to the recording of the site. */
  private CliRun recorded(World world, String line) {
    Path part = directory.resolve("part-" + recordings++);
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    words.addAll(List.of("--record", part.toString()));
    CliRun run = world.cvmsnap(words.toArray(String[]::new));
    try {
      Files.write(
          site(), Files.readAllBytes(part), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return run;
  }

  private CliRun rehearsed(World world, String... more) {
    List<String> words = new ArrayList<>(List.of("sim", "init", "--from", site().toString()));
    words.addAll(List.of(more));
    return world.cvmsnap(words.toArray(String[]::new));
  }

  private static CliRun run(World world, String line) {
    return world.cvmsnap(line.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "builtin, " + TAKE,
    "vcs, " + TAKE,
    "vcs, take datavol1 datavol2 --ldom ldom1 --dry-run",
    "builtin, " + TAKE + " --mode detach",
    "solaris10, " + TAKE,
    "zfs, " + TAKE,
    "layered, " + TAKE,
    "asm, " + TAKE,
    "standby, " + TAKE,
    "twogroups, " + TAKE,
    "hostnames, " + TAKE,
  })
  void the_cluster_that_was_made_of_it_answers_as_the_recorded_one(String scenario, String take) {
    World world = World.of(World.text(scenario));
    List<String> lines = List.of("topology", "list", take);
    List<CliRun> before = lines.stream().map(line -> recorded(world, line)).toList();

    World other = World.builtIn();
    assertThat(rehearsed(other)).exitsWith(ExitCode.DONE);

    for (int i = 0; i < lines.size(); i++) {
      CliRun after = run(other, lines.get(i));
      assertThat(after.exit()).isEqualTo(before.get(i).exit());
      assertThat(unmarked(after.out())).isEqualTo(unmarked(before.get(i).out()));
      assertThat(unmarked(after.err())).isEqualTo(unmarked(before.get(i).err()));
    }
  }

  /** Without the names that a run gives itself, and what it is called after. */
  private static String unmarked(String text) {
    return text.replaceAll("\\d{8}T\\d{6}Z(-(ldom|guest)\\d)?-\\w{4}", "RUN")
        .replaceAll("cvmsnap_lock_\\w+", "LOCK");
  }

  @ParameterizedTest
  @ValueSource(strings = {"builtin", "vcs", "zfs", "solaris10", "asm", "twogroups", "hostnames"})
  void a_masked_recording_answers_in_other_names_and_holds_none_of_the_site(String scenario)
      throws IOException {
    World world = World.of(World.text(scenario));
    CliRun topology = recorded(world, "topology");
    CliRun list = recorded(world, "list");
    CliRun take = recorded(world, TAKE);
    Path masked = directory.resolve("masked.jsonl");

    CliRun mask = run(world, "mask " + site() + " " + masked);

    assertThat(mask).exitsWith(ExitCode.DONE);
    Map<String, String> names = names(mask);
    assertThat(names.keySet()).contains("ldom1", "datadg", "datavol1", "data", "datadg01");
    assertThat(Files.readString(masked)).doesNotContainPattern("ldom\\d|datadg|datavol|tank");
    String where = " --host replay:" + masked + " --state-dir " + directory;
    assertSame(run(world, "topology" + where), topology, names);
    assertSame(run(world, "list" + where), list, names);
    assertSame(run(world, renamed(TAKE, names) + where), take, names);
    assertThat(run(World.builtIn(), "sim init --from " + masked)).exitsWith(ExitCode.DONE);
  }

  @Test
  void nothing_is_done_on_a_recording_nor_written_down() {
    World world = World.builtIn();
    Path recording = directory.resolve("dry.jsonl");
    Path state = directory.resolve("state");
    run(world, "take datavol1 --ldom ldom1 --dry-run --record " + recording);

    CliRun run =
        world.cvmsnap(
            "take",
            "datavol1",
            "--ldom",
            "ldom1",
            "--host",
            "replay:" + recording,
            "--state-dir",
            state.toString());

    assertThat(run).exitsWith(ExitCode.REFUSED).says("A recording only answers questions");
    assertThat(state.resolve("runs")).doesNotExist();
  }

  @Test
  void snapshots_are_listed_in_other_names() {
    World world = World.vcs();
    assertThat(run(world, "take datavol1 datavol2 --ldom ldom1")).exitsWith(ExitCode.DONE);
    CliRun list = recorded(world, "list");
    Path masked = directory.resolve("masked.jsonl");
    CliRun mask = run(world, "mask " + site() + " " + masked);

    CliRun again = run(world, "list --host replay:" + masked + " --state-dir " + directory);

    assertThat(again.lines()).hasSize(3);
    assertSame(again, list, names(mask));
  }

  /** The same but for the names, and for the blanks that make columns of them. */
  private static void assertSame(CliRun masked, CliRun plain, Map<String, String> names) {
    assertThat(masked.exit()).isEqualTo(plain.exit());
    assertThat(blank(masked.out())).isEqualTo(blank(renamed(plain.out(), names)));
  }

  /** What was replaced, and by what. */
  private static Map<String, String> names(CliRun mask) {
    return mask.lines().stream()
        .filter(line -> line.startsWith("replaced: "))
        .map(line -> line.split(" "))
        .collect(Collectors.toMap(words -> words[1], words -> words[3]));
  }

  private static String renamed(String text, Map<String, String> names) {
    return Pattern.compile("[A-Za-z0-9]+")
        .matcher(text)
        .replaceAll(word -> names.getOrDefault(word.group(), word.group()));
  }

  private static String blank(String text) {
    return unmarked(text)
        .replaceAll("_\\d{14}", "_DATE")
        .replaceAll("(date|taken)=[0-9T:Z-]+", "$1=DATE")
        .replaceAll(" +", " ");
  }

  @Test
  void what_becomes_of_snapshots_is_told() {
    World world = World.builtIn();
    assertThat(run(world, "take datavol1 --ldom ldom1 --kind space-optimized --cache-size 2g"))
        .exitsWith(ExitCode.DONE);
    assertThat(run(world, "take datavol2 --ldom ldom1")).exitsWith(ExitCode.DONE);
    recorded(world, "topology");

    World other = World.builtIn();
    CliRun made = rehearsed(other);

    assertThat(made).exitsWith(ExitCode.DONE);
    assertThat(made.out())
        .containsPattern("assumed: datadg/datavol1_\\d+ is not there: it is a snapshot in a cache")
        .containsPattern(
            "assumed: snapshots of datadg are volumes like any other.*: datavol2_\\d+");
    assertThat(run(other, TAKE)).exitsWith(ExitCode.DONE);
  }

  @Test
  void who_is_no_root_gives_the_same_words_again() throws IOException {
    String prefixes = " --guest-prefix sudo --node-prefix pfexec";
    World world =
        World.changed(
            "name = \"sun-a\"", "name = \"sun-a\"\nrights = \"pfexec\"",
            "name = \"sun-b\"", "name = \"sun-b\"\nrights = \"pfexec\"",
            "name = \"ldom1\"", "name = \"ldom1\"\nrights = \"sudo\"",
            "name = \"ldom3\"", "name = \"ldom3\"\nrights = \"sudo\"");
    CliRun topology = recorded(world, "topology" + prefixes);
    CliRun take = recorded(world, TAKE + prefixes);
    Path masked = directory.resolve("masked.jsonl");
    CliRun mask = run(world, "mask " + site() + " " + masked);

    World other = World.builtIn();
    assertThat(rehearsed(other, prefixes.strip().split(" "))).exitsWith(ExitCode.DONE);

    assertThat(run(other, "topology" + prefixes).out()).isEqualTo(topology.out());
    assertThat(unmarked(run(other, TAKE + prefixes).out())).isEqualTo(unmarked(take.out()));
    String where = " --host replay:" + masked + " --state-dir " + directory;
    assertSame(run(world, "topology" + prefixes + where), topology, names(mask));
  }

  @Test
  void an_outage_takes_as_long_as_the_recorded_one() {
    World world =
        World.changed(
            "bindSeconds = 2", "bindSeconds = 7",
            "unbindSeconds = 2", "unbindSeconds = 9",
            "stopSeconds = 30", "stopSeconds = 55",
            "bootSeconds = 90", "bootSeconds = 200",
            "softstateSeconds = 75", "softstateSeconds = 150");
    recorded(world, "topology");
    recorded(world, TAKE);
    CliRun before = recorded(world, "take datavol1 --ldom ldom1");
    assertThat(before).exitsWith(ExitCode.DONE);

    World other = World.builtIn();
    CliRun made = rehearsed(other);
    CliRun after = run(other, "take datavol1 --ldom ldom1");

    assertThat(after).exitsWith(ExitCode.DONE);
    assertThat(away(after)).isBetween(away(before) - 10, away(before) + 10);
    assertThat(made.out())
        .contains("assumed: these times are the usual ones: bandwidthMegabytesPerSecond\n");
  }

  private static double away(CliRun take) {
    return Double.parseDouble(take.out().replaceAll("(?s).*was away for ([\\d.]+) s.*", "$1"));
  }

  @Test
  void what_the_recording_does_not_tell_is_assumed_and_told() throws IOException {
    World world = World.vcs();
    recorded(world, "topology");
    Path written = directory.resolve("site.toml");

    World other = World.builtIn();
    CliRun made = rehearsed(other, "--write", written.toString());

    assertThat(made).exitsWith(ExitCode.DONE);
    assertThat(made.lines())
        .contains(
            "assumed: there is no VCS",
            "assumed: ldom1 boots by itself (auto-boot? is true)",
            "assumed: what ldom1 has mounted it mounts at boot, with usual options");
    assertThat(run(other, "topology").out()).isEqualTo(run(world, "topology").out());
    assertThat(Files.readString(written)).contains("name = \"ldom1\"");
    assertThat(run(World.builtIn(), "sim init --scenario " + written)).exitsWith(ExitCode.DONE);
  }

  @Test
  void a_file_that_is_there_is_not_written_over_and_no_cluster_is_begun() throws IOException {
    recorded(World.vcs(), "topology");
    Path written = Files.writeString(directory.resolve("site.toml"), "mine");
    World other = World.builtIn();

    assertThat(rehearsed(other, "--write", written.toString())).exitsWith(ExitCode.USAGE);

    assertThat(Files.readString(written)).isEqualTo("mine");
    assertThat(other.log()).isEmpty();
  }

  @Test
  void a_recording_that_does_not_tell_of_nodes_is_refused() throws IOException {
    Files.writeString(
        site(), "{\"host\":\"a\",\"argv\":[\"ls\"],\"exit\":0,\"stdout\":\"\",\"stderr\":\"\"}");

    assertThat(rehearsed(World.builtIn()))
        .exitsWith(ExitCode.REFUSED)
        .says("the recording has no answer to 'virtinfo -a -p' on a");
  }
}
