package org.cvmsnap.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.RefusedException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DecisionTest {
  private static final Refusal OPEN = new Refusal("It is open.", "Close it.");

  @Test
  void nothing_is_planned_where_there_are_reasons_against_it() {
    Decision<String> decision =
        Decision.of(
            List.of(OPEN),
            () -> {
              throw new AssertionError("planned");
            });

    assertThat(decision.refusals()).containsExactly(OPEN);
    assertThatThrownBy(decision::orThrow)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("It is open.");
  }

  @Test
  void what_nothing_speaks_against_is_planned() {
    Decision<String> decision = Decision.of(List.of(), () -> "a plan");

    assertThat(decision.refusals()).isEmpty();
    assertThat(decision.orThrow()).isEqualTo("a plan");
  }

  @Test
  void nothing_is_refused_for_no_reason() {
    assertThatThrownBy(() -> new Decision.Refused<String>(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
