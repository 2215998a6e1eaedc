package org.cvmsnap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.testing.SomeKeys;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigurationFileTest {
  @TempDir private Path directory;

  private Path file(String text) throws IOException {
    Path file = directory.resolve("cvmsnap.toml");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private Configuration read(String text) throws IOException {
    return ConfigurationFile.read(file(text), SomeKeys.KEYS);
  }

  private List<String> problems(String text) {
    UsageException wrong = catchThrowableOfType(UsageException.class, () -> read(text));
    assertThat(wrong).isNotNull();
    return wrong.reasons().stream().map(Refusal::problem).toList();
  }

  @Test
  void a_policy_goes_before_its_guest_and_that_before_the_defaults() throws IOException {
    Configuration read =
        read(
            """
            [defaults]
            mode = "auto"
            [guests.ldom1]
            mode = "detach"
            volumes = ["datavol1", "datadg/datavol2"]
            [policies.nightly]
            ldom = "ldom1"
            mode = "stop"
            keep-daily = 7
            not-after = 03:30:00
            """);

    assertThat(read.guestOf(Optional.of("nightly"))).contains("ldom1");
    assertThat(modes(read, Optional.of("nightly"), Optional.of("ldom1")))
        .containsExactly("stop", "detach", "auto");
    assertThat(modes(read, Optional.empty(), Optional.of("ldom2"))).containsExactly("auto");
    assertThat(read.guests().values())
        .extracting(guest -> guest.entry("volumes").orElseThrow().text())
        .containsExactly("datavol1,datadg/datavol2");
    Section nightly = read.policy("nightly").orElseThrow();
    assertThat(nightly.entry("keep-daily").orElseThrow().text()).isEqualTo("7");
    assertThat(nightly.entry("not-after").orElseThrow().text()).isEqualTo("03:30");
    assertThat(nightly.entry("keep-daily").orElseThrow().place())
        .hasToString(directory.resolve("cvmsnap.toml") + ", line 9, column 1");
  }

  private static List<String> modes(
      Configuration read, Optional<String> policy, Optional<String> guest) {
    return read.layers(policy, guest).stream()
        .flatMap(each -> each.entry("mode").stream())
        .map(Entry::text)
        .toList();
  }

  @Test
  void all_that_is_wrong_is_told_at_once_with_its_place_and_the_nearest_right_key() {
    List<String> problems =
        problems(
            """
            [defaults]
              mod = "auto"
            fence = "yes"
            [nodes.sun-b]
            ssh = "x"
            [guests]
            ldom1 = 3
            [policies.nightly]
            volumes = [1.5]
            [polices.weekly]
            """);

    assertThat(problems)
        .extracting(each -> each.substring(each.indexOf("toml, ") + 6))
        .containsExactlyInAnyOrder(
            "line 10, column 1: there is no key 'polices'.",
            "line 2, column 3: there is no key 'mod' in [defaults].",
            "line 3, column 1: 'fence' takes true or false.",
            "line 5, column 1: there is no key 'ssh' in [nodes.sun-b].",
            "line 7, column 1: 'ldom1' has to be a table.",
            "line 9, column 1: 'volumes' takes a list of strings.");
    UsageException wrong =
        catchThrowableOfType(UsageException.class, () -> read("[defaults]\nmod = 1"));
    assertThat(wrong.described()).contains("Did you mean mode?");
  }

  @Test
  void what_is_no_toml_is_told_with_its_place() {
    assertThat(problems("[defaults]\nmode = \"auto\nfence = true\n").get(0))
        .contains("cvmsnap.toml, line 2, column");
  }

  @Test
  void a_file_that_is_not_there_is_no_empty_one() {
    assertThatThrownBy(() -> ConfigurationFile.read(directory.resolve("none.toml"), SomeKeys.KEYS))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("There is no configuration file");
  }

  @Test
  void a_file_that_others_may_write_is_not_believed() throws IOException {
    Path file = file("");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));

    assertThatThrownBy(() -> ConfigurationFile.read(file, SomeKeys.KEYS))
        .hasMessageContaining("may be written by others (rw-rw-r--)");
  }

  @Test
  void nor_is_one_that_others_may_put_another_in_the_place_of() throws IOException {
    Path file = file("");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> ConfigurationFile.read(file, SomeKeys.KEYS))
        .hasMessageContaining("another could take its place");

    Files.setAttribute(directory, "unix:mode", 01777);

    assertThat(ConfigurationFile.read(file, SomeKeys.KEYS).policies()).isEmpty();
  }

  @Test
  void a_link_is_followed_to_a_file_that_is_looked_at_as_any_other() throws IOException {
    Path file = file("[defaults]\nmode = 'auto'\n");
    Path link = Files.createSymbolicLink(directory.resolve("link.toml"), file);

    assertThat(ConfigurationFile.read(link, SomeKeys.KEYS).defaults().entry("mode")).isPresent();

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw----rw-"));

    assertThatThrownBy(() -> ConfigurationFile.read(link, SomeKeys.KEYS))
        .hasMessageContaining("may be written by others");
  }

  @Test
  void what_is_no_text_or_far_too_long_is_refused() throws IOException {
    Path file = file("");
    Files.write(file, new byte[] {'a', (byte) 0xff, '='});
    assertThatThrownBy(() -> ConfigurationFile.read(file, SomeKeys.KEYS))
        .hasMessageContaining("UTF-8");

    Files.write(file, new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> ConfigurationFile.read(file, SomeKeys.KEYS))
        .hasMessageContaining("larger");
  }

  @Test
  void a_long_comment_costs_no_time_and_leaves_the_numbers_of_lines_as_they_are() {
    String comment = "# a line of comment\n \n".repeat(10_000);

    List<String> problems =
        assertTimeoutPreemptively(
            Duration.ofMinutes(1), () -> problems("[defaults]\n" + comment + "moed = 'auto'\n"));

    assertThat(problems)
        .singleElement()
        .asString()
        .contains("line 20002, column 1: there is no key 'moed'");
  }

  @Test
  void what_looks_like_a_comment_in_a_string_of_several_lines_stays() throws IOException {
    assertThat(read("[defaults]\nmode = '''\na\n# b\n\n# c'''\n").defaults().entry("mode"))
        .get()
        .extracting(Entry::text)
        .isEqualTo("a\n# b\n\n# c");
  }
}
