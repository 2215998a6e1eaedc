package org.cvmsnap.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cvmsnap.host.Reading;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A few hostile texts for all that reads text from outside; scripts/fuzz makes many. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FuzzTest {
  private static final int TEXTS = 60;

  /** So long that what grows with the square of it takes hours. */
  private static final int LONG = 1_000_000;

  private static final Duration AMPLE = Duration.ofMinutes(1);

  private static Map<String, FuzzTarget> targets = Map.of();

  @BeforeAll
  static void find() throws IOException, InterruptedException {
    targets =
        Targets.all().stream().collect(Collectors.toMap(FuzzTarget::name, Function.identity()));
  }

  @Test
  void hostile_texts_are_understood_or_refused_with_the_errors_that_callers_expect() {
    List<FuzzTarget> all = List.copyOf(targets.values());

    List<Fuzz.Finding> findings =
        all.stream()
            .flatMap(
                target -> new Fuzz(target, all, 1).run(Math.max(2, TEXTS / target.cost())).stream())
            .toList();

    assertThat(findings).isEmpty();
    assertThat(all).hasSizeGreaterThan(100);
  }

  @Test
  void what_was_once_found_is_not_found_again() throws IOException {
    int read = 0;
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/org/cvmsnap/fuzz"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = String.valueOf(file.getFileName()).replaceFirst("-.*", "");
        FuzzTarget target = Optional.ofNullable(targets.get(name)).orElseThrow();

        assertThat(target.broken(Files.readString(file))).as(file.toString()).isEmpty();
        read++;
      }
    }
    assertThat(read).isPositive();
  }

  /** Texts that scripts/fuzz has found: the target, and what stands before, often, and after. */
  static Stream<Arguments> longTexts() {
    String line = "{\"host\":\"a\",\"argv\":[\"x\"],\"unknown\":\"";
    return Stream.of(
        arguments("ldm.autoBoot", "", "a=b|", "\u2028"), // which ends a line for a dot alone
        arguments("file.configuration", "# a", "\n", "b = \"\"\"c\"\"\"\n"),
        arguments("file.scenario", "[times]\nlistSeconds =", "\n ", "\n"),
        arguments("machine.installed", "", " (V", "\n"),
        arguments("vxvm.groups", "datadg enabled", ",a", " 1.2.a\n"), // deeper than a stack
        arguments("guest.pathUses/3", "Block Device\n/dev/lofi/1 /", " ", "a b\n"),
        arguments("file.mask", line, "20240309T070500Z-", "\"}\n"),
        arguments("file.transcript", line.replace("x", "x".repeat(LONG)), "x", "\"}\n"));
  }

  @ParameterizedTest
  @MethodSource("longTexts")
  void a_long_text_takes_time_as_its_length_does(
      String target, String before, String part, String after) {
    String text = before + part.repeat(LONG / part.length()) + after;
    FuzzTarget found = Optional.ofNullable(targets.get(target)).orElseThrow();

    assertThat(assertTimeoutPreemptively(AMPLE, () -> found.broken(text))).isEmpty();
  }

  @Test
  void a_parser_that_does_not_expect_what_it_gets_is_found() {
    FuzzTarget careless =
        target(
            1,
            text ->
                Reading.understood(
                    List.of("x"),
                    text,
                    out -> out.lines().map(line -> line.split("=", -1)[1]).toList()));
    FuzzTarget wrong =
        target(
            1,
            text -> {
              throw new NoSuchElementException(text);
            });

    assertThat(new Fuzz(careless, List.of(careless), 1).run(TEXTS)).isNotEmpty();
    assertThat(new Fuzz(wrong, List.of(wrong), 1).run(TEXTS)).hasSize(1);
  }

  @Test
  void a_parser_that_is_not_linear_is_found() {
    FuzzTarget square =
        target(
            20,
            text ->
                IntStream.range(0, text.length())
                    .mapToObj(text::substring)
                    .map(rest -> rest.indexOf('\0'))
                    .distinct()
                    .count());

    assertThat(new Growth(square, List.of(square), 1).run()).hasSize(1);
  }

  private static FuzzTarget target(int cost, FuzzTarget.Reader reader) {
    return new FuzzTarget("own", List.of("a=b\nc=d\n"), cost, reader);
  }
}
