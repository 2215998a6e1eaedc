package org.cvmsnap.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that use shims wait in their own time, and the simulated time follows. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShimTimeTest {
  private static final List<String> PLEXES =
      List.of("exec", "--follow", "sun-a", "vxprint", "-g", "datadg", "-ht", "datavol1");

  @TempDir private Path temp;

  private Instant real = Instant.parse("2026-01-01T00:00:00Z");

  /** Each command is a process of its own, which knows no more than what is stored. */
  private SimStore store() {
    return SimStore.directory(temp, () -> Scenario.builtIn().cluster());
  }

  private String sim(List<String> words) {
    SimContext place =
        new SimContext() {
          @Override
          public SimStore store() {
            return ShimTimeTest.this.store();
          }

          @Override
          public boolean json() {
            return false;
          }

          @Override
          public Path directory() {
            return temp;
          }

          @Override
          public SimContext.Rehearsed rehearsed(Path recording) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void forgetRuns() {}

          @Override
          public Path launcher() {
            return temp;
          }
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    int exit =
        SimCommand.of(place, () -> {}, print, print, () -> real)
            .execute(words.toArray(String[]::new));
    assertThat(exit).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  private Duration elapsed() {
    return store().look(SimCluster::elapsed);
  }

  /** How long the command takes in the simulated time. */
  private Duration took(List<String> words) {
    Duration before = elapsed();
    sim(words);
    return elapsed().minus(before);
  }

  private static List<String> exec(String... words) {
    return Stream.concat(Stream.of("exec"), Stream.of(words)).toList();
  }

  @Test
  void a_mirror_is_filled_while_a_program_waits_for_it() {
    sim(exec("--follow", "sun-a", "vxsnap", "-g", "datadg", "-b", "addmir", "datavol1"));
    assertThat(sim(PLEXES)).contains("SNAPATT").doesNotContain("SNAPDONE");

    real = real.plusSeconds(2);

    assertThat(sim(PLEXES)).contains("SNAPDONE").doesNotContain("SNAPATT");
  }

  @Test
  void time_passes_for_as_long_as_the_program_has_waited_since_its_last_command() {
    Duration alone = took(exec("--follow", "sun-a", "ldm", "list"));
    real = real.plusSeconds(3);

    assertThat(took(exec("--follow", "sun-a", "ldm", "list"))).isEqualTo(alone.plusSeconds(300));
    assertThat(took(exec("--follow", "sun-a", "ldm", "list"))).isEqualTo(alone);
  }

  @Test
  void a_line_for_another_machine_follows_too() {
    Duration alone = took(exec("--follow", "--line", "ldom1", "uname -n"));
    real = real.plusMillis(1500);

    assertThat(took(exec("--follow", "--line", "ldom1", "uname -n")))
        .isEqualTo(alone.plusSeconds(150));
  }

  @Test
  void what_a_person_types_takes_its_own_time_only() {
    Duration alone = took(exec("sun-a", "ldm", "list"));
    sim(exec("--follow", "sun-a", "ldm", "list"));
    real = real.plusSeconds(100);

    assertThat(took(exec("sun-a", "ldm", "list"))).isEqualTo(alone);
  }

  @Test
  void a_clock_that_is_set_back_takes_nothing_away() {
    Duration alone = took(exec("--follow", "sun-a", "ldm", "list"));
    real = real.minusSeconds(100);

    assertThat(took(exec("--follow", "sun-a", "ldm", "list"))).isEqualTo(alone);
  }
}
