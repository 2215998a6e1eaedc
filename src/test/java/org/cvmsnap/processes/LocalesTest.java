package org.cvmsnap.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes in other locales than that of whoever wrote cvmsnap. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LocalesTest {
  /** Numbers have other digits there, and nothing but ASCII can be written. */
  private static final List<String> ELSEWHERE =
      List.of("-Duser.language=ar", "-Duser.country=EG", "-Dfile.encoding=US-ASCII");

  @TempDir private Path directory;

  private static ProcessWorld world(Path directory, List<String> options) {
    List<String> program = new ArrayList<>(ProcessWorld.compiled());
    program.addAll(1, options);
    return new ProcessWorld(program, directory);
  }

  @Test
  void what_was_cut_short_in_one_locale_is_recovered_in_another() throws Exception {
    ProcessWorld here = world(directory, List.of());
    ProcessWorld elsewhere = world(directory, ELSEWHERE);
    Path scenario = directory.resolve("scenario.toml");
    Files.writeString(scenario, World.text("builtin").replace("\"/data\"", "\"/donn\u00e9es\""));
    assertThat(elsewhere.start("sim", "init", "--scenario", scenario.toString()).exit()).isZero();
    Map<String, Object> before = here.guest("ldom1");
    ProcessWorld.Running run = here.start("take", "datavol1", "--ldom", "ldom1", "--sim-speed=60");
    here.awaitCommand("ldm unbind");
    run.signal("KILL");
    assertThat(run.exit()).isEqualTo(137);

    ProcessWorld.Running status = elsewhere.start("status");
    assertThat(status.exit()).isEqualTo(100);
    assertThat(status.said()).contains("/donn\u00e9es has to be mounted in ldom1");
    ProcessWorld.Running recover = elsewhere.start("recover");

    assertThat(recover.exit()).as(recover.said()).isZero();
    assertThat(here.guest("ldom1")).isEqualTo(before);
    assertThat(before.toString()).contains("/donn\u00e9es");
  }

  @Test
  void commands_and_files_have_the_digits_of_ascii() throws Exception {
    ProcessWorld elsewhere = world(directory, ELSEWHERE);

    ProcessWorld.Running run = elsewhere.start("take", "datavol1", "--ldom", "ldom1");

    assertThat(run.exit()).as(run.said()).isZero();
    assertThat(run.said()).contains("took datavol1_2026");
    assertThat(elsewhere.truth().snapshots()).hasSize(1);
  }
}
