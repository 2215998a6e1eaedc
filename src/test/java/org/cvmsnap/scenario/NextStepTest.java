package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator is told of the guest, and to type next: it is true, and a shell takes it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NextStepTest {
  private static final String[] TAKE = {"take", "datavol1", "--ldom", "ldom1"};

  @Test
  void a_guest_that_runs_and_lacks_a_mount_is_not_said_to_be_down() {
    World world = World.builtIn().fault(Fault.on("mount */data", Effect.FAIL).times(0));

    CliRun run = world.cvmsnap(TAKE);

    assertThat(run)
        .exitsWith(105)
        .says("service: ldom1 lacks what it had: /data has to be mounted in ldom1")
        .prints("ldom1 lacks what it had");
    assertThat(run.out() + run.err()).doesNotContain("DOWN");
    assertThat(world.guest("ldom1")).isActive();
  }

  @Test
  void a_refusal_for_such_a_guest_does_not_say_that_it_is_down_either() {
    World world = World.builtIn().fault(Fault.on("mount */data", Effect.FAIL).times(0));
    assertThat(world.cvmsnap(TAKE)).exitsWith(105);

    CliRun run = world.cvmsnap(TAKE);

    assertThat(run).exitsWith(103).says("service: NOT as it was: left so by an earlier run");
    assertThat(run.err()).doesNotContain("DOWN");
  }

  @Test
  void a_guest_that_does_not_run_is_down() {
    World world = World.builtIn().fault(Fault.on("ldm start *", Effect.FAIL).times(0));

    CliRun run = world.cvmsnap(TAKE);

    assertThat(run).exitsWith(105).says("SERVICE DOWN: ").prints("ldom1 is DOWN");
    assertThat(world.cvmsnap(TAKE)).exitsWith(103).says("SERVICE DOWN: left so");
  }

  @Test
  void a_state_directory_that_only_the_environment_names_is_named_in_it(@TempDir Path directory) {
    World world =
        World.builtIn()
            .environment("CVMSNAP_STATE_DIR", directory.resolve("state").toString())
            .fault(Fault.on("ldm start *", Effect.FAIL).times(0));

    assertThat(world.cvmsnap(TAKE))
        .exitsWith(105)
        .says("next: cvmsnap --state-dir " + directory.resolve("state") + " recover --ldom ldom1");
  }

  @Test
  void an_empty_text_is_no_state_directory() {
    World world = World.builtIn();
    assertThat(world.cvmsnap("status", "--state-dir", ""))
        .exitsWith(2)
        .says("The state directory that was named is an empty text.");
    world.environment("CVMSNAP_STATE_DIR", "");
    assertThat(world.cvmsnap(TAKE)).exitsWith(2).says("is an empty text");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void where_a_file_system_is_not_let_go_of_its_holders_are_what_to_look_for() {
    World world = World.builtIn().fault(Fault.on("umount /data", Effect.FAIL).times(0));

    CliRun run = world.cvmsnap(TAKE);

    assertThat(run)
        .exitsWith(5)
        .says(
            "next: Where it is busy, find out what holds it, in ldom1: fuser -cu /data.",
            "--umount-timeout");
  }

  @Test
  void a_mount_point_of_any_characters_is_one_word_of_the_command() {
    World world =
        World.changed(
                "mounted = [\"/data\"]",
                "mounted = [\"/d;$(reboot)'x\"]",
                "mountPoint = \"/data\"",
                "mountPoint = \"/d;$(reboot)'x\"")
            .fault(Fault.on("umount *", Effect.FAIL).times(0));

    CliRun run = world.cvmsnap(TAKE);

    assertThat(run).exitsWith(5).says("fuser -cu '/d;$(reboot)'\\''x'.");
  }

  @Test
  void what_is_typed_next_fits_what_was_seen() {
    World mounted = World.builtIn().typedInsteadOfCrashes("ldom1", "mount /data");
    mounted.fault(Fault.on("cat /etc/mnttab", Effect.CRASH_AFTER).nth(3));
    CliRun again = mounted.cvmsnap("take", "datavol1", "--ldom", "ldom1");
    World rebooted = World.builtIn().typedInsteadOfCrashes("sun-a", "ldm stop -r ldom1");
    rebooted.fault(Fault.on("vxprint *devopen", Effect.CRASH_AFTER).nth(3));
    CliRun unseen = rebooted.cvmsnap("take", "datavol1", "--ldom", "ldom1");

    assertThat(again).says("next: Find out");
    assertThat(again.err()).doesNotContain("unproven");
    assertThat(unseen).exitsWith(5).says("next: It could not be looked at");
    assertThat(unseen.err()).doesNotContain("fuser");
  }

  private static World oddName() {
    return World.of(
        World.text("builtin").replace("\"ldom1\"", "\"ldom1;x\"")
            + "\n[ssh]\n\"ldomx\" = \"ldom1;x\"\n");
  }

  @Test
  void so_it_is_where_doctor_finds_what_it_is_owed_and_where_its_journal_cannot_be_read()
      throws IOException {
    World world = oddName().fault(Fault.on("ldm bind *", Effect.CRASH_BEFORE));
    world.cvmsnap("take", "datavol1", "--ldom", "ldom1;x", "--guest-ssh", "ldomx");
    world.noFaults();

    assertThat(world.cvmsnap("doctor")).prints("here: cvmsnap recover --run '2026");
    try (Stream<Path> journals = Files.list(world.state().resolve("runs"))) {
      Files.writeString(journals.findFirst().orElseThrow(), "null\n");
    }
    assertThat(world.cvmsnap("status")).says("type cvmsnap recover --ldom 'ldom1;x'");
  }

  @Test
  void a_guest_of_any_name_is_one_word_of_the_command() {
    World world = oddName().fault(Fault.on("ldm bind *", Effect.FAIL).times(0));

    CliRun run = world.cvmsnap("take", "datavol1", "--ldom", "ldom1;x", "--guest-ssh", "ldomx");

    assertThat(run).exitsWith(105).says("cvmsnap: next: cvmsnap recover --ldom 'ldom1;x'\n");
    assertThat(world.cvmsnap("status")).prints("next: cvmsnap recover --ldom 'ldom1;x'");
  }

  @Test
  void a_guest_whose_name_is_no_address_needs_one() {
    World world = World.of(World.text("builtin").replace("\"ldom1\"", "\"ldom1;x\""));

    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1;x"))
        .exitsWith(2)
        .says("'ldom1;x' is no address that ssh can be given", "--guest-ssh");
    assertThat(world.cvmsnap("recover", "--ldom", "ldom1;x", "--from", "sun-b"))
        .exitsWith(2)
        .says("--guest-ssh");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void a_state_directory_that_cannot_be_one_is_told_with_the_reason_and_not_with_rights()
      throws IOException {
    World world = World.builtIn();
    Path file = Files.createTempFile("cvmsnap-state", null);

    CliRun run =
        world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--state-dir", file.toString());

    Files.delete(file);
    assertThat(run).exitsWith(3).says(file + " is no directory", "Move it away");
    assertThat(world.mutations()).isEmpty();
  }
}
