package org.cvmsnap.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NearestTest {
  @ParameterizedTest
  @CsvSource({
    "ldom,     'ldom1 ldom2 primary', 'ldom1 ldom2'",
    "datavol,  'datavol12 datavol1',  'datavol1 datavol12'",
    "da,       'datavol1 logs',       datavol1",
    "dtaavol1, 'datavol1 logs',       datavol1",
    "'',       'ab abc',              ''",
    "ab,       'cd xyz',              ''",
    "abcdef,   'abcdxx abcxyz',       abcdxx",
    "tkae,     'take prune',          take",
    "tak,      'take prune',          take",
    "kitten,   sitting,               ''",
  })
  void finds_what_may_have_been_meant_the_most_alike_first(
      String typed, String names, String found) {
    List<String> expected =
        Arrays.stream(found.split(" ")).filter(each -> !each.isEmpty()).toList();

    assertThat(Nearest.to(typed, List.of(names.split(" ")))).isEqualTo(expected);
  }

  @Test
  void shows_three_at_most_and_each_once() {
    assertThat(Nearest.to("vol", List.of("vol4", "vol1", "vol1", "vol3", "vol2")))
        .containsExactly("vol1", "vol2", "vol3");
  }
}
