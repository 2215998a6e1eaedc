package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.error.ExitCode.USAGE;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options that narrow a list. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ListFilterTest {
  private final World world = World.builtIn();

  /** A snapshot of the first of March, about 02:03, and one of the next day. */
  @BeforeEach
  void two() {
    take("old", "before Patch 7");
    world.change(cluster -> cluster.advance(Duration.ofHours(24)));
    take("new", "after patch 7");
    world.typed("sun-a", "vxassist -g datadg make other 1g");
  }

  private void take(String name, String comment) {
    assertThat(
            world.cvmsnap(
                "take", "datavol1", "--ldom", "ldom1", "--name", name, "--comment", comment))
        .exitsWith(DONE);
  }

  private CliRun list(String options) {
    return world.cvmsnap(
        Stream.concat(
                Stream.of("list", "-H", "-o", "name"),
                Stream.of(options.split(" ")).map(word -> word.replace('_', ' ')))
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "--ldom ldom1, old new",
    "--comment patch, old new",
    "--comment before_patch, old",
    "--since 2h, new",
    "--since 2d, old new",
    "--since 2026-03-02, new",
    "--since 2026-03-01, old new",
    "--since 2026-03-01T02:00, old new",
    "--since 2026-03-01T03:00:00Z, new",
    "--since 2d --comment after, new",
    "datavol1 --ldom ldom1 --comment 7 --since 2h, new",
  })
  void what_is_listed_is_so_by_all_that_is_asked_for(String options, String names) {
    assertThat(list(options)).exitsWith(DONE).saysNothing();
    assertThat(list(options).lines()).containsExactly(names.split(" "));
  }

  @Test
  void a_set_is_named_by_its_run() {
    String run = world.cvmsnap("list", "-H", "-o", "set", "--comment", "before").lines().get(0);

    assertThat(list("--set " + run).lines()).containsExactly("old");
    assertThat(list("--set " + run.replace("-ldom1-", "-ldom2-")))
        .exitsWith(REFUSED)
        .says("There is no snapshot of a set '", "Did you mean " + run);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--comment nothing", "--ldom ldom2", "--since 1s", "datavol2 --comment patch"})
  void that_nothing_matches_is_said_and_no_failure(String options) {
    CliRun run =
        world.cvmsnap(
            Stream.concat(Stream.of("list"), Stream.of(options.split(" "))).toArray(String[]::new));

    assertThat(run).exitsWith(DONE).prints("no snapshots").saysNothing();
    assertThat(list(options).lines()).isEqualTo(List.of());
  }

  @Test
  void how_many_others_there_are_is_said() {
    assertThat(world.cvmsnap("list", "--comment", "nothing"))
        .exitsWith(DONE)
        .prints("no snapshots match; there are 2 others");
  }

  @Test
  void an_unknown_guest_is_refused_with_the_nearest() {
    assertThat(list("--ldom ldom11"))
        .exitsWith(REFUSED)
        .says("There is no domain 'ldom11', nor a snapshot of one.", "Did you mean ldom1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--since yesterday", "--since 2026-13-01", "--since 2026-03-01T"})
  void what_is_no_moment_is_refused(String options) {
    assertThat(list(options)).exitsWith(USAGE).says("is neither a time such as 24h");
  }
}
