package org.cvmsnap.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The laws can be broken: each way to build cvmsnap wrongly is caught by some schedule. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WeakenedSafeguardTest {
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
    if (broken.ofMeddling()) {
      schedules.addAll(bench.meddled(directory, 1));
    }
    schedules.addAll(bench.between(directory));
    schedules.addAll(bench.elsewhere(directory));
    schedules.addAll(bench.byHand(directory));
    schedules.addAll(inTurn(bench.single(directory)));
    return schedules.stream()
        .map(schedule -> bench.trial(schedule, directory, broken, Trial.Tracer.NONE));
  }

  /**
   * One of each effect after the other, the last first: few effects show what is weakened, and late
   * ones.
   */
  private static List<Schedule> inTurn(List<Schedule> schedules) {
    Map<String, Deque<Schedule>> left =
        schedules.stream()
            .collect(
                Collectors.groupingBy(
                    schedule -> schedule.blows().get(0).effect(),
                    LinkedHashMap::new,
                    Collectors.toCollection(ArrayDeque::new)));
    List<Schedule> inTurn = new ArrayList<>();
    while (inTurn.size() < schedules.size()) {
      left.values().forEach(each -> Optional.ofNullable(each.pollLast()).ifPresent(inTurn::add));
    }
    return inTurn;
  }
}
