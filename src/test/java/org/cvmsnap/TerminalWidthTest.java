package org.cvmsnap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TerminalWidthTest {
  private final AtomicInteger asked = new AtomicInteger();

  private OptionalInt wider() {
    return OptionalInt.of(100 + asked.incrementAndGet());
  }

  @Test
  void it_is_asked_when_it_is_needed_and_again_when_it_has_changed() {
    TerminalWidth width = new TerminalWidth(this::wider, Map.of());
    width.changed();
    assertThat(asked).hasValue(0);

    assertThat(width.columns()).isEqualTo(101);
    assertThat(width.columns()).isEqualTo(101);

    width.changed();
    assertThat(width.columns()).isEqualTo(102);
  }

  @Test
  void a_terminal_that_does_not_know_is_as_wide_as_the_operator_says_or_80() {
    assertThat(new TerminalWidth(OptionalInt::empty, Map.of("COLUMNS", "132")).columns())
        .isEqualTo(132);
    assertThat(new TerminalWidth(OptionalInt::empty, Map.of("COLUMNS", "wide")).columns())
        .isEqualTo(80);
  }
}
