package org.cvmsnap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cvmsnap.LauncherWorld.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the launcher as the operating system does, with Javas that only write down their words. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LauncherTest {
  /** What a Java does that is asked for its version. */
  private static final String OLD_ENOUGH =
      "[ \"$1\" = -version ] && echo 'openjdk version \"17\"' >&2 && exit 0\n";

  @TempDir private Path directory;
  private LauncherWorld world;

  @BeforeEach
  void setUp() throws IOException {
    world = new LauncherWorld(directory.resolve("a place with blanks"));
  }

  static Stream<List<String>> shells() {
    return LauncherWorld.shells();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void passes_arguments_as_they_are(List<String> shell) throws Exception {
    world.install().javaOnPath("17.0.2");
    String[] words = {"", "two words", "*", "it's", "\"", "$HOME", "a\\b", "-x", "line\nbreak", ""};

    Run run = world.run(shell, words);

    assertThat(run.exit()).isZero();
    assertThat(run.programArguments()).containsExactly(words);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void passes_no_argument_where_there_is_none(List<String> shell) throws Exception {
    world.install().javaOnPath("17.0.2");

    Run run = world.run(shell);

    assertThat(run.programArguments()).isEmpty();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void says_in_one_line_which_java_is_too_old(List<String> shell) throws Exception {
    world.install().javaOnPath("1.8.0_401");

    Run run = world.run(shell, "list");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "cvmsnap: found Java 1.8.0_401 (%s), needs Java 17 or later;"
                    .formatted(world.javaOnPath())
                + " set CVMSNAP_JAVA_HOME to the home of one\n");
    assertThat(run.words()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void finds_the_installation_through_a_chain_of_links(List<String> shell) throws Exception {
    world.install().javaOnPath("17.0.2");
    Path first = Files.createDirectories(world.root().resolve("else where")).resolve("cvmsnap");
    Path second = Files.createDirectories(world.root().resolve("opt")).resolve("snap");
    Files.createSymbolicLink(first, Path.of("../opt/snap"));
    Files.createSymbolicLink(second, world.launcher());

    Run run = world.start(shell, first, List.of("list"));

    assertThat(run.words())
        .contains("-jar", world.jar().toString(), "-Dcvmsnap.launcher=" + world.launcher());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void follows_links_without_readlink(List<String> shell) throws Exception {
    world.install().javaOnPath("17.0.2").without("readlink");
    Path link = world.root().resolve("link -> x");
    Files.createSymbolicLink(link, world.launcher());

    Run run = world.start(shell, link, List.of());

    assertThat(run.words()).contains(world.jar().toString());
  }

  @Test
  void takes_the_java_of_its_own_variable_first() throws Exception {
    world
        .install()
        .javaOnPath("17.0.2")
        .privateJre("17.0.3")
        .env("JAVA_HOME", world.home("21.0.1"));
    world.env("CVMSNAP_JAVA_HOME", world.home("25"));

    assertThat(world.run().java()).isEqualTo(world.home("25") + "/bin/java");
  }

  @Test
  void takes_the_private_jre_before_java_home() throws Exception {
    world
        .install()
        .javaOnPath("17.0.2")
        .privateJre("17.0.3")
        .env("JAVA_HOME", world.home("21.0.1"));

    assertThat(world.run().java()).endsWith("/jre/bin/java");
  }

  @Test
  void takes_java_home_before_the_path() throws Exception {
    world.install().javaOnPath("17.0.2").env("JAVA_HOME", world.home("21.0.1"));

    assertThat(world.run().java()).isEqualTo(world.home("21.0.1") + "/bin/java");
  }

  @Test
  void passes_over_a_java_home_without_a_java() throws Exception {
    world.install().javaOnPath("17.0.2").env("JAVA_HOME", world.root().toString());

    assertThat(world.run().java()).isEqualTo(world.javaOnPath().toString());
  }

  @Test
  void refuses_its_own_variable_when_it_names_no_java() throws Exception {
    world.install().javaOnPath("17.0.2").env("CVMSNAP_JAVA_HOME", "/no/such/java");

    Run run = world.run();

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("CVMSNAP_JAVA_HOME is /no/such/java").hasLineCount(1);
  }

  @Test
  void says_what_it_needs_when_there_is_no_java() throws Exception {
    world.install();

    Run run = world.run();

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "cvmsnap: found no Java in %s/jre, JAVA_HOME (), PATH (%s/tools) or /usr/java,"
                    .formatted(world.root(), world.root())
                + " needs Java 17 or later; set CVMSNAP_JAVA_HOME to the home of one\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "17-ea", "17.0.15", "18.0.1", "21.0.1", "25", "30.1"})
  void takes_these_versions(String version) throws Exception {
    world.install().javaOnPath(version);

    assertThat(world.run().exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.7.0", "1.8.0_401", "9", "9.0.4", "10.0.2", "11.0.30", "16.0.2", "odd"})
  void refuses_these_versions(String version) throws Exception {
    world.install().javaOnPath(version);

    Run run = world.run();

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("found Java " + version + " (").hasLineCount(1);
  }

  @Test
  void asks_no_jvm_where_the_release_file_tells_the_version() throws Exception {
    world.install().env("JAVA_HOME", world.home("21.0.1"));

    Run run = world.run();

    assertThat(run.exit()).isZero();
    assertThat(run.javaStarts()).isEqualTo(1);
  }

  @Test
  void reads_the_version_past_what_a_jvm_says_before_it() throws Exception {
    world
        .install()
        .javaOnPath("17.0.2")
        .env("FAKE_NOISE", "Picked up JAVA_TOOL_OPTIONS: -Dx=\"y\"");

    Run run = world.run("list");

    assertThat(run.exit()).isZero();
    assertThat(run.programArguments()).containsExactly("list");
  }

  @Test
  void says_that_a_java_does_not_tell_its_version() throws Exception {
    world.install().javaOnPath("");

    Run run = world.run();

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("does not tell its version").hasLineCount(1);
  }

  @Test
  void names_the_jar_that_is_missing() throws Exception {
    world.install().javaOnPath("17");
    Files.delete(world.jar());

    Run run = world.run();

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains(world.jar() + " is missing").hasLineCount(1);
  }

  @Test
  void an_installed_copy_never_builds_even_where_it_lies_in_a_checkout() throws Exception {
    world.install().javaOnPath("17").maven("");
    Files.writeString(world.root().resolve("pom.xml"), "<project/>");
    Files.createDirectories(world.root().resolve("src/main/java"));

    Run run = world.run("list");

    assertThat(run.exit()).isZero();
    assertThat(run.words()).contains(world.jar().toString());
    assertThat(world.builds()).isZero();
  }

  @Test
  void becomes_the_program_and_so_gives_its_exit_status() throws Exception {
    world.install().javaOnPath("17").env("FAKE_EXIT", "105");

    Run run = world.run();

    assertThat(run.exit()).isEqualTo(105);
    assertThat(run.javaPid()).isEqualTo(run.pid());
  }

  /** Runs the rest of its words in a way of the operator's. */
  private Run oddly(String how, List<String> shell, String... words) throws Exception {
    List<String> argv = new ArrayList<>(List.of("/bin/sh", "-c", how));
    argv.add(world.root().resolve("gone").toString());
    argv.addAll(shell);
    return world.start(argv, world.launcher(), List.of(words));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void what_is_written_to_a_stdout_that_is_closed_is_not_taken_for_written(List<String> shell)
      throws Exception {
    world
        .install()
        .tool("java", OLD_ENOUGH + "(: 3>&1) 2> /dev/null || exit 1\necho told || exit 7");

    assertThat(oddly("exec \"$@\" <&- >&-", shell, "list").exit()).isEqualTo(7);
    assertThat(oddly("exec \"$@\" >&-", shell, "list").exit()).isEqualTo(7);
    assertThat(oddly("exec \"$@\" <&-", shell, "list").out()).isEqualTo("told\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_stdin_that_is_closed_has_nothing_to_read(List<String> shell) throws Exception {
    world.install().tool("java", OLD_ENOUGH + "cat && exit 7");

    Run run = oddly("exec \"$@\" <&-", shell, "list");

    assertThat(run.exit()).isEqualTo(7);
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void starts_in_a_directory_that_was_removed(List<String> shell) throws Exception {
    world.install().tool("java", OLD_ENOUGH + "exec /bin/pwd");

    Run run = oddly("mkdir \"$0\" && cd \"$0\" && /bin/rmdir \"$0\" && exec \"$@\"", shell, "list");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).isEqualTo("/\n");
  }

  @Test
  void says_that_stdout_and_stderr_are_no_terminals() throws Exception {
    world.install().javaOnPath("17");

    assertThat(world.run().words()).contains("-Dcvmsnap.terminal=false", "-Dcvmsnap.page=false");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cvmsnap",
        "lib/build",
        "lib/requirements.sh",
        "../src/main/dist/install",
        "../src/main/dist/lib/svc/method/cvmsnap-recover"
      })
  void says_nothing_that_the_shell_of_solaris_10_does_not_understand(String name) throws Exception {
    List<String> lines = Files.readAllLines(LauncherWorld.SCRIPTS.resolve(name), UTF_8);
    Pattern newer =
        Pattern.compile(
            "\\$\\(|\\[\\[|==|<<<|&>|\\bexport +\\w+=|\\$\\{\\w+(%|#|//|:[^-+=?])|\\$\\{#"
                + "|(^|\\bif|\\bwhile|\\buntil|&&|\\|\\||;) *! |\\b(local|function|typeset|let) "
                + "|\\bgrep +-\\w*[EFqo]|\\b(awk|sed|realpath|mktemp) |\\btest +-[enoG]\\b.*-[no]t "
                + "|\\btest (! )?-(e|L|S) |\\b(head|tail) -n|\\bread -|\\becho -|\\bpwd -");

    assertThat(lines)
        .filteredOn(line -> !line.strip().startsWith("#"))
        .filteredOn(line -> newer.matcher(line).find())
        .isEmpty();
  }
}
