package org.cvmsnap;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which package may use which, and what none may do but a few. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ArchitectureTest {
  private static final String ROOT = "org.cvmsnap";
  private static final Path SOURCES = Path.of("src", "main", "java", "org", "cvmsnap");

  /** Every package but the root, which may use all, and what it may use besides model and error. */
  private static final Map<String, List<String>> MAY_USE =
      table(
          "cli: workflow ui config plan.take plan.restore plan.snapshot cluster engine run rehearsal",
          "ui: workflow qualification config engine journal plan.take plan.snapshot cluster run",
          "workflow: qualification engine step plan plan.outage plan.take plan.restore plan.snapshot cluster site journal run ldm vxvm vcs solaris host",
          "qualification: engine step cluster site run ldm solaris host",
          "plan.restore: plan plan.outage plan.take step cluster run",
          "plan.snapshot: plan plan.outage step cluster run",
          "plan.take: plan plan.outage step cluster run",
          "plan.outage: plan step cluster run",
          "plan:",
          "step: engine cluster site run ldm vxvm vcs solaris host",
          "cluster: site run ldm vxvm vcs solaris host",
          "site: run ldm vxvm vcs solaris host",
          "engine: journal run",
          "journal: run",
          "run:",
          "ldm: host",
          "vxvm: host",
          "vcs: host",
          "solaris: host",
          "host:",
          "rehearsal: cluster site ldm vxvm vcs solaris host",
          "sim: sim.vxvm sim.command host",
          "sim.vxvm: sim.command",
          "sim.command:",
          "config:",
          "model:",
          "error:");

  /** Libraries by their packages, and where each may be used. */
  private static final Map<String, List<String>> LIBRARIES =
      Map.of(
          "ch.qos.logback..", List.of(ROOT),
          "picocli..", List.of(ROOT, ROOT + ".cli", ROOT + ".sim"),
          "org.tomlj..", List.of(ROOT + ".config", ROOT + ".sim.."),
          "com.fasterxml..",
              List.of(ROOT + ".host", ROOT + ".journal", ROOT + ".sim", ROOT + ".ui"));

  /** The main classes, without the library that is built with them: tests may do what they like. */
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> location.contains("/org/cvmsnap/"))
          .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation());

  private static Map<String, List<String>> table(String... rows) {
    Map<String, List<String>> table = new LinkedHashMap<>();
    for (String row : rows) {
      List<String> words = List.of(row.split(":? "));
      table.put(words.get(0).replace(":", ""), words.subList(1, words.size()));
    }
    return table;
  }

  @TestFactory
  Stream<DynamicTest> a_package_uses_only_what_it_may() {
    return MAY_USE.entrySet().stream()
        .map(
            row ->
                dynamicTest(
                    row.getKey(),
                    () ->
                        classes()
                            .that()
                            .resideInAPackage(ROOT + "." + row.getKey())
                            .should()
                            .onlyDependOnClassesThat(
                                DescribedPredicate.not(resideInAPackage(ROOT + ".."))
                                    .or(resideInAnyPackage(allowed(row.getKey(), row.getValue()))))
                            .check(CLASSES)));
  }

  private static String[] allowed(String name, List<String> others) {
    List<String> allowed = new ArrayList<>(others);
    allowed.add(name);
    allowed.add("error");
    if (!name.equals("error")) {
      allowed.add("model");
    }
    return allowed.stream().map(each -> ROOT + "." + each).toArray(String[]::new);
  }

  @Test
  void every_package_is_in_the_table_and_every_name_in_the_table_is_a_package() {
    TreeSet<String> packages =
        CLASSES.stream()
            .map(each -> each.getPackageName())
            .filter(name -> !name.equals(ROOT))
            .map(name -> name.substring(ROOT.length() + 1))
            .collect(toCollection(TreeSet::new));

    assertThat(packages).isEqualTo(new TreeSet<>(MAY_USE.keySet()));
  }

  @Test
  void packages_do_not_use_each_other_in_circles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nobody_uses_the_root() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT)
        .check(CLASSES);
  }

  @Test
  void only_the_root_uses_the_simulator() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT, ROOT + ".sim..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".sim..")
        .check(CLASSES);
  }

  @TestFactory
  Stream<DynamicTest> a_library_is_used_only_where_it_may() {
    return LIBRARIES.entrySet().stream()
        .map(
            library ->
                dynamicTest(
                    library.getKey(),
                    () ->
                        noClasses()
                            .that()
                            .resideOutsideOfPackages(library.getValue().toArray(String[]::new))
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(library.getKey())
                            .check(CLASSES)));
  }

  /** Time comes with the hosts, so that simulated time costs no real time. */
  @Test
  void time_is_handed_in() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT, ROOT + ".host", ROOT + ".sim")
        .should()
        .accessTargetWhere(
            calls("java.time.*", "now")
                .or(calls("java.time.Clock", "system.*"))
                .or(calls("java.lang.System", "nanoTime|currentTimeMillis"))
                .or(calls("java.lang.Thread|java.util.concurrent.TimeUnit", "sleep")))
        .check(CLASSES);
  }

  @Test
  void chance_environment_and_streams_are_handed_in_by_the_root() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT)
        .should()
        .accessTargetWhere(
            calls("java.util.UUID", "randomUUID")
                .or(calls("java.util.Random|java.security.SecureRandom", "<init>"))
                .or(calls("java.util.concurrent.ThreadLocalRandom", "current"))
                .or(calls("java.lang.Math", "random"))
                .or(calls("java.lang.System", "getenv|out|err|in|exit")))
        .check(CLASSES);
  }

  /** The simulator kills its own process as a real crash would, and nothing else does. */
  @Test
  void processes_are_started_by_hosts_only() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".host")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + ".sim.ProcessCrash")
        .should()
        .accessTargetWhere(
            calls("java.lang.ProcessBuilder", ".*")
                .or(calls("java.lang.Runtime", "exec|halt|exit")))
        .check(CLASSES);
  }

  @Test
  void the_table_in_the_documentation_is_this_one() throws IOException {
    Pattern row = Pattern.compile("(?m)^\\| `([\\w.]+)` \\| (.+?) \\| (.*?) \\|$");

    String page = Files.readString(Path.of("docs", "architecture.md"));
    String section = page.substring(0, page.indexOf("## The life of one run"));

    Map<String, List<String>> documented =
        row.matcher(section)
            .results()
            .collect(
                toMap(
                    found -> found.group(1),
                    found -> names(found.group(3)),
                    (one, other) -> one,
                    LinkedHashMap::new));

    assertThat(documented).containsExactlyEntriesOf(MAY_USE);
  }

  private static List<String> names(String cell) {
    return Pattern.compile("`([\\w.]+)`")
        .matcher(cell)
        .results()
        .map(name -> name.group(1))
        .toList();
  }

  /** What a package is for is written once for the reader of the code and once in the table. */
  @TestFactory
  Stream<DynamicTest> the_documentation_says_what_a_package_is_for_in_its_own_words()
      throws IOException {
    String documentation = Files.readString(Path.of("docs", "architecture.md"));
    return MAY_USE.keySet().stream()
        .map(
            name ->
                dynamicTest(
                    name,
                    () ->
                        assertThat(documentation)
                            .contains("| `" + name + "` | " + charter(name) + " |")));
  }

  private static String charter(String name) throws IOException {
    Path directory = SOURCES.resolve(name.replace('.', '/'));
    String source = Files.readString(directory.resolve("package-info.java"));
    return Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL)
        .matcher(source)
        .results()
        .map(ArchitectureTest::sentence)
        .findFirst()
        .orElseThrow();
  }

  private static String sentence(MatchResult comment) {
    return comment
        .group(1)
        .replaceAll("\\n \\*", " ")
        .replaceAll("\\{@code (\\w+)\\}", "`$1`")
        .replaceAll("\\s+", " ")
        .strip();
  }

  /** Calls, method references and uses of fields of a member, both by regular expression. */
  private static DescribedPredicate<JavaAccess<?>> calls(String owner, String member) {
    return DescribedPredicate.describe(
        owner + "." + member,
        access ->
            access.getTargetOwner().getFullName().matches(owner)
                && access.getTarget().getName().matches(member));
  }
}
