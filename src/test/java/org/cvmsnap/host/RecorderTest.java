package org.cvmsnap.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.host.CommandResult.Finished;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RecorderTest {
  private static final Recording LINE =
      new Recording(
          "a", List.of("ldm"), new Finished(0, "", ""), Optional.empty(), Optional.empty());

  @Test
  void a_full_file_system_is_told_once_and_ends_the_recording() {
    List<String> told = new ArrayList<>();
    List<Integer> tries = new ArrayList<>();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new AssertionError("a line is written at once");
          }

          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            tries.add(length);
            throw new IOException("No space left on device");
          }
        };
    try (Recorder recorder = new Recorder(Path.of("x.jsonl"), full, told::add)) {
      assertThat(recorder.incomplete()).isFalse();

      recorder.add(LINE);
      recorder.add(LINE);

      assertThat(recorder.incomplete()).isTrue();
    }
    assertThat(tries).hasSize(1);
    assertThat(told)
        .singleElement()
        .asString()
        .contains("x.jsonl", "No space left on device", "what is being done goes on");
  }
}
