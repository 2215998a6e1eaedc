package org.cvmsnap.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.workflow.VerifyReport.Verified;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VerifyReportTest {
  private static VerifyReport of(Verified... snapshots) {
    return new VerifyReport(Arrays.asList(snapshots));
  }

  private static Verified one(Proof proof, boolean answered) {
    return new Verified(
        VolumeId.of("datadg", "one"), proof, answered, List.of(), "", Optional.empty());
  }

  @Test
  void after_a_take_a_dirty_snapshot_is_a_failure_and_an_unanswered_question_is_not() {
    VerifyReport dirty = of(one(Proof.CLEAN_BEFORE, false), one(Proof.DIRTY, true));
    VerifyReport silent = of(one(Proof.CLEAN_BEFORE, false));

    assertThat(dirty.exitAfterwards()).isEqualTo(ExitCode.FAILED);
    assertThat(silent.exitAfterwards()).isEqualTo(ExitCode.HOUSEKEEPING);
    assertThat(of().exitAfterwards()).isEqualTo(ExitCode.DONE);
  }
}
