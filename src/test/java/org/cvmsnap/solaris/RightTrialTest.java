package org.cvmsnap.solaris;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.solaris.RightTrial.Answer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a command that can have no effect tells of the right to give it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RightTrialTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1  | umount: permission denied                                    | DENIED
          33 | mount: insufficient privileges                               | DENIED
          32 | mount: Insufficient privileges                               | DENIED
          1  | mount: Not owner                                             | DENIED
          1  | /usr/sbin/umount: can't get execution attributes             | DENIED
          1  | sudo: a password is required                                 | DENIED
          1  | Sorry, user snap is not allowed to execute '/usr/sbin/mount' | DENIED
          1  | umount: warning: /cvmsnap-x not in mnttab                    | NOT_DENIED
          1  | umount: /cvmsnap-x not mounted                               | NOT_DENIED
          32 | mount: /dev/dsk/x or /mnt, no such file or directory         | NOT_DENIED
          32 | mount: /dev/dsk/x no such device                             | NOT_DENIED
          1  | ''                                                           | UNKNOWN
          0  | ''                                                           | UNKNOWN
          2  | Usage: mount                                                 | UNKNOWN
          """)
  void each_answer_is_known_or_not(int exit, String said, Answer answer) {
    assertThat(RightTrial.ended(List.of("mount"), new Finished(exit, "", said)).answer())
        .isEqualTo(answer);
  }

  @Test
  void one_that_was_not_run_may_have_been_denied() {
    assertThat(RightTrial.unanswered(List.of("mount"), "sudo: no tty present").answer())
        .isEqualTo(Answer.DENIED);
    assertThat(RightTrial.unanswered(List.of("mount"), "no answer within 30 s"))
        .isEqualTo(new RightTrial(List.of("mount"), Answer.UNKNOWN, "no answer within 30 s"));
  }
}
