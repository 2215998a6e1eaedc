package org.cvmsnap.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShellLineTest {
  @Test
  void a_word_is_quoted_only_where_it_has_to_be() {
    assertThat(ShellLine.of(List.of("umount", "/a b", "it's", "$(x)", "", "c0d2s0")))
        .isEqualTo("umount '/a b' 'it'\\''s' '$(x)' '' c0d2s0");
  }

  @Test
  void names_in_a_hint_are_words_and_a_collection_is_several() {
    assertThat(ShellLine.hint("Type: fuser %s; %d times.", List.of("/dev/a", "/dev/b c"), 2))
        .isEqualTo("Type: fuser /dev/a '/dev/b c'; 2 times.");
  }
}
