package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.error.ExitCode.USAGE;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.Golden;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where root does not log in, an ordinary user does the work with a word before each command. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PrefixTest {
  private static final String GUEST = "mounted = [\"/data\"]";
  private static final String NODE_A = "name = \"sun-a\"\n";
  private static final String NODE_B = "name = \"sun-b\"\n";
  private static final String TAKE = "take datavol1 --ldom ldom1";

  private static World guest(String rights) {
    return World.changed(GUEST, GUEST + "\nrights = \"" + rights + "\"").copy();
  }

  private static CliRun run(World world, String line, String... more) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    words.addAll(List.of(more));
    return world.cvmsnap(words.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({"pfexec, pfexec", "sudo, sudo -n"})
  void a_guest_whose_user_has_root_s_rights_by_a_prefix_is_taken(String rights, String prefix) {
    World world = guest(rights);
    SimTruth.Guest before = world.guest("ldom1");

    CliRun run = run(world, TAKE, "--guest-prefix", prefix, "--guest-ssh", "snap@ldom1");

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo("clean");
    assertThat(world.mutations()).contains("ldom1# " + prefix + " umount /data");
  }

  @Test
  void the_variable_says_the_same() {
    World world = guest("pfexec").environment("CVMSNAP_GUEST_PREFIX", "pfexec");

    assertThat(run(world, TAKE)).exitsWith(DONE).hasNoDebts();
  }

  @Test
  void a_run_that_was_cut_short_is_recovered_with_its_prefix_though_nobody_types_it() {
    World world = guest("pfexec").fault(Fault.on("ldm start *", Effect.CRASH_BEFORE));
    assertThat(run(world, TAKE, "--guest-prefix", "pfexec")).crashed();
    assertAllFired(world);
    world.noFaults();

    assertThat(run(world, "recover")).exitsWith(DONE).hasNoDebts();

    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
    assertThat(world.mutations()).anyMatch(line -> line.startsWith("ldom1# pfexec mount "));
  }

  @Test
  void the_next_take_pays_what_is_owed_with_the_prefix_of_the_run_that_owes_it() {
    World world = guest("pfexec").fault(Fault.on("ldm start *", Effect.CRASH_BEFORE));
    assertThat(run(world, TAKE, "--guest-prefix", "pfexec")).crashed();
    world.noFaults();

    assertThat(run(world, TAKE, "--guest-prefix", "pfexec")).exitsWith(DONE).hasNoDebts();
  }

  @Test
  void a_dry_run_prints_what_is_executed_to_the_word() {
    World world = guest("sudo");

    CliRun dry = run(world, TAKE + " --dry-run", "--guest-prefix", "sudo -n");

    assertThat(dry).exitsWith(DONE).prints("ldom1# sudo -n umount /data");
    assertThat(run(world, TAKE, "--guest-prefix", "sudo -n")).exitsWith(DONE);
    assertThat(world.mutations().stream().map(Golden::withoutTimes))
        .containsExactlyElementsOf(dry.lines().stream().map(Golden::withoutTimes).toList());
  }

  @Test
  void nodes_whose_user_has_root_s_rights_by_a_prefix_are_worked_on() {
    World world =
        World.changed(
                NODE_A, NODE_A + "rights = \"sudo\"\n", NODE_B, NODE_B + "rights = \"sudo\"\n")
            .copy();
    SimTruth.Guest before = world.guest("ldom1");

    assertThat(run(world, TAKE, "--node-prefix", "sudo -n")).exitsWith(DONE).hasNoDebts();

    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(run(world, "list", "--node-prefix", "sudo -n")).exitsWith(DONE).prints("ldom1");
    assertThat(run(world, "topology", "--node-prefix", "sudo -n")).exitsWith(DONE).saysNothing();
  }

  @Test
  void nodes_that_differ_have_their_prefixes_from_the_file_also_in_a_recovery_without_it(
      @TempDir Path directory) throws IOException {
    World world =
        World.changed(NODE_B, NODE_B + "rights = \"sudo\"\n")
            .guarded()
            .fault(Fault.on("ldm bind *", Effect.CRASH_BEFORE));
    SimTruth.Guest before = world.guest("ldom1");
    Path file =
        Files.writeString(
            directory.resolve("site.toml"), "[nodes.sun-b]\nnode-prefix = \"sudo -n\"\n");

    assertThat(run(world, TAKE)).exitsWith(REFUSED);
    assertThat(run(world, TAKE, "--config", file.toString())).crashed();

    assertThat(run(world.noFaults(), "recover")).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1")).isAs(before);
    Files.writeString(file, "[nodes.sun-b]\nnode-prefix = \"sh -c 'x\"\n");
    assertThat(run(world, "config", "validate", "--config", file.toString()))
        .exitsWith(USAGE)
        .says("line 2, column 1: 'sh -c 'x' is not a program and its options");
  }

  @Test
  void a_run_on_such_nodes_is_recovered_with_its_prefix_too() {
    World world =
        World.changed(
                NODE_A, NODE_A + "rights = \"pfexec\"\n", NODE_B, NODE_B + "rights = \"pfexec\"\n")
            .fault(Fault.on("ldm bind *", Effect.CRASH_BEFORE));
    assertThat(run(world, TAKE, "--node-prefix", "pfexec")).crashed();
    world.noFaults();

    assertThat(run(world, "recover")).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
  }

  @Test
  void a_prefix_that_is_not_there_is_not_taken_for_a_machine_without_programs() {
    World world = World.builtIn();

    assertThat(run(world, TAKE, "--guest-prefix", "sudo -n"))
        .exitsWith(REFUSED)
        .says("sudo: not found");
    assertThat(run(world, TAKE, "--node-prefix", "sudo -n"))
        .exitsWith(REFUSED)
        .says("sudo: not found");
    assertThat(world.mutations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-n", "sudo;reboot", "sh -c 'x", "$SHELL"})
  void only_plain_words_are_a_prefix(String words) {
    assertThat(run(World.builtIn(), TAKE, "--guest-prefix=" + words))
        .exitsWith(USAGE)
        .says("--guest-prefix takes a program and its options, and no shell");
  }
}
