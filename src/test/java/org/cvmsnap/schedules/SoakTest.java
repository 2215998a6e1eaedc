package org.cvmsnap.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few random histories; scripts/soak runs many. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SoakTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 101, 201, 301})
  void no_law_is_broken_in_random_histories(long first, @TempDir Path locks)
      throws InterruptedException {
    for (long seed = first; seed < first + 5; seed++) {
      List<String> violations = new Soak(seed, locks, Trial.Tracer.NONE).run();

      assertThat(violations)
          .as(() -> violations.isEmpty() ? "" : "see above")
          .withFailMessage("scripts/soak --seed " + seed + " --minutes 0: " + violations)
          .isEmpty();
    }
  }
}
