package org.cvmsnap.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.host.CommandResult.Unknown;
import org.cvmsnap.model.Machine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records each command, and asks the transcript. */
class ReplayHostTest extends HostContract {
  @TempDir private Path directory;
  private int recorded;

  @Override
  Host host() {
    return command -> {
      Path file = directory.resolve("recorded-" + recorded++ + ".jsonl");
      try (Recorder recorder = Recorder.create(file, ReplayHostTest::lost)) {
        new RecordedHosts(here(), "sun-a", recorder::add).controlDomain().run(command);
      }
      return ReplayHosts.read(file, new RealTime()).controlDomain().run(command);
    };
  }

  private static void lost(String warning) {
    throw new AssertionError(warning);
  }

  private static Hosts here() {
    return RealHosts.local(System.getenv(), SshSettings.standard(), new RealTime());
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
        .isEqualTo(new NotStarted("the recording has no answer to '/usr/sbin/ldm list' on a"));
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
  void what_did_not_start_or_gave_no_answer_is_told_as_such() throws Exception {
    Host host =
        replay(
                """
                {"host":"a","argv":["ldm"],"notStarted":"no such file","missing":true}
                {"host":"a","argv":["ldm"],"notStarted":"no way there"}
                {"host":"a","argv":["ldm"],"unknown":"no answer within 2 s","seconds":2.0}
                """)
            .controlDomain();

    assertThat(List.of(host.run(ldm()), host.run(ldm()), host.run(ldm())))
        .containsExactly(
            new NotStarted("no such file", true),
            new NotStarted("no way there"),
            new Unknown("no answer within 2 s"));
  }

  @Test
  void a_line_comes_back_as_it_was_written() {
    for (CommandResult result :
        List.of(
            new Finished(3, "out\n", "err \"\\ \u0007\uef80"),
            new NotStarted("none", true),
            new NotStarted("no way"),
            new Unknown("late"))) {
      Recording line =
          new Recording(
              "sun-a",
              List.of("ldm", "list", "", "a b"),
              result,
              Optional.of(Instant.parse("2026-03-01T02:00:00.250Z")),
              Optional.of(Duration.ofMillis(1250)));

      assertThat(Recording.parse(line.json(), "x:1")).isEqualTo(line);
    }
  }

  @Test
  void time_is_that_of_the_recording_and_passes_at_once() throws Exception {
    ReplayHosts hosts =
        replay(
            """
            {"host":"a","at":"2026-03-01T02:00:00Z","argv":["x"],"exit":0,"stdout":"","stderr":""}
            {"host":"a","at":"2026-03-01T03:00:00Z","argv":["ldm"],"exit":0,"stdout":"","stderr":"",\
            "seconds":2.5}
            """);

    assertThat(hosts.time().now()).isEqualTo("2026-03-01T02:00:00Z");

    hosts.controlDomain().run(ldm());
    hosts.time().sleep(Duration.ofDays(1));

    assertThat(hosts.time().now()).isEqualTo("2026-03-02T03:00:02.500Z");
    assertThat(hosts.time().elapsed()).isEqualTo(Duration.parse("PT25H2.5S"));
  }

  @Test
  void of_a_transcript_that_ends_in_mid_line_is_told_how_to_keep_the_rest() {
    String line = "{\"host\":\"a\",\"argv\":[\"x\"],\"unknown\":\"no\"}";

    assertThatThrownBy(() -> replay(line + "\n" + line.substring(0, 30)))
        .isInstanceOfSatisfying(
            UsageException.class,
            e -> {
              assertThat(e.getMessage()).contains("last line of", "is cut off");
              assertThat(e.reasons().get(0).next()).contains("sed '$d'", "site.jsonl.whole");
            });
    assertThatThrownBy(() -> replay(line.substring(0, 30) + "\n" + line))
        .hasMessageContaining("site.jsonl:1 is not the record of a command");
  }

  @Test
  void an_empty_or_missing_transcript_is_refused() {
    assertThatThrownBy(() -> replay("\n")).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> ReplayHosts.read(directory.resolve("none"), new RealTime()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("none");
  }

  @Test
  void a_moment_that_never_comes_is_no_record_of_a_command() {
    String never =
        """
        {"host":"a","at":"+1000000000-12-31T23:59:59Z","seconds":9e18,"argv":["x"],"unknown":""}
        """;

    assertThatThrownBy(() -> replay(never)).isInstanceOf(UsageException.class);
  }
}
