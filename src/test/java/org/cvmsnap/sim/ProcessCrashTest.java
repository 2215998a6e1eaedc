package org.cvmsnap.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProcessCrashTest {
  /** Another process that is killed in the middle of its work on a shared cluster. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] args) throws InterruptedException {
      SimStore store = SimStore.directory(Path.of(args[0]), () -> Scenario.builtIn().cluster());
      store.with(
          cluster -> {
            cluster.add(Fault.on("ldm bind *", Fault.Effect.CRASH_AFTER));
            return cluster;
          });
      new SimHosts(store, "sun-a", 0, new ProcessCrash())
          .controlDomain()
          .run(
              org.cvmsnap.host.Command.mutates(
                  Duration.ofMinutes(1), List.of("ldm", "bind", "ldom2")));
    }
  }

  @Test
  void a_killed_process_leaves_a_cluster_that_others_go_on_with(@TempDir Path directory)
      throws IOException, InterruptedException {
    Process victim =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();

    assertThat(victim.waitFor()).isEqualTo(137);

    SimStore store = SimStore.directory(directory, () -> Scenario.builtIn().cluster());
    assertThat(store.<String>with(cluster -> cluster.truth().guest("ldom2").state()))
        .isEqualTo("bound");
    assertThat(store.log()).hasSize(1);
  }
}
