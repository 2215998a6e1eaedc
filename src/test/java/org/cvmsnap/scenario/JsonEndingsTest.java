package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.List;
import java.util.Map;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a command ends, with {@code --json} it prints one document that begins with its end. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JsonEndingsTest {
  private final World world = World.builtIn();

  private Map<String, Object> document(String words) {
    CliRun run = world.cvmsnap(words.split(" ", -1));
    Map<String, Object> document = run.json();
    assertThat(List.copyOf(document.keySet()).subList(0, 4))
        .containsExactly("schema", "outcome", "exitCode", "service");
    assertThat(document).containsEntry("exitCode", run.exit());
    return document;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --json | usage
          tkae --json | usage
          --nonsense --json | usage
          take --json | take
          take datavol1 --nonsense --json | take
          take --nonsense datavol1 --ldom ldom1 --json | take
          take data/vol/1 --ldom ldom1 --json | take
          list --group a:b --json | list
          recover --run yesterday --json | recover
          status --ldom ldom1 --json | status
          list --host ftp://sun-a --json | list
          completion fish --json | completion
          sim fault add --on x --effect bang --json | sim
          sim init --scenario nowhere.toml --json | sim
          """)
  void words_that_are_not_understood_are_told_in_a_document(String words, String form) {
    assertThat(document(words))
        .contains(
            entry("schema", "cvmsnap." + form + "/1"),
            entry("outcome", "refused"),
            entry("exitCode", 2))
        .hasEntrySatisfying("error", error -> assertThat(error).asString().contains("next="));
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void words_of_another_program_ask_for_no_document() {
    assertThat(world.cvmsnap("tkae", "--", "--json")).exitsWith(2).printsNothing();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "show datavol1_a",
        "show datavol1_a --proof",
        "topology",
        "take datavol2 --ldom ldom1 --dry-run",
        "prune --ldom ldom1 --keep-last 1 --dry-run",
        "prune --ldom ldom1 --keep-last 1 --yes",
        "prepare datavol2",
        "pin datavol1_a",
        "recover",
        "status",
      })
  void what_succeeds_begins_with_its_end_too(String words) {
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "datavol1_a"))
        .exitsWith(0);

    Map<String, Object> document = document(words + " --json");

    assertThat(document).contains(entry("outcome", "succeeded"), entry("service", "up"));
  }

  @Test
  void what_is_about_no_guest_says_what_the_journals_say() {
    world.fault(Fault.on("ldm bind *", Effect.CRASH_BEFORE));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed();

    for (String words :
        List.of("list", "topology --no-guests", "status", "show datavol7", "pin nothing")) {
      assertThat(document(words + " --json")).containsEntry("service", "down");
    }
    assertThat(document("status --json"))
        .contains(entry("outcome", "succeeded"), entry("exitCode", 100));
    world.noFaults();
    assertThat(document("recover --json"))
        .contains(entry("outcome", "succeeded"), entry("service", "up"));
    assertThat(document("list --json")).containsEntry("service", "up");
  }

  @Test
  void a_signal_before_anything_was_begun_is_told_in_a_document() {
    world.signalledAtOnce();

    assertThat(document("take datavol1 --ldom ldom1 --json"))
        .contains(entry("outcome", "interrupted"), entry("exitCode", 6), entry("service", "up"));
  }

  @Test
  void a_bug_is_told_in_a_document() {
    world.bugsInsteadOfCrashes().fault(Fault.on("vxdg list", Effect.CRASH_AFTER));

    assertThat(document("take datavol1 --ldom ldom1 --json"))
        .contains(
            entry("schema", "cvmsnap.take/1"),
            entry("outcome", "failed"),
            entry("exitCode", 1),
            entry("service", "up"))
        .hasEntrySatisfying("error", error -> assertThat(error).asString().contains("a bug"));
  }
}
