package org.cvmsnap.processes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cvmsnap.error.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guardians as the processes that they are: they outlive whom they watch, and no longer the run.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GuardianProcessTest {
  @TempDir private Path directory;
  private ProcessWorld world;
  private Map<String, Object> before;

  @BeforeEach
  void setUp() throws IOException {
    Path launcher = directory.resolve("launcher");
    List<String> program = new ArrayList<>(ProcessWorld.compiled());
    program.add(program.size() - 1, "-Dcvmsnap.launcher=" + launcher);
    Files.writeString(
        launcher, "#!/bin/sh\nexec '" + String.join("' '", program) + "' \"$@\"\n", UTF_8);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    world = new ProcessWorld(program, directory);
    before = world.guest("ldom1");
  }

  /**
   * @param speed simulated seconds in a real one; a guardian looks once a real second
   */
  private ProcessWorld.Running take(int speed, String limit) throws IOException {
    return world.start(
        "take", "datavol1", "--ldom", "ldom1", "--sim-speed=" + speed, "--max-outage=" + limit);
  }

  private ProcessHandle guardian() {
    return world.guardians().get(0);
  }

  private void isBroughtHomeWhenKilled(ProcessWorld.Running run) throws Exception {
    run.signal("KILL");
    assertThat(run.exit()).isEqualTo(137);
    world.awaitNoGuardian();
    assertThat(world.guest("ldom1")).isEqualTo(before);
    assertThat(world.unfinished()).isEmpty();
  }

  private String logOfGuardian() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("state"))) {
      Path log =
          files
              .filter(file -> file.getFileName().toString().startsWith("guardian-"))
              .findFirst()
              .orElseThrow();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
          .isEqualTo("rw-------");
      return Files.readString(log);
    }
  }

  @Test
  void a_take_that_is_killed_in_the_outage_is_brought_home_by_its_guardian() throws Exception {
    ProcessWorld.Running run = take(60, "1h");
    world.awaitCommand("ldm unbind");
    ProcessHandle guardian = guardian();

    run.signal("KILL");

    assertThat(run.exit()).isEqualTo(137);
    ProcessWorld.await("the guardian to leave", () -> !guardian.isAlive());
    assertThat(world.guest("ldom1")).isEqualTo(before);
    assertThat(world.unfinished()).isEmpty();
    assertThat(world.truth().snapshots()).isEmpty();
    assertThat(logOfGuardian()).contains("is gone").contains("start-domain ldom1 changed");
  }

  @Test
  void a_guardian_that_is_killed_is_replaced_by_another_one_which_does_its_work() throws Exception {
    ProcessWorld.Running run = take(60, "1h");
    world.awaitCommand("vxassist -g datadg make cvmsnap_lock");
    ProcessHandle first = guardian();

    first.destroyForcibly();

    ProcessWorld.await(
        "another guardian to watch",
        () ->
            run.said().contains("The guardian has ended before its run; another one watches now."));
    assertThat(world.guardians()).hasSize(1).doesNotContain(first);
    isBroughtHomeWhenKilled(run);
  }

  @Test
  void a_guardian_waits_for_journals_that_are_away_for_a_while() throws Exception {
    ProcessWorld.Running run = take(20, "1h");
    world.awaitCommand("ldm unbind");
    ProcessHandle guardian = guardian();
    Path state = directory.resolve("state");
    Path away = directory.resolve("away");

    Files.move(state, away);
    boolean left =
        guardian.onExit().thenApply(gone -> true).completeOnTimeout(false, 3, SECONDS).join();
    Files.move(away, state);

    assertThat(left).as("the guardian has left").isFalse();
    isBroughtHomeWhenKilled(run);
  }

  @Test
  void a_take_that_is_killed_with_disks_taken_away_has_a_guardian_without_being_asked()
      throws Exception {
    ProcessWorld.Running run =
        world.start("take", "datavol1", "--ldom", "ldom1", "--mode=detach", "--sim-speed=20");
    world.awaitCommand("ldm rm-vdisk");
    ProcessHandle guardian = guardian();

    run.signal("KILL");

    assertThat(run.exit()).isEqualTo(137);
    ProcessWorld.await("the guardian to leave", () -> !guardian.isAlive());
    assertThat(world.guest("ldom1")).isEqualTo(before);
    assertThat(world.boots("ldom1")).isZero();
    assertThat(world.unfinished()).isEmpty();
    assertThat(logOfGuardian()).contains("attach-disk ldom1/data changed");
  }

  @Test
  void a_take_that_is_away_too_long_is_told_to_go_home() throws Exception {
    ProcessWorld.Running run = take(20, "20s");

    assertThat(run.exit()).as(run.said()).isEqualTo(ExitCode.INTERRUPTED.value());

    world.awaitNoGuardian();
    assertThat(run.said()).contains("SIGTERM");
    assertThat(world.guest("ldom1")).isEqualTo(before);
    assertThat(world.unfinished()).isEmpty();
    assertThat(world.truth().snapshots()).allMatch(each -> each.content().equals("clean"));
    assertThat(logOfGuardian()).contains("is too long");
  }

  @Test
  void a_guardian_has_a_session_of_its_own_and_leaves_with_the_run() throws Exception {
    ProcessWorld.Running run = take(60, "1h");
    world.awaitCommand("umount /data");
    ProcessHandle guardian = guardian();
    Path stat = Path.of("/proc", Long.toString(guardian.pid()), "stat");
    if (Files.exists(stat)) {
      String[] fields = Files.readString(stat).replaceFirst("^.*\\) ", "").split(" ", -1);
      assertThat(fields[3]).as("session").isEqualTo(Long.toString(guardian.pid()));
    }

    assertThat(run.exit()).as(run.said()).isZero();

    ProcessWorld.await("the guardian to leave", () -> !guardian.isAlive());
    assertThat(world.guest("ldom1")).isEqualTo(before);
    assertThat(logOfGuardian()).contains("has ended");
  }
}
