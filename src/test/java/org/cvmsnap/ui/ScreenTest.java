package org.cvmsnap.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.cvmsnap.engine.StepReport;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Subject;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A terminal, and what is shown on it while a run goes on. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScreenTest {
  private static final Subject MIRROR = new Subject("attach-mirror", "datadg/datavol1", "sun-a");
  private static final String LEFT = "its mirror is synchronized to 33 %, about 12 min left";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicInteger width = new AtomicInteger(80);
  private final AtomicReference<Duration> now = new AtomicReference<>(Duration.ZERO);

  private EscapingStream terminal(boolean obeys, boolean colours) {
    return new EscapingStream(
        new PrintStream(bytes, true, UTF_8), new Screen(obeys, width::get), colours);
  }

  private TerminalProgress progress(EscapingStream err) {
    return new TerminalProgress(err, new Progress(err, new CommandLines(err), true), now::get);
  }

  /** What is shown as the live line. */
  private String live() {
    String all = bytes.toString(UTF_8);
    return all.substring(all.lastIndexOf("\u001b[K") + 1).replaceFirst("^\\[K", "");
  }

  private String live(int columns) {
    width.set(columns);
    bytes.reset();
    try (TerminalProgress progress = progress(terminal(true, false))) {
      progress.began(Phase.PREPARE, MIRROR);
      progress.waiting(MIRROR, LEFT);
      return live();
    }
  }

  @Test
  void the_time_left_shows_on_every_terminal_and_nothing_wraps() {
    assertThat(live(200)).isEqualTo("prepare  attach-mirror datadg/datavol1: " + LEFT);
    assertThat(live(80)).isEqualTo("attach-mirror: " + LEFT);
    assertThat(live(40)).isEqualTo("attach-mirror: about 12 min left");
    assertThat(live(12)).isEqualTo("about 12...");
  }

  @Test
  void the_live_line_follows_the_width() {
    try (TerminalProgress progress = progress(terminal(true, false))) {
      progress.began(Phase.PREPARE, MIRROR);
      progress.waiting(MIRROR, LEFT);
      width.set(40);
      progress.draw();

      assertThat(live()).isEqualTo("attach-mirror: about 12 min left");
    }
  }

  @Test
  void a_wide_character_takes_two_columns() {
    assertThat(Fitting.cut("日本語日本語", 9)).isEqualTo("日本語...");
    assertThat(Fitting.columns("日本語")).isEqualTo(6);
  }

  @Test
  void whatever_is_printed_takes_the_place_of_the_live_line() {
    EscapingStream err = terminal(true, false);
    err.live("live");
    err.println("stays");

    assertThat(bytes.toString(UTF_8)).isEqualTo("live\r\u001b[Kstays\n");
  }

  @Test
  void a_question_is_not_drawn_over_until_it_is_answered() {
    EscapingStream err = terminal(true, false);
    err.print("Go on? [y/N] ");
    err.live("live");
    assertThat(bytes.toString(UTF_8)).doesNotContain("live");

    err.screen().typed();
    err.live("live");
    assertThat(bytes.toString(UTF_8)).endsWith("live");
  }

  @Test
  void a_dumb_terminal_gets_plain_lines() {
    EscapingStream err = terminal(false, true);
    err.live("live");
    err.alarm("SERVICE DOWN");

    assertThat(bytes.toString(UTF_8)).isEqualTo("SERVICE DOWN\n");
  }

  @Test
  void an_alarm_is_bold_and_red_and_what_others_say_in_it_does_nothing() {
    terminal(true, true).alarm("SERVICE DOWN: \u001b[2J");
    terminal(true, true).uncoloured().alarm("SERVICE DOWN");

    assertThat(bytes.toString(UTF_8))
        .isEqualTo("\u001b[1;31mSERVICE DOWN: \\u001b[2J\u001b[0m\nSERVICE DOWN\n");
  }

  @Test
  void after_a_second_of_silence_it_is_shown_who_is_waited_for() {
    EscapingStream err = terminal(true, false);
    try (TerminalProgress progress = progress(err)) {
      progress.asked("sun-a");
      progress.asked("sun-b");
      progress.draw();
      assertThat(live()).isEmpty();

      now.set(Duration.ofSeconds(1));
      progress.answered("sun-a");
      progress.draw();
      assertThat(live()).isEqualTo("waiting for sun-b");
    }
    assertThat(bytes.toString(UTF_8)).endsWith("\r\u001b[K");
  }

  @Test
  void a_step_that_is_done_is_told_on_one_line_where_that_can_be() {
    List<String> lines = new ArrayList<>();
    for (int columns : List.of(200, 40, 20)) {
      width.set(columns);
      bytes.reset();
      EscapingStream err = terminal(true, false);
      new Progress(err, new CommandLines(err), true).ended(done(MIRROR));
      lines.add(bytes.toString(UTF_8).stripTrailing());
    }

    assertThat(lines)
        .containsExactly(
            "prepare  attach-mirror      datadg/datavol1                103.8 s",
            "attach-mirror datadg/datavol1 103.8 s",
            "attach-mirror 103...");
  }

  private static StepReport done(Subject subject) {
    return new StepReport(
        Optional.empty(),
        subject,
        Phase.PREPARE,
        Outcome.CHANGED,
        Duration.ofMillis(103_800),
        "",
        false,
        Optional.empty());
  }
}
