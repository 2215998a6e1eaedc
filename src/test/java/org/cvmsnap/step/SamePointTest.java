package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.run.Step;
import org.cvmsnap.site.Site;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SamePointTest {
  private final Site site = StepWorld.builtIn().site();
  private final Instant now = site.time().now();

  /** Of a run whose making began so long ago, and was seen to end or not. */
  private record Recorded(Optional<Instant> begun, Optional<Instant> end, boolean resumed)
      implements History {
    @Override
    public Optional<Instant> acted(Predicate<Step> which) {
      return begun;
    }

    @Override
    public Optional<Instant> ended(Predicate<Step> which) {
      return end;
    }
  }

  private Optional<Look> against(History history, Duration age) throws Exception {
    LocalDateTime date = site.system(SUN_A).localTime().minus(age).truncatedTo(ChronoUnit.MINUTES);
    return new SamePoint(site, SUN_A).against(history, step -> true, Optional.of(date));
  }

  /** Begun 3 h ago; it took 20 s. */
  private History resumed() {
    return new Recorded(
        Optional.of(now.minus(Duration.ofHours(3))),
        Optional.of(now.minus(Duration.ofHours(3)).plusSeconds(20)),
        true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT3H", "PT2H59M41S"})
  void a_date_of_when_it_was_made_speaks_against_nothing(String age) throws Exception {
    assertThat(against(resumed(), Duration.parse(age))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT50M", "PT2H", "PT2H58M", "PT3H5M", "PT4H", "PT30H"})
  void any_other_date_does(String age) throws Exception {
    assertThat(against(resumed(), Duration.parse(age)))
        .get()
        .extracting(Look::why)
        .asString()
        .contains("VxVM says that it is ", " old, and the run gave it its point in time 3 h ago")
        .endsWith("somebody has refreshed it since, or a clock was set");
  }

  @Test
  void where_nobody_has_seen_it_made_it_may_have_been_at_any_time_since() throws Exception {
    History unseen =
        new Recorded(Optional.of(now.minus(Duration.ofHours(3))), Optional.empty(), true);

    assertThat(against(unseen, Duration.ofMinutes(10))).isEmpty();
    assertThat(against(unseen, Duration.ofHours(5))).isPresent();
  }

  @Test
  void the_process_that_has_made_it_asks_nothing_nor_does_one_that_is_told_no_date()
      throws Exception {
    History own =
        new Recorded(Optional.of(now.minus(Duration.ofHours(3))), Optional.empty(), false);
    History never = new Recorded(Optional.empty(), Optional.empty(), true);

    assertThat(against(own, Duration.ofHours(9))).isEmpty();
    assertThat(against(never, Duration.ofHours(9))).isEmpty();
    assertThat(new SamePoint(site, SUN_A).against(resumed(), step -> true, Optional.empty()))
        .isEmpty();
  }
}
