package org.cvmsnap.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares long output with a file; {@code scripts/update golden} writes the file anew. */
public final class Golden {
  private static final Path FILES = Path.of("src/test/resources/golden");

  private Golden() {}

  /** Run ids, times and names made of times are replaced by words, as they differ by run. */
  public static String withoutTimes(String text) {
    return text.replaceAll("\\d{8}T\\d{6}Z-([-\\w]+)-[0-9a-z]{4}", "RUN-$1")
        .replaceAll("\\d{8}T\\d{6}Z-[0-9a-z]{4}@", "RUN@")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "TIME")
        .replaceAll("cvmsnap\\.date=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d", "cvmsnap.date=TIME")
        .replaceAll("_\\d{14}\\b", "_NOW");
  }

  /** The text has to be what the file says. */
  public static void assertGolden(String name, String text) {
    try {
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(FILES);
        Files.writeString(FILES.resolve(name), text);
      }
      assertThat(text).as("scripts/update golden").isEqualTo(Files.readString(FILES.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
