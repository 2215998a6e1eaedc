package org.cvmsnap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * The documentation shows what the program really prints. With the property {@code
 * cvmsnap.update-docs}, as {@code scripts/update docs} sets it, the pages are written instead.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReadmeTest {
  private static final boolean UPDATE = Boolean.getBoolean("cvmsnap.update-docs");
  private static final String STALE = "%s is stale: type scripts/update docs";
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(?:#[^)]*)?\\)");

  private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|interface|enum) (\\w+)");

  /** A class, or a member of one, in the text. */
  private static final Pattern NAME =
      Pattern.compile("`([A-Z][a-z]+\\w*)(?:\\.(\\w+))?(?:\\([^`]*\\))?`");

  private static final Set<String> WORDS_OF_OTHERS =
      Set.of("BatchMode", "ConnectTimeout", "Runtime");

  /** A command of this program, or an option alone, in the text. */
  private static final Pattern CODE = Pattern.compile("`((?:cvmsnap |--)[^`]*)`");

  private static final Pattern OPTION = Pattern.compile("(?<!\\S)--[a-z][a-z-]+");

  @TempDir Path home;

  @TestFactory
  Stream<DynamicTest> every_example_in_the_documentation_comes_out_as_it_is_shown()
      throws IOException {
    return Document.all().stream()
        .map(page -> dynamicTest(page.file().toString(), () -> check(page)));
  }

  private void check(Document page) throws IOException {
    String name = page.file().toString().replace('/', '-');
    Path own = Files.createDirectory(home.resolve(name));

    String remade = page.remade(new DocumentSession(own));

    if (UPDATE) {
      page.write(remade);
    }
    assertThat(difference(page.text(), remade)).as(STALE, page.file()).isEmpty();
  }

  /** The first line that differs; a page is too long to be shown twice. */
  private static String difference(String is, String shouldBe) {
    List<String> lines = is.lines().toList();
    List<String> wanted = shouldBe.lines().toList();
    for (int i = 0; i < Math.max(lines.size(), wanted.size()); i++) {
      String line = i < lines.size() ? lines.get(i) : "(the end)";
      String other = i < wanted.size() ? wanted.get(i) : "(the end)";
      if (!line.equals(other)) {
        return "line %d is%n%s%nand should be%n%s".formatted(i + 1, line, other);
      }
    }
    return "";
  }

  @Test
  void the_manual_pages_are_what_the_commands_say_of_themselves() throws IOException {
    Map<String, String> pages = ManualPages.all();

    if (UPDATE) {
      writePages(pages);
    }
    try (Stream<Path> files = Files.list(ManualPages.DIRECTORY)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrderElementsOf(pages.keySet());
    }
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Path file = ManualPages.DIRECTORY.resolve(page.getKey());
      assertThat(difference(Files.readString(file), page.getValue())).as(STALE, file).isEmpty();
    }
  }

  @Test
  void the_page_of_the_configuration_file_has_every_key_and_its_example_is_right()
      throws IOException {
    String page = ConfigurationPage.text();

    if (UPDATE) {
      Files.createDirectories(ConfigurationPage.FILE.getParent());
      Files.writeString(ConfigurationPage.FILE, page);
    }
    assertThat(difference(Files.readString(ConfigurationPage.FILE), page))
        .as(STALE, ConfigurationPage.FILE)
        .isEmpty();
    Path example = Files.copy(ConfigurationPage.EXAMPLE, home.resolve("cvmsnap.toml"));
    Files.setPosixFilePermissions(example, PosixFilePermissions.fromString("rw-------"));
    assertThat(World.builtIn().cvmsnap("config", "validate", "--config", example.toString()).out())
        .contains("nothing is wrong with it; policies nightly, guests ldom1");
  }

  private static void writePages(Map<String, String> pages) throws IOException {
    Files.createDirectories(ManualPages.DIRECTORY);
    try (Stream<Path> files = Files.list(ManualPages.DIRECTORY)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(ManualPages.DIRECTORY.resolve(page.getKey()), page.getValue());
    }
  }

  @Test
  void the_examples_of_every_command_can_be_typed() {
    CommandLine cvmsnap = ManualPages.commandLine();
    ManualPages.shown(cvmsnap)
        .forEach(
            (name, command) -> {
              List<String> examples = ManualPages.examples(command.getCommandSpec());
              assertThat(examples).as(name).isNotEmpty();
              for (String example : examples) {
                List<String> words = DocumentSession.words(example);
                ParseResult parsed =
                    cvmsnap.parseArgs(words.subList(1, words.size()).toArray(String[]::new));
                assertThat(parsed.subcommand().commandSpec().name()).as(example).isEqualTo(name);
              }
            });
  }

  @Test
  void every_option_that_the_pages_name_is_one_of_some_command() throws IOException {
    Set<String> options =
        ManualPages.andBelow(ManualPages.commandLine())
            .flatMap(command -> command.getCommandSpec().optionsMap().keySet().stream())
            .collect(Collectors.toSet());
    int named = 0;
    for (Document page : Document.all()) {
      for (MatchResult code : CODE.matcher(page.text()).results().toList()) {
        for (MatchResult option : OPTION.matcher(code.group(1)).results().toList()) {
          assertThat(options).as("`%s` in %s", code.group(1), page.file()).contains(option.group());
          named++;
        }
      }
    }
    assertThat(named).isGreaterThan(100);
  }

  @Test
  void the_program_has_exactly_the_commands_of_the_reference() {
    List<String> help = new DocumentSession(home).transcript("cvmsnap --help");

    List<String> listed =
        help.stream()
            .dropWhile(line -> !line.equals("Commands:"))
            .skip(1)
            .takeWhile(line -> !line.isEmpty())
            .filter(line -> line.matches("  \\S.*"))
            .map(line -> line.strip().split(" ", 2)[0])
            .toList();

    assertThat(listed)
        .containsExactlyElementsOf(ManualPages.shown(ManualPages.commandLine()).keySet());
  }

  @Test
  void the_page_on_json_tells_of_every_command() throws IOException {
    String page = new Document(Path.of("docs", "json.md")).text();

    assertThat(ManualPages.shown(ManualPages.commandLine()).keySet())
        .allSatisfy(command -> assertThat(page).containsPattern("`(cvmsnap )?" + command + "\\b"));
  }

  @Test
  void the_help_of_every_command_ends_with_all_exit_codes() {
    Map<String, String> codes = new LinkedHashMap<>();
    Arrays.stream(ExitCode.values())
        .forEach(code -> codes.put(String.valueOf(code.value()), code.meaning()));
    codes.put(ExitCode.SERVICE_DOWN + " and more", ExitCode.DOWN_MEANING);

    Map<String, String> told =
        ManualPages.commandLine().getCommandSpec().usageMessage().exitCodeList();

    assertThat(told).containsExactlyEntriesOf(codes);
  }

  /** So that the reader who looks for what keeps an invariant finds it. */
  @Test
  void classes_and_tests_that_the_pages_name_exist() throws IOException {
    String sources = sources();
    Set<String> types =
        TYPE.matcher(sources).results().map(found -> found.group(1)).collect(Collectors.toSet());
    for (Document page : Document.all()) {
      assertThat(NAME.matcher(page.text()).results())
          .as(page.file().toString())
          .filteredOn(found -> !WORDS_OF_OTHERS.contains(found.group(1)))
          .allSatisfy(
              found -> {
                assertThat(types).contains(found.group(1));
                if (found.group(2) != null) {
                  assertThat(sources).contains(" " + found.group(2) + "(");
                }
              });
    }
  }

  private static String sources() throws IOException {
    StringBuilder sources = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        sources.append(Files.readString(file));
      }
    }
    return sources.toString();
  }

  @Test
  void links_between_pages_lead_somewhere() throws IOException {
    for (Document page : Document.all()) {
      assertThat(LINK.matcher(page.text()).results().map(found -> found.group(1)))
          .as(page.file().toString())
          .filteredOn(link -> !link.contains("://"))
          .allSatisfy(
              link -> assertThat(page.file().toAbsolutePath().resolveSibling(link)).exists());
    }
  }
}
