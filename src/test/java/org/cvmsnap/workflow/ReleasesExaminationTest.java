package org.cvmsnap.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.cvmsnap.workflow.ReleasesExamination.Product;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of which releases it is known that cvmsnap is written for them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReleasesExaminationTest {
  @ParameterizedTest
  @CsvSource({
    "3.4, true",
    "3.6.2.0.59, true",
    "4.0, true",
    "3.3.0.1, false",
    "2.9, false",
    "3, false",
    "snv_151a, false"
  })
  void from_a_release_on(String release, boolean known) {
    assertThat(new Product("ldm", 3, 4, Integer.MAX_VALUE).known(release)).isEqualTo(known);
  }

  @ParameterizedTest
  @CsvSource({"11.4.0.15.0, true", "11.4, true", "11.3.9, false", "11.5, false", "12.4, false"})
  void of_one_release_alone(String release, boolean known) {
    assertThat(new Product("Solaris", 11, 4, 4).known(release)).isEqualTo(known);
  }
}
