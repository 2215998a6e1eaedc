package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.error.ExitCode.USAGE;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --not-after}: an outage does not begin outside the window. It is 02:00 at first. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WindowTest {
  /** A mirror of datavol1 takes almost six hours. */
  private final World world =
      World.changed("bandwidthMegabytesPerSecond = 200", "bandwidthMegabytesPerSecond = 1");

  private final SimTruth.Guest before = world.guest("ldom1");

  private CliRun take(String notAfter, String... more) {
    List<String> words =
        new ArrayList<>(List.of("take", "datavol1", "--ldom", "ldom1", "--not-after", notAfter));
    words.addAll(List.of(more));
    return world.cvmsnap(words.toArray(String[]::new));
  }

  private List<String> typed(String part) {
    return world.mutations().stream().filter(typed -> typed.contains(part)).toList();
  }

  private void untouched() {
    assertThat(world.guest("ldom1")).isActive().isAs(before);
    assertThat(typed("umount")).isEmpty();
    assertThat(typed("ldm ")).isEmpty();
  }

  @Test
  void a_mirror_that_is_not_ready_in_time_is_kept_for_the_next_night() {
    CliRun missed = take("03:30@UTC");

    assertThat(missed)
        .exitsWith(FAILED)
        .hasNoDebts()
        .says("service: ldom1 is as it was.")
        .says("the outage was not to begin after 2026-03-01T03:30Z[UTC] (")
        .says("its mirror is synchronized to", "the next window ends a day later")
        .says("next: Type the same command again in the next window");
    untouched();
    assertThat(world.truth().time()).isBetween("2026-03-01T03:30:00Z", "2026-03-01T03:33:00Z");
    assertThat(typed("addmir")).hasSize(1);
    assertThat(typed("rmmir")).isEmpty();

    world.change(cluster -> cluster.advance(Duration.ofHours(20)));
    assertThat(take("03:30@UTC")).exitsWith(DONE).hasNoDebts();

    assertThat(typed("addmir")).hasSize(1);
    assertThat(world.snapshots()).singleElement().extracting("content").isEqualTo("clean");
    assertThat(world.guest("ldom1")).isActive().isAs(before);
  }

  @Test
  void a_mirror_that_still_is_synchronized_is_waited_for_in_the_next_window() {
    take("03:00@UTC");

    assertThat(take("08:30@UTC")).exitsWith(DONE).hasNoDebts();

    assertThat(typed("addmir")).hasSize(1);
  }

  @Test
  void within_the_window_nothing_is_different() {
    assertThat(take("12:00@UTC")).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1")).isActive().isAs(before);
  }

  @Test
  void a_window_that_is_over_is_refused() {
    assertThat(take("01:30@UTC"))
        .exitsWith(REFUSED)
        .says("The outage was not to begin after 2026-03-01T01:30Z[UTC], which is over.")
        .says("The next window ends at 2026-03-02T01:30Z[UTC]");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void one_that_ends_while_it_is_looked_is_missed_before_anything_is_done() {
    world.change(cluster -> cluster.advance(Duration.ofSeconds(55)));

    assertThat(take("02:01@UTC"))
        .exitsWith(FAILED)
        .says("the outage was not to begin after 2026-03-01T02:01Z[UTC]; the next window");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void the_dry_run_tells_of_it() {
    assertThat(take("03:30@UTC", "--dry-run"))
        .exitsWith(DONE)
        .says("The outage does not begin after 2026-03-01T03:30Z[UTC].");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vxsnap * addmir *", "vxassist * make cvmsnap_lock_*"})
  void what_a_crash_has_left_is_no_reason_to_begin_an_outage(String glob) {
    world.fault(Fault.on(glob, Effect.CRASH_AFTER));
    assertThat(take("03:30@UTC")).crashed();
    world.change(cluster -> cluster.advance(Duration.ofHours(5)));

    assertThat(world.cvmsnap("recover")).hasNoDebts();

    untouched();
    assertThat(world.snapshots()).isEmpty();
  }

  @Test
  void an_outage_that_has_begun_in_time_ends_as_any_other() {
    World ready = World.builtIn().typed("sun-a", "vxsnap -g datadg addmir datavol1");
    ready.change(cluster -> cluster.advance(Duration.ofMinutes(10)));

    CliRun run = ready.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--not-after", "02:13@UTC");

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(ready.truth().time()).isAfter("2026-03-01T02:13:00Z");
  }

  @Test
  void restore_and_refresh_have_a_window_too() {
    World other = World.builtIn();
    other.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "snap");

    for (String verb : List.of("restore", "refresh")) {
      assertThat(
              other.cvmsnap(verb, "snap", "--ldom", "ldom1", "--yes", "--not-after", "02:00@UTC"))
          .exitsWith(REFUSED)
          .says("which is over");
      assertThat(
              other.cvmsnap(verb, "snap", "--ldom", "ldom1", "--yes", "--not-after", "04:00@UTC"))
          .exitsWith(DONE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3:30", "25:00", "03:30@Nowhere"})
  void what_is_no_time_of_day_is_a_wrong_use(String word) {
    assertThat(take(word)).exitsWith(USAGE).says("is not a time of day such as 03:30");
  }

  @Test
  void what_an_earlier_run_owes_is_paid_though_the_window_is_over() {
    World world = World.builtIn();
    SimTruth.Guest guest = world.guest("ldom1");
    world.dies("ldm unbind *", Effect.CRASH_AFTER, "take", "datavol1", "--ldom", "ldom1");

    CliRun late = world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--not-after", "01:00@UTC");

    assertThat(late)
        .exitsWith(REFUSED)
        .hasNoDebts()
        .says("service: what an earlier run had left owing is paid; nothing else was touched.")
        .says("The outage was not to begin after");
    assertThat(world.guest("ldom1")).isActive().isAs(guest);
  }
}
