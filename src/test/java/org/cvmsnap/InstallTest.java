package org.cvmsnap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cvmsnap.LauncherWorld.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The script that installs an unpacked tar.gz; {@code scripts/package-test} does that with the real
 * one.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InstallTest {
  @TempDir private Path directory;
  private LauncherWorld world;
  private Path prefix;

  @BeforeEach
  void setUp() throws IOException {
    world = new LauncherWorld(directory.resolve("a place with blanks"));
    world.unpack();
    prefix = world.root().resolve("opt/cvm snap");
  }

  static Stream<List<String>> shells() {
    return LauncherWorld.shells();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void an_installed_copy_runs_where_it_was_put(List<String> shell) throws Exception {
    world.javaOnPath("17.0.2");

    Run installed = world.start(shell, world.installer(), List.of(prefix.toString()));
    Run run = world.start(shell, prefix.resolve("bin/cvmsnap"), List.of("list"));

    assertThat(installed.err()).isEmpty();
    assertThat(installed.out()).isEqualTo("cvmsnap 1 is installed in " + prefix + "\n");
    assertThat(run.words()).contains("-jar", prefix + "/lib/cvmsnap.jar", "list");
  }

  @Test
  void an_upgrade_leaves_no_old_library_and_keeps_a_private_java() throws Exception {
    install(prefix);
    Files.writeString(prefix.resolve("lib/old.jar"), "jar");
    Path java = Files.createSymbolicLink(prefix.resolve("jre"), Path.of("/usr/jdk/jdk-17"));

    Run run = install(prefix);

    assertThat(run.exit()).isZero();
    assertThat(prefix.resolve("lib/old.jar")).doesNotExist();
    assertThat(java).isSymbolicLink();
    assertThat(names(prefix))
        .containsExactlyInAnyOrder(
            "LICENSE", "README.md", "RELEASE", "bin", "docs", "install", "jre", "lib", "share");
  }

  @Test
  void a_directory_that_holds_something_else_is_not_touched() throws Exception {
    Files.createDirectories(prefix.resolve("bin"));
    Files.writeString(prefix.resolve("bin/cvmsnap"), "another program");

    Run run = install(prefix);

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains(prefix + " holds something that is not cvmsnap");
    assertThat(names(prefix)).containsExactly("bin");
    assertThat(prefix.resolve("bin/cvmsnap")).hasContent("another program");
  }

  @Test
  void a_copy_is_not_installed_over_itself() throws Exception {
    Path itself = world.unpacked();
    List<String> before = names(itself);

    Run run = install(itself);

    assertThat(run.exit()).isEqualTo(3);
    assertThat(names(itself)).isEqualTo(before);
  }

  @Test
  void nothing_is_replaced_under_a_java_that_runs() throws Exception {
    install(prefix);
    Files.writeString(prefix.resolve("lib/old.jar"), "jar");
    world.tool("fuser", "echo \" 4711\"; echo \"$1:\" >&2");

    Run run = install(prefix);

    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err()).contains("cvmsnap runs from " + prefix + " (process 4711)");
    assertThat(prefix.resolve("lib/old.jar")).exists();
  }

  @Test
  void the_place_is_an_absolute_path() throws Exception {
    assertThat(world.start(List.of(), world.installer(), List.of("opt")).exit()).isEqualTo(2);
    assertThat(world.start(List.of(), world.installer(), List.of()).exit()).isEqualTo(2);
  }

  private Run install(Path place) throws IOException, InterruptedException {
    return world.start(List.of(), world.installer(), List.of(place.toString()));
  }

  private static List<String> names(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
