package org.cvmsnap.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The hint fits what the system has against the state directory. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StateTroubleTest {
  private static IOException system(String reason) {
    return new FileSystemException("/s/x", null, reason);
  }

  static Arguments[] causes() {
    return new Arguments[] {
      Arguments.of(new AccessDeniedException("/s/x"), "Permission denied", "Run cvmsnap as root"),
      Arguments.of(system("Operation not permitted"), "not permitted", "Run cvmsnap as root"),
      Arguments.of(system("No space left on device"), "No space left on device", "Make room"),
      Arguments.of(new IOException("No space left on device"), "No space left", "Make room"),
      Arguments.of(system("Disc quota exceeded"), "quota", "Make room"),
      Arguments.of(system("Read-only file system"), "Read-only", "mounted read-only"),
      Arguments.of(system("Not a directory"), "/s/x: Not a directory", "Move away"),
      Arguments.of(system("I/O error"), "I/O error", "its disk"),
      Arguments.of(system("Too many open files"), "open files", "which process"),
      Arguments.of(system("Stale NFS file handle"), "Stale NFS file handle", "Find out why,")
    };
  }

  @ParameterizedTest
  @MethodSource("causes")
  void every_cause_is_told_with_what_helps(IOException cause, String said, String remedy) {
    RefusedException refused = new RefusedException("The journal cannot be written", cause);

    assertThat(refused.reasons()).hasSize(1);
    Refusal reason = refused.reasons().get(0);
    assertThat(reason.problem()).startsWith("The journal cannot be written: ").contains(said);
    assertThat(reason.next())
        .contains(remedy)
        .endsWith(", or name a directory of your own with --state-dir.");
    assertThat(reason.next().contains("as root")).isEqualTo(remedy.contains("as root"));
  }
}
