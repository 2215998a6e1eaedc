package org.cvmsnap.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cvmsnap.run.Kinds;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.MakeSnapshots;
import org.cvmsnap.step.SiteStep;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.step.SnapshotStorage;
import org.cvmsnap.step.StopDomain;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The form of journals on disk, by one that has every kind of step. A file {@code journal-N.jsonl}
 * is what a released version wrote with schema N: it is never changed, and read for ever. That of
 * the present schema is also written to the letter.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GoldenJournalTest {
  private static final EventCodec CODEC = new EventCodec(SiteSteps::named);

  private static List<String> lines(int schema) throws IOException {
    String name = "journal-" + schema + ".jsonl";
    try (InputStream in = GoldenJournalTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8).lines().toList();
    }
  }

  private static Event.Begun begun(int schema) throws IOException {
    return (Event.Begun) CODEC.event(lines(schema).get(0));
  }

  @Test
  void a_journal_is_written_to_the_letter_as_it_was_read() throws IOException {
    assertThat(lines(3)).map(CODEC::event).map(EventCodec::line).isEqualTo(lines(3));
  }

  @Test
  void a_journal_of_the_second_schema_has_steps_without_the_keys_that_came_later()
      throws IOException {
    assertThat(begun(2).plan().steps())
        .filteredOn(step -> step.kind().equals("stop-domain"))
        .isNotEmpty()
        .allSatisfy(step -> assertThat(((StopDomain) step).awaited()).isEmpty());
    assertThat(RunRecord.of(lines(2).stream().map(CODEC::event).toList()).ended()).isTrue();
  }

  @Test
  void a_journal_of_the_first_schema_says_the_same_as_one_of_the_second() throws IOException {
    assertThat(lines(1)).map(CODEC::event).isEqualTo(lines(2).stream().map(CODEC::event).toList());
    assertThat(RunRecord.of(lines(1).stream().map(CODEC::event).toList()).ended()).isTrue();
  }

  /** The records beside {@link SiteStep} that are steps. */
  private static Set<String> kinds() throws IOException {
    Path classes =
        Path.of(SiteStep.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .resolve("org/cvmsnap/step");
    TreeSet<String> kinds = new TreeSet<>();
    try (Stream<Path> files = Files.list(classes)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName()).replace(".class", "");
        if (!name.contains("$") && !name.equals("package-info")) {
          Class<?> type = loaded("org.cvmsnap.step." + name);
          if (type.isRecord() && Step.class.isAssignableFrom(type)) {
            kinds.add(Kinds.word(type));
          }
        }
      }
    }
    return kinds;
  }

  private static Class<?> loaded(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void no_kind_of_step_is_left_out() throws IOException {
    TreeSet<String> told = new TreeSet<>();
    begun(3).plan().steps().forEach(step -> told.add(step.kind()));

    assertThat(kinds()).hasSizeGreaterThan(30).isEqualTo(told);
  }

  @Test
  void no_kind_of_storage_of_snapshots_is_left_out() throws IOException {
    assertThat(begun(3).plan().steps())
        .filteredOn(step -> step.kind().equals("make-snapshots"))
        .extracting(step -> (Object) ((MakeSnapshots) step).storage().getClass())
        .contains((Object[]) SnapshotStorage.class.getPermittedSubclasses());
  }

  @TestFactory
  Stream<DynamicTest> refuses_a_step_with_a_key_that_it_does_not_know() throws IOException {
    return steps()
        .map(
            step ->
                DynamicTest.dynamicTest(
                    String.valueOf(step.get("kind")),
                    () -> {
                      Map<String, Object> more = new LinkedHashMap<>(step);
                      more.put("since", "tomorrow");
                      assertThatThrownBy(() -> read(more))
                          .isInstanceOf(IllegalArgumentException.class)
                          .hasMessageContaining("since");
                    }));
  }

  @TestFactory
  Stream<DynamicTest> refuses_a_step_without_one_of_its_keys_unless_that_may_be_empty()
      throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Map<String, Object> step : steps().toList()) {
      for (String key : step.keySet()) {
        tests.add(
            DynamicTest.dynamicTest(
                step.get("kind") + " without " + key, () -> isNotAsBefore(step, key)));
      }
    }
    return tests.stream();
  }

  private static void isNotAsBefore(Map<String, Object> step, String key) {
    Map<String, Object> less = new LinkedHashMap<>(step);
    Object gone = less.remove(key);
    boolean tags =
        List.of("tags", "dates", "numbers", "devices", "environment")
            .contains(key); // a map with keys of any name
    if (gone instanceof List<?> || tags) {
      Map<String, Object> emptied = new LinkedHashMap<>(step);
      emptied.put(key, gone instanceof List<?> ? List.of() : Map.of());
      assertThat(read(less)).isEqualTo(read(emptied));
    } else {
      assertThatThrownBy(() -> read(less))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(key);
    }
  }

  private static Step read(Map<String, Object> step) {
    Map<String, Object> plan = new LinkedHashMap<>(PlanCodec.encode(plan()));
    plan.put("steps", List.of(step));
    return new PlanCodec(SiteSteps::named).decode(plan).steps().get(0);
  }

  private static Plan plan() {
    try {
      return begun(3).plan();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Stream<Map<String, Object>> steps() throws IOException {
    Map<String, Object> plan =
        (Map<String, Object>) Objects.requireNonNull(JSON.std.mapFrom(lines(3).get(0)).get("plan"));
    return ((List<Map<String, Object>>) Objects.requireNonNull(plan.get("steps"))).stream();
  }
}
