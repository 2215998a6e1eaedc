package org.cvmsnap.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Some of what {@link SchedulesTest} runs, in seconds: {@code scripts/mutation} runs it for each
 * mutant that no test beside the code has killed.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FewSchedules {
  private static final int ONE_OF = 29;
  private static final int ONE_MEDDLING_OF = 5;

  @ParameterizedTest
  @EnumSource(
      value = Variant.class,
      names = {
        "TAKE_ONE",
        "TAKE_DETACH",
        "TAKE_VCS",
        "TAKE_TWO_GROUPS",
        "TAKE_HOOK",
        "TAKE_OVER",
        "RESTORE",
        "REFRESH_TWO",
        "EXPORT",
        "PRUNE"
      })
  void no_law_is_broken(Variant variant, @TempDir Path locks) {
    PreparedWorld bench = new PreparedWorld(variant, locks);
    List<Schedule> all = new ArrayList<>(List.of(bench.faultFree()));
    all.addAll(bench.all(locks, ONE_MEDDLING_OF));

    List<String> violated = new ArrayList<>();
    int fired = 0;
    for (int at = 0; at < all.size(); at += ONE_OF) {
      Trial.Outcome outcome = bench.trial(all.get(at), locks, Weakening.NONE, Trial.Tracer.NONE);
      fired += outcome.fired() ? 1 : 0;
      if (outcome.fired() && !outcome.violations().isEmpty()) {
        violated.add(Suite.described(outcome));
      }
    }
    assertThat(fired).isGreaterThan(3);
    assertThat(violated).isEmpty();
  }
}
