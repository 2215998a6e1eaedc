package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.USAGE;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code take --comment}: what an operator says of snapshots stays with these. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CommentTest {
  private final World world = World.builtIn();

  private CliRun take(String comment) {
    return world.cvmsnap(
        "take", "datavol1", "--ldom", "ldom1", "--name", "snap", "--comment", comment);
  }

  private @Nullable Object listed() {
    return assertThat(world.cvmsnap("list", "--json").json().get("snapshots"))
        .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
        .singleElement()
        .actual()
        .get("comment");
  }

  @Test
  void it_is_shown_wherever_the_snapshot_is() {
    assertThat(take("before patch 11.4.63")).exitsWith(DONE).hasNoDebts();

    assertThat(listed()).isEqualTo("before patch 11.4.63");
    assertThat(world.cvmsnap("list").lines().get(0)).contains("COMMENT");
    assertThat(world.cvmsnap("list").lines().get(1))
        .contains("before patch 11.4.63")
        .endsWith("good");
    assertThat(world.cvmsnap("show", "snap")).prints("comment:    before patch 11.4.63");
    assertThat(world.cvmsnap("list", "-o", "name,comment").lines())
        .contains("snap\tbefore patch 11.4.63");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vor dem Umzug nach Zürich",
        "a=b, 100 % sure + \"quoted\" 'twice' $(reboot)",
        "日本語 ✓",
        "  trimmed  ",
        "v  other datadg cvmsnap.run=x",
        "%zz+%41"
      })
  void its_text_comes_back_as_it_was_typed(String comment) {
    assertThat(take(comment)).exitsWith(DONE).hasNoDebts();

    assertThat(listed()).isEqualTo(comment.strip());
    assertThat(world.mutations().stream().filter(typed -> typed.contains("settag")))
        .singleElement()
        .asString()
        .matches("[ -~]*cvmsnap.comment=[A-Za-z0-9.*_+%-]+ .*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "two\nlines", "a\tb", "bell\u0007", "\u009b31m"})
  void what_is_no_line_of_text_is_refused(String comment) {
    assertThat(take(comment)).exitsWith(USAGE).says("a comment");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void it_has_to_fit_into_a_tag() {
    assertThat(take("x".repeat(240))).exitsWith(DONE);
    assertThat(listed()).isEqualTo("x".repeat(240));

    assertThat(take("x".repeat(241)))
        .exitsWith(USAGE)
        .says("the comment takes 241 characters as it is kept", "240 is the most");
    assertThat(take("ü".repeat(41))).exitsWith(USAGE).says("takes 246 characters");
  }

  @Test
  void a_list_without_comments_has_no_column_for_them() {
    world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "snap");

    assertThat(world.cvmsnap("list").lines().get(0)).doesNotContain("COMMENT");
    assertThat(listed()).isNull();
  }

  @Test
  void it_stays_with_a_snapshot_that_is_refreshed() {
    take("for the report");

    assertThat(world.cvmsnap("refresh", "snap", "--ldom", "ldom1", "--yes")).exitsWith(DONE);

    assertThat(listed()).isEqualTo("for the report");
  }
}
