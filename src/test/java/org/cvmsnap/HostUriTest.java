package org.cvmsnap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.cli.Globals;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.model.Machine;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostUriTest {
  @Test
  void is_here_where_nobody_says_otherwise() {
    assertThat(HostUri.of(new Globals(), Map.of())).isEqualTo(new HostUri.Local());
    assertThat(HostUri.of(new Globals(), Map.of("CVMSNAP_HOST", "replay:x")))
        .isEqualTo(new HostUri.Replay(Path.of("x")));
  }

  @Test
  void reaches_a_control_domain_over_ssh() {
    assertThat(HostUri.parse("ssh://root@sun-a:2222"))
        .isEqualTo(new HostUri.Ssh(Machine.controlDomain("root@sun-a:2222")));
  }

  @ParameterizedTest
  @CsvSource({
    "sim:, , ",
    "sim:/tmp/a, /tmp/a, ",
    "sim:#sun-b, , sun-b",
    "sim:a#b#sun-b, a#b, sun-b",
  })
  void names_a_simulated_cluster_and_its_node(String uri, String directory, String node) {
    assertThat(HostUri.parse(uri))
        .isEqualTo(
            new HostUri.Sim(
                Optional.ofNullable(directory).map(Path::of), Optional.ofNullable(node)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"local:", "ssh://root@sun-a:22", "sim:", "sim:a#sun-b", "replay:/tmp/a.jsonl"})
  void is_written_as_it_was_read(String uri) {
    assertThat(HostUri.parse(uri).text()).isEqualTo(uri);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sun-a", "ssh:sun-a", "ssh://", "local:sun-a", "http://sun-a"})
  void refuses_what_it_does_not_know(String uri) {
    assertThatThrownBy(() -> HostUri.parse(uri))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'" + uri + "' is no host that cvmsnap knows.");
  }

  @Test
  void refuses_a_file_that_the_system_cannot_have() {
    assertThatThrownBy(() -> HostUri.parse("replay:a\0b"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("names no file");
  }
}
