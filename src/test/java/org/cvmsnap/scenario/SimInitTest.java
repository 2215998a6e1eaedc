package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.cvmsnap.testing.Crashed;
import org.cvmsnap.testing.GivenProcess;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A simulated cluster that begins anew knows nothing of the runs on the one before it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SimInitTest {
  @TempDir Path home;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private int run(String... words) {
    said.reset();
    return new GivenProcess(words)
        .environment(Map.of("XDG_STATE_HOME", home.toString(), "HOME", home.toString()))
        .crash(
            () -> {
              throw new Crashed();
            })
        .run(said, said);
  }

  @Test
  void its_journals_begin_anew_too() {
    assertThat(run("sim", "fault", "add", "--on", "ldm start *", "--effect", "crash-before"))
        .isZero();
    assertThatThrownBy(() -> run("--sim", "take", "datavol1", "--ldom", "ldom1"))
        .isInstanceOf(Crashed.class);
    assertThat(run("--sim", "status")).isEqualTo(100);

    assertThat(run("sim", "init")).isZero();

    assertThat(run("--sim", "status")).as(said.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(run("--sim", "take", "datavol1", "--ldom", "ldom1"))
        .as(said.toString(StandardCharsets.UTF_8))
        .isZero();
  }

  @Test
  void a_scenario_that_does_not_exist_leaves_all_as_it_is() {
    assertThat(run("sim", "fault", "add", "--on", "ldm start *", "--effect", "crash-before"))
        .isZero();
    assertThatThrownBy(() -> run("--sim", "take", "datavol1", "--ldom", "ldom1"))
        .isInstanceOf(Crashed.class);

    assertThat(run("sim", "init", "--scenario", "nowhere")).isNotZero();

    assertThat(run("--sim", "status")).isEqualTo(100);
  }
}
