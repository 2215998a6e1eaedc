package org.cvmsnap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The page of messages speaks of messages that there are. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TroubleshootingTest {
  private static final Path PAGE = Path.of("docs", "troubleshooting.md");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  /** The texts of the program, each in one piece however its lines are broken. */
  private static String program() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java") && !file.toString().contains("/sim/"))
          .map(TroubleshootingTest::text)
          .map(text -> text.replaceAll("\"\\s*\\+\\s*\"", ""))
          .collect(Collectors.joining("\n"));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void every_message_on_the_page_is_one_of_the_program() throws IOException {
    String program = program();
    List<String> messages =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| what is said"))
            .map(line -> line.split("\\|", -1)[1])
            .flatMap(said -> QUOTED.matcher(said).results().map(found -> found.group(1)))
            .toList();

    assertThat(messages).hasSizeGreaterThan(20).allMatch(program::contains);
  }
}
