package org.cvmsnap.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.model.Machine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records each command with the script for that, and asks the transcript. */
class ReplayHostTest extends HostContract {
  private static final Path RECORD = Path.of("scripts/record").toAbsolutePath();

  @TempDir private Path directory;

  @Override
  Host host() {
    return command -> {
      List<String> argv = new ArrayList<>(List.of(RECORD.toString(), "-n", "sun-a", "--"));
      argv.addAll(command.argv());
      Finished recorded = (Finished) new LocalHost(System.getenv()).run(Command.reads(AMPLE, argv));
      String missing =
          "{\"host\":\"sun-a\",\"argv\":[\"x\"],\"exit\":0,\"stdout\":\"\",\"stderr\":\"\"}";
      String line = recorded.exit() == 0 ? recorded.out() : missing;
      return replay(line).controlDomain().run(command);
    };
  }

  private ReplayHosts replay(String transcript) {
    try {
      Path file = Files.writeString(directory.resolve("site.jsonl"), transcript);
      return ReplayHosts.read(file, new RealTime());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Command ldm(String... words) {
    List<String> argv = new ArrayList<>(List.of("/usr/sbin/ldm"));
    argv.addAll(List.of(words));
    return Command.reads(AMPLE, argv);
  }

  @Test
  void answers_for_the_machine_that_is_asked() throws Exception {
    ReplayHosts hosts =
        replay(
            """
            {"host":"sun-a","argv":["ldm","list"],"exit":0,"stdout":"a\\n","stderr":""}

            {"host":"sun-b","argv":["ldm","list"],"exit":1,"stdout":"","stderr":"b\\n","note":"x"}
            """);

    assertThat(hosts.controlDomain().run(ldm("list"))).isEqualTo(new Finished(0, "a\n", ""));
    assertThat(hosts.on(Machine.controlDomain("any")).run(ldm("list")))
        .isEqualTo(new Finished(0, "a\n", ""));
    assertThat(hosts.on(Machine.node("sun-b")).run(ldm("list")))
        .isEqualTo(new Finished(1, "", "b\n"));
    assertThat(hosts.on(Machine.node("sun-c")).run(ldm("list"))).isInstanceOf(NotStarted.class);
  }

  @Test
  void answers_in_the_recorded_order_and_then_the_last_again() throws Exception {
    Host host =
        replay(
                """
                {"host":"a","argv":["/sbin/ldm"],"exit":0,"stdout":"one","stderr":""}
                {"host":"a","argv":["ldm"],"exit":0,"stdout":"two","stderr":""}
                """)
            .controlDomain();

    assertThat(List.of(host.run(ldm()), host.run(ldm()), host.run(ldm())))
        .extracting(result -> ((Finished) result).out())
        .containsExactly("one", "two", "two");
  }

  @Test
  void what_was_not_recorded_was_not_started() throws Exception {
    Host host =
        replay("{\"host\":\"a\",\"argv\":[\"ldm\"],\"exit\":0,\"stdout\":\"\",\"stderr\":\"\"}")
            .controlDomain();

    assertThat(host.run(ldm("list")))
        .isEqualTo(new NotStarted("not in the transcript: a: /usr/sbin/ldm list"));
    assertThat(host.run(Command.mutates(AMPLE, List.of("ldm")))).isInstanceOf(NotStarted.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"host\":\"a\",\"argv\":[],\"exit\":0,\"stdout\":\"\",\"stderr\":\"\"}   | argv",
        "{\"host\":\"a\",\"argv\":[1],\"exit\":0,\"stdout\":\"\",\"stderr\":\"\"}  | argv",
        "{\"host\":\"a\",\"argv\":[\"x\"],\"stdout\":\"\",\"stderr\":\"\"}         | exit",
        "{\"host\":\"a\",\"argv\":[\"x\"],\"exit\":0,\"stderr\":\"\"}              | stdout",
        "{\"argv\":[\"x\"],\"exit\":0,\"stdout\":\"\",\"stderr\":\"\"}             | host",
        "$ ldm list                                                                | site.jsonl:1",
        "[1]                                                                       | site.jsonl:1",
        "`{\"host\":`                                                              | site.jsonl:1",
      })
  void a_line_that_is_no_recording_is_named(String line, String words) {
    assertThatThrownBy(() -> replay(line))
        .isInstanceOf(UsageException.class)
        .hasMessageContainingAll("site.jsonl:1", words);
  }

  @Test
  void an_empty_or_missing_transcript_is_refused() {
    assertThatThrownBy(() -> replay("\n")).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> ReplayHosts.read(directory.resolve("none"), new RealTime()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("none");
  }
}
