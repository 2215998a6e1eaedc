package org.cvmsnap.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.host.CommandResult.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalHostTest extends RunningHostContract {
  @TempDir private Path directory;

  @Override
  Host host() {
    return new LocalHost(System.getenv());
  }

  private static Path program(Path file, String text) throws Exception {
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void dates_are_those_of_utc_wherever_the_caller_is() throws Exception {
    Map<String, String> berlin = Map.of("PATH", "/usr/bin", "TZ", "Europe/Berlin");

    CommandResult result = new LocalHost(berlin).run(shell("date +%z"));

    assertThat(result).isEqualTo(new Finished(0, "+0000\n", ""));
  }

  @Test
  void the_locale_of_the_caller_is_forgotten() throws Exception {
    Map<String, String> german =
        Map.of("PATH", "/usr/bin", "LANG", "de_DE", "LC_MESSAGES", "de_DE", "LANGUAGE", "de");

    CommandResult result = new LocalHost(german).run(shell("env | grep -e ^LANG -e ^LC_"));

    assertThat(result).isEqualTo(new Finished(0, "LC_ALL=C\n", ""));
  }

  @Test
  void nothing_but_what_was_handed_in_is_inherited() throws Exception {
    Host host = new LocalHost(Map.of("PATH", "/usr/bin", "GIVEN", "yes"));

    CommandResult result = host.run(shell("echo $GIVEN$HOME"));

    assertThat(result).isEqualTo(new Finished(0, "yes\n", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2f646f6e6ec3a9", "2f646f6e6ee9", "e9202727245c2225e9", "eebfa9", "c3f0"})
  void words_are_bytes_whatever_they_are(String hex) throws Exception {
    String word = ByteText.text(HexFormat.of().parseHex(hex));

    CommandResult said = host().run(Command.reads(AMPLE, List.of("printf", "%s", word)));
    CommandResult seen =
        host()
            .run(
                Command.reads(
                    AMPLE,
                    List.of(
                        "sh", "-c", "printf %s \"$1\" | od -An -tx1 | tr -d ' \\n'", "sh", word)));

    assertThat(said).isEqualTo(new Finished(0, word, ""));
    assertThat(seen).isEqualTo(new Finished(0, hex, ""));
  }

  @Test
  void words_are_the_same_bytes_in_the_locale_of_cron() throws Exception {
    ProcessBuilder other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                RunWords.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("said").toFile());
    other.environment().put("LC_ALL", "C");

    assertThat(other.start().waitFor()).isZero();
    assertThat(directory.resolve("said")).hasContent("/donn\u00e9es");
  }

  @Test
  void the_path_comes_before_the_known_places() throws Exception {
    program(directory.resolve("uname"), "#!/bin/sh\necho mine \"$@\"\n");
    Host host = new LocalHost(Map.of("PATH", directory.toString()));

    CommandResult result = host.run(Command.reads(AMPLE, List.of("uname", "-s")));

    assertThat(result).isEqualTo(new Finished(0, "mine -s\n", ""));
  }

  @Test
  void a_file_that_is_not_executable_was_not_started() throws Exception {
    Path file = Files.writeString(directory.resolve("tool"), "#!/bin/sh\n");

    CommandResult result = host().run(Command.mutates(AMPLE, List.of(file.toString())));

    assertThat(result).isInstanceOf(NotStarted.class);
  }

  @Test
  void a_directory_was_not_started() throws Exception {
    CommandResult result = host().run(Command.mutates(AMPLE, List.of(directory.toString())));

    assertThat(result).isInstanceOf(NotStarted.class);
  }

  @Test
  void a_program_without_its_interpreter_was_not_started() throws Exception {
    Path file = program(directory.resolve("tool"), "#!/no/such/interpreter\n");

    CommandResult result = host().run(Command.mutates(AMPLE, List.of(file.toString())));

    assertThat(result).isInstanceOf(NotStarted.class);
  }

  @Test
  void a_word_that_the_system_cannot_take_is_not_started() throws Exception {
    CommandResult result = host().run(shell("echo x", "a\0b"));

    assertThat(result).isInstanceOf(NotStarted.class);
  }

  @Test
  void a_command_that_a_signal_killed_is_finished() throws Exception {
    CommandResult result = host().run(shell("kill -KILL $$"));

    assertThat(result).isEqualTo(new Finished(137, "", ""));
  }

  @Test
  void output_past_the_bound_is_unknown_and_never_cut() throws Exception {
    Host host = new LocalHost(System.getenv());

    CommandResult exact = host.run(shell("printf %01000d 0").answering(1000));
    CommandResult over = host.run(shell("printf %01001d 0").answering(1000));
    CommandResult errors = host.run(shell("printf %0100000d 0 >&2; exit 4").answering(1000));

    assertThat(exact).isInstanceOf(Finished.class);
    assertThat(over)
        .isInstanceOfSatisfying(
            Unknown.class,
            unknown -> assertThat(unknown.why()).contains("1000 bytes", "exit status 0"));
    assertThat(errors)
        .isInstanceOfSatisfying(
            Unknown.class, unknown -> assertThat(unknown.why()).contains("exit status 4"));
  }

  @Test
  void the_search_path_has_absolute_directories_only() {
    SearchPath path = SearchPath.of("bin::.:/usr/bin:relative/x:/opt/a b");

    assertThat(path.variable())
        .isEqualTo(
            "/usr/bin:/opt/a b:/usr/sbin:/opt/SUNWldm/bin:/opt/VRTS/bin:/opt/VRTSvcs/bin:/etc/vx/bin:/sbin");
  }

  @Test
  void of_an_answer_that_only_people_read_the_end_is_kept() throws Exception {
    CommandResult result =
        host()
            .run(
                shell("printf %0100000d 0; echo end; printf %0100000d 1 >&2; exit 4")
                    .keeping(1000));

    assertThat(result)
        .isInstanceOfSatisfying(
            Finished.class,
            said -> {
              assertThat(said.exit()).isEqualTo(4);
              assertThat(said.out()).hasSize(1000).endsWith("0end\n");
              assertThat(said.err()).hasSize(1000).endsWith("01");
            });
  }
}
