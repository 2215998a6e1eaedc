package org.cvmsnap.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cvmsnap.error.UsageException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TableTest {
  private static String cell(@Nullable Object value) {
    return Table.of("a", List.of(), false).lines(List.of(JsonDocument.ordered("a", value))).get(0);
  }

  @Test
  void a_value_breaks_no_line_and_makes_no_column() {
    assertThat(cell("x\ty\nz\u001b[31m")).isEqualTo("x\\u0009y\\u000az\\u001b[31m");
  }

  @Test
  void several_values_are_parted_by_commas_and_none_is_a_dash() {
    assertThat(cell(List.of("sun-a", "sun-b"))).isEqualTo("sun-a,sun-b");
    assertThat(cell(List.of())).isEqualTo("-");
    assertThat(cell(null)).isEqualTo("-");
    assertThat(cell("")).isEqualTo("-");
  }

  @Test
  void the_columns_come_in_the_order_in_which_they_were_asked_for() {
    assertThat(
            Table.of("a, b, c", List.of("c", "a"), true)
                .lines(List.of(JsonDocument.ordered("a", 1L, "b", 2, "c", 3.5))))
        .containsExactly("c\ta", "3.5\t1");
  }

  @Test
  void a_column_that_is_not_there_is_a_wrong_use() {
    assertThatThrownBy(() -> Table.of("a, b", List.of("a", "d"), true))
        .isInstanceOfSatisfying(
            UsageException.class, e -> assertThat(e.described()).contains("'d'", "a, b"));
  }
}
