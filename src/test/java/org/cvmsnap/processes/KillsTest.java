package org.cvmsnap.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few of the kills of {@code scripts/kill-test}. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KillsTest {
  @Test
  void whoever_is_killed_leaves_a_journal_that_brings_the_guest_home(@TempDir Path directory)
      throws Exception {
    Kills kills = new Kills(ProcessWorld.compiled(), directory, 20260301).until(4);

    assertThat(kills.violations()).isEmpty();
    assertThat(kills.down()).as(kills.toString()).isPositive();
  }
}
