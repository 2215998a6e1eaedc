package org.cvmsnap.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A sample of pairs of faults in one process; {@code scripts/pairs} draws as many as time allows.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PairsTest {
  private static List<Trial.Outcome> drawn(int tries, Path locks) {
    Pairs pairs = new Pairs(20261126, Variant.working(), Weakening.NONE, locks);
    return Stream.generate(pairs::next).limit(tries).flatMap(Optional::stream).toList();
  }

  @Test
  void no_law_is_broken_by_two_faults(@TempDir Path locks) {
    List<Trial.Outcome> outcomes = drawn(60, locks);

    List<String> violated =
        outcomes.stream()
            .filter(each -> !each.violations().isEmpty())
            .map(Suite::described)
            .toList();
    System.out.println("pairs: " + outcomes.size() + ", violations: " + violated.size());
    assertThat(violated).isEmpty();
    assertThat(outcomes).hasSizeGreaterThan(40);
  }

  @Test
  void a_weakened_safeguard_is_caught_by_a_pair(@TempDir Path locks) {
    PreparedWorld world = new PreparedWorld(Variant.TAKE_ONE, locks);
    Weakening broken = WeakenedSafeguard.DEBT_AFTER_ACT;
    Schedule first = struck(world, "umount", "fail-late", locks);
    Trial.Outcome course = world.trial(first, locks, broken, Trial.Tracer.NONE);

    assertThat(
            world.pairs(first, course).stream()
                .filter(pair -> pair.toString().endsWith("/crash-after"))
                .map(pair -> world.trial(pair, locks, broken, Trial.Tracer.NONE))
                .filter(Trial.Outcome::fired)
                .anyMatch(each -> !each.violations().isEmpty()))
        .isTrue();
  }

  @Test
  void all_pairs_of_a_first_fault_strike_later_or_in_the_recovery(@TempDir Path locks) {
    PreparedWorld world = new PreparedWorld(Variant.TAKE_INACTIVE, locks);
    Schedule hangs = Schedule.of("take-inactive", Schedule.Point.journal(2), "fails-late");
    Schedule dies = Schedule.of("take-inactive", Schedule.Point.journal(2), "crash-after");

    for (Schedule first : List.of(hangs, dies)) {
      Trial.Outcome outcome = world.trial(first, locks, Weakening.NONE, Trial.Tracer.NONE);
      List<Schedule> pairs = world.pairs(first, outcome);

      assertThat(pairs).isNotEmpty().doesNotHaveDuplicates();
      assertThat(pairs.get(0).blows()).hasSize(outcome.first().crashed() ? 2 : 1);
      assertThat(world.trial(pairs.get(0), locks, Weakening.NONE, Trial.Tracer.NONE))
          .matches(Trial.Outcome::fired)
          .matches(each -> each.violations().isEmpty());
    }
  }

  /** The first command of the fault-free run that begins with that is struck. */
  private static Schedule struck(PreparedWorld world, String command, String effect, Path locks) {
    Launch free = world.trial(world.faultFree(), locks, Weakening.NONE, Trial.Tracer.NONE).first();
    int index =
        IntStream.rangeClosed(1, free.ran().size())
            .filter(each -> free.ran().get(each - 1).command().text().startsWith(command))
            .findFirst()
            .orElseThrow();
    return Schedule.of("take-one", Schedule.Point.command(index), effect);
  }

  /** What broke a law when all pairs were run once. */
  @ParameterizedTest
  @CsvSource({
    "vxsnap -g datadg make, hang-late, signal",
    "ldm stop, hang-latest, hang-later",
    "ldm stop, hang-latest, crash-before",
    "ldm stop, hang-latest, fail"
  })
  void a_late_effect_and_what_comes_upon_it(
      String command, String effect, String then, @TempDir Path locks) {
    PreparedWorld world = new PreparedWorld(Variant.TAKE_ONE, locks);
    Schedule first = struck(world, command, effect, locks);
    Trial.Outcome course = world.trial(first, locks, Weakening.NONE, Trial.Tracer.NONE);

    List<Trial.Outcome> outcomes =
        world.pairs(first, course).stream()
            .filter(pair -> pair.toString().endsWith("/" + then))
            .map(pair -> world.trial(pair, locks, Weakening.NONE, Trial.Tracer.NONE))
            .filter(Trial.Outcome::fired)
            .toList();

    assertThat(outcomes).isNotEmpty();
    assertThat(outcomes.stream().filter(each -> !each.violations().isEmpty()).map(Suite::described))
        .isEmpty();
  }

  @Test
  void an_id_names_the_same_pair_again() {
    Schedule pair =
        Schedule.of("take-one", Schedule.Point.command(17), "hang-late")
            .with(Schedule.Point.command(19), "signal")
            .then(Schedule.Point.journal(3), "crash-before");

    assertThat(pair).hasToString("take-one/17/hang-late,19/signal/j3/crash-before");
    assertThat(Schedule.parse(pair.toString())).isEqualTo(pair);
  }
}
