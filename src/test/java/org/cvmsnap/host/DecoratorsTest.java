package org.cvmsnap.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.host.CommandResult.Unknown;
import org.cvmsnap.model.Machine;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DecoratorsTest {
  private static final Command LIST = Command.reads(Duration.ofSeconds(5), List.of("ldm", "list"));
  private static final Command STOP =
      Command.mutates(Duration.ofSeconds(5), List.of("ldm", "stop"));

  /** Each look at the clock takes a second and a half. */
  private static final class SlowTime implements Time {
    private Duration elapsed = Duration.ZERO;

    @Override
    public Instant now() {
      return Instant.EPOCH.plus(elapsed);
    }

    @Override
    public Duration elapsed() {
      elapsed = elapsed.plusMillis(1500);
      return elapsed;
    }

    @Override
    public void sleep(Duration duration) {
      elapsed = elapsed.plus(duration);
    }
  }

  private static List<String> logOf(Command command, CommandResult result) throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(LoggedHost.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      CommandResult passed = new LoggedHost("sun-a", c -> result, new SlowTime()).run(command);
      assertThat(passed).isSameAs(result);
    } finally {
      logger.detachAppender(lines);
    }
    return lines.list.stream()
        .filter(event -> event.getLevel() == Level.DEBUG)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Test
  void a_command_is_logged_with_its_end_and_its_duration() throws Exception {
    assertThat(logOf(LIST, new Finished(1, "out", "no such\nthing\n")))
        .containsExactly("sun-a: [ldm, list]: exit 1, stderr: no such\n    thing in 1.500 s");
    assertThat(logOf(LIST, new NotStarted("no ldm")))
        .containsExactly("sun-a: [ldm, list]: not started: no ldm in 1.500 s");
    assertThat(logOf(LIST, new Unknown("no answer")))
        .containsExactly("sun-a: [ldm, list]: unknown: no answer in 1.500 s");
  }

  @Test
  void a_mutation_is_in_the_log_before_it_runs() throws Exception {
    assertThat(logOf(STOP, new Finished(0, "", "")))
        .containsExactly("sun-a: [ldm, stop]: starts", "sun-a: [ldm, stop]: exit 0 in 1.500 s");
  }

  @Test
  void read_only_hosts_let_no_mutation_through() throws Exception {
    Finished answer = new Finished(0, "", "");
    Host host =
        WrappedHosts.readOnly(
                new Hosts() {
                  @Override
                  public Host controlDomain() {
                    return command -> answer;
                  }

                  @Override
                  public Host on(Machine machine) {
                    return controlDomain();
                  }

                  @Override
                  public Time time() {
                    return new SlowTime();
                  }
                })
            .controlDomain();

    assertThat(host.run(LIST)).isSameAs(answer);
    assertThatThrownBy(() -> host.run(STOP))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ldm stop");
  }

  @Test
  void real_time_goes_on_and_waits_as_long_as_told() throws Exception {
    Time time = new RealTime();
    Duration before = time.elapsed();

    time.sleep(Duration.ofMillis(30));

    assertThat(time.elapsed().minus(before))
        .isBetween(Duration.ofMillis(29), Duration.ofSeconds(20));
    assertThat(time.now()).isAfter(Instant.parse("2024-01-01T00:00:00Z"));
  }
}
