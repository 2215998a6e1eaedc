package org.cvmsnap.solaris;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.Host;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Solaris says of itself and of a program, and what is not taken for it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OperatingSystemTest {
  private static Host says(int exit, String out, String err) {
    return command -> new Finished(exit, out, err);
  }

  @Test
  void the_time_of_its_clock() throws Exception {
    assertThat(new OperatingSystem(says(0, "2026-03-01T02:00:07Z\n", "")).clock())
        .isEqualTo(Instant.parse("2026-03-01T02:00:07Z"));
    assertThatThrownBy(() -> new OperatingSystem(says(0, "Sunday\n", "")).clock())
        .isInstanceOf(NotLearnedException.class)
        .hasMessageContaining("not a time");
  }

  @Test
  void its_own_release() throws Exception {
    assertThat(new OperatingSystem(says(0, "11.4.0.15.0\n", "")).release())
        .isEqualTo("11.4.0.15.0");
    assertThatThrownBy(() -> new OperatingSystem(says(0, "what is it\n", "")).release())
        .hasMessageContaining("not a release");
  }

  @Test
  void the_release_of_a_package_with_and_without_its_publisher() throws Exception {
    String named = "VRTSvxvm (Veritas)                    7.4.1.0                    i--\n";
    assertThat(new OperatingSystem(says(0, named, "")).installed("VRTSvxvm")).contains("7.4.1.0");
    assertThat(
            new OperatingSystem(says(0, "VRTSvxvm     8.0.2.0    i--\n", "")).installed("VRTSvxvm"))
        .contains("8.0.2.0");
    assertThat(new OperatingSystem(says(0, "VRTSvxvm 8.0.2.0\n", "")).installed("VRTSvxvm"))
        .contains("8.0.2.0");
    for (String none : List.of("VRTSvxvm\n", "VRTSvxvm installed i--\n")) {
      assertThatThrownBy(() -> new OperatingSystem(says(0, none, "")).installed("VRTSvxvm"))
          .hasMessageContaining("no release of a package");
    }
    assertThat(
            new OperatingSystem(
                    says(1, "", "pkg list: No packages matching 'VRTSvxvm' installed\n"))
                .installed("VRTSvxvm"))
        .isEmpty();
    assertThatThrownBy(() -> new OperatingSystem(says(1, "", "pkg: busy\n")).installed("VRTSvxvm"))
        .isInstanceOf(NotLearnedException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "-rwxr-xr-x, root, ''",
    "-r-sr-xr-x+, root, ''",
    "-rwxr-xr-x, joe, belongs to joe",
    "-rwxrwxr-x, root, may be written by others (-rwxrwxr-x)",
    "-rwxr-xrwx, root, may be written by others (-rwxr-xrwx)",
    "-rw-r--r--, root, cannot be run (-rw-r--r--)",
    "-rwSr--r--, root, cannot be run (-rwSr--r--)",
    "-r-s------, root, ''",
    "drwxr-xr-x, root, is no program"
  })
  void what_is_wrong_with_a_program(String mode, String owner, String fault) throws Exception {
    String line = mode + "   1 " + owner + "  bin  312 Mar  1 02:00 /opt/site/stop\n";

    assertThat(new Programs(says(0, line, "")).file("/opt/site/stop"))
        .hasValueSatisfying(file -> assertThat(file.fault().orElse("")).isEqualTo(fault));
  }

  @Test
  void a_program_that_is_not_there_and_what_is_no_line_of_one() throws Exception {
    Host none = says(2, "", "/opt/site/stop: No such file or directory\n");
    assertThat(new Programs(none).file("/opt/site/stop")).isEmpty();
    assertThatThrownBy(() -> new Programs(says(0, "total 0\n", "")).file("/opt"))
        .isInstanceOf(NotLearnedException.class);
  }
}
