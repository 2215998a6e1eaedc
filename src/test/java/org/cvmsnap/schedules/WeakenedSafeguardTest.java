package org.cvmsnap.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The laws can be broken: each way to build cvmsnap wrongly is caught by some schedule. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WeakenedSafeguardTest {
  private static final int STRIDE = 29;

  @ParameterizedTest
  @EnumSource
  void what_is_built_wrongly_is_caught(WeakenedSafeguard broken, @TempDir Path directory) {
    String caught =
        outcomes(broken, new PreparedWorld(broken.variant(), directory), directory)
            .filter(outcome -> outcome.fired() && !outcome.violations().isEmpty())
            .map(Suite::described)
            .findFirst()
            .orElse("nothing");

    System.out.println(broken + " is caught by " + caught);
    assertThat(caught).isNotEqualTo("nothing");
  }

  private static Stream<Trial.Outcome> outcomes(
      WeakenedSafeguard broken, PreparedWorld bench, Path directory) {
    List<Schedule> schedules = new ArrayList<>(List.of(bench.faultFree()));
    if (broken.ofDamage()) {
      schedules.addAll(bench.damaged(directory));
    }
    schedules.addAll(bench.byHand(directory));
    schedules.addAll(spread(bench.single(directory)));
    return schedules.stream()
        .map(schedule -> bench.trial(schedule, directory, broken, Trial.Tracer.NONE));
  }

  /** The same in another order, so that what lies late in a run is met soon. */
  private static List<Schedule> spread(List<Schedule> schedules) {
    List<Schedule> spread = new ArrayList<>();
    for (int first = 0; first < STRIDE; first++) {
      for (int at = first; at < schedules.size(); at += STRIDE) {
        spread.add(schedules.get(at));
      }
    }
    return spread;
  }
}
