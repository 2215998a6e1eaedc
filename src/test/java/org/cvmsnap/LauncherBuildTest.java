package org.cvmsnap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.cvmsnap.LauncherWorld.Run;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The launcher in a checkout, with a Maven that only makes the files. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LauncherBuildTest {
  @TempDir private Path directory;
  private LauncherWorld world;

  @BeforeEach
  void setUp() throws IOException {
    world = new LauncherWorld(directory.resolve("a place with blanks"));
    world.checkout().env("JAVA_HOME", world.home("17.0.9"));
  }

  static Stream<List<String>> shells() {
    return LauncherWorld.shells();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void builds_the_program_once(List<String> shell) throws Exception {
    world.maven("");

    Run first = world.run(shell, "list");
    Run second = world.run(shell, "list", "*");

    assertThat(first.exit()).isZero();
    assertThat(first.err()).isEqualTo("cvmsnap: building ...\n");
    assertThat(first.words()).contains(world.jar().toString());
    assertThat(second.err()).isEmpty();
    assertThat(second.programArguments()).containsExactly("list", "*");
    assertThat(world.builds()).isEqualTo(1);
    assertThat(world.target()).containsExactlyInAnyOrder("cvmsnap-build.log", "lib");
  }

  @Test
  void builds_again_when_a_source_is_newer() throws Exception {
    world.maven("");
    world.run();
    FileTime later = FileTime.fromMillis(Files.getLastModifiedTime(world.jar()).toMillis() + 1000);

    Files.setLastModifiedTime(world.root().resolve("src/main/java/Main.java"), later);
    Run run = world.run();

    assertThat(run.err()).isEqualTo("cvmsnap: building ...\n");
    assertThat(world.builds()).isEqualTo(2);
  }

  @Test
  void an_edit_during_the_build_is_not_lost() throws Exception {
    // Clocks of file systems tick slowly: the edit has to be a tick after the start of the build.
    world.maven(
        """
        until test "$SOURCE" -nt begun; do
          echo 'class Main { int x; }' > "$SOURCE"
        done
        """);
    world.env("SOURCE", world.root().resolve("src/main/java/Main.java").toString());

    world.run();
    world.run();

    assertThat(world.builds()).isEqualTo(2);
  }

  @Test
  void shows_the_end_of_the_log_when_the_build_fails() throws Exception {
    world.maven("echo 'Main.java:[3,1] error: cannot find symbol'; exit 1");

    Run run = world.run();

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("the build failed", "error: cannot find symbol");
    assertThat(run.words()).isEmpty();
    assertThat(world.target()).containsExactly("cvmsnap-build.log");
  }

  @Test
  void two_first_runs_at_once_build_once() throws Exception {
    world.maven("sleep 1");

    CompletableFuture<Run> other = CompletableFuture.supplyAsync(world::runUnchecked);
    Run one = world.runUnchecked();

    assertThat(List.of(one.exit(), other.get().exit())).containsOnly(0);
    assertThat(world.builds()).isEqualTo(1);
  }

  @Test
  void takes_over_from_a_build_that_died() throws Exception {
    world.maven("");
    Path lock = Files.createDirectories(world.root().resolve("target/building.lock"));
    Files.writeString(lock.resolve("pid"), "99999999\n");

    Run run = world.run();

    assertThat(run.exit()).isZero();
    assertThat(world.builds()).isEqualTo(1);
  }

  @Test
  void names_the_packages_that_a_build_needs() throws Exception {
    Run run = world.run();

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("install maven (");
    assertThat(world.target()).isEmpty();
  }

  @Test
  void installs_what_a_build_needs_on_debian_as_root() throws Exception {
    Assumptions.assumeTrue(Files.exists(Path.of("/etc/debian_version")));
    Assumptions.assumeTrue(Files.isWritable(Path.of("/var/lib/dpkg")));
    world.aptGet();

    Run run = world.run();

    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEqualTo("cvmsnap: building ...\ncvmsnap: installing maven ...\n");
    assertThat(world.installed())
        .containsExactly("update", "install --no-install-recommends maven openssh-client");
  }

  @Test
  void builds_with_a_jdk_that_error_prone_can_live_with() throws Exception {
    world.maven("echo \"$JAVA_HOME\" > \"$SEEN\"");
    Path seen = world.root().resolve("seen");
    world.env("SEEN", seen.toString());
    world.env("JAVA_HOME", world.home("25.0.1")).env("CVMSNAP_JAVA_HOME", world.home("17.0.9"));

    world.run();

    assertThat(seen).isRegularFile();
    assertThat(Files.readString(seen)).doesNotContain("25.0.1");
  }
}
