package org.cvmsnap.vxvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RowsTest {
  @Test
  void words_stand_between_any_number_of_blanks_of_any_kind() {
    assertThat(Rows.words("v  data\t-\rx")).containsExactly("v", "data", "-", "x");
    assertThat(Rows.words("v")).containsExactly("v");
  }

  @Test
  void a_blank_at_an_end_has_an_empty_word_beyond_it() {
    assertThat(Rows.words(" v data  ")).containsExactly("", "v", "data", "");
    assertThat(Rows.words("")).containsExactly("");
  }

  @Test
  void other_control_characters_are_no_blanks() {
    assertThat(Rows.words("a\bb c\u000ed")).containsExactly("a\bb", "c\u000ed");
  }
}
