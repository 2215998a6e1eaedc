package org.cvmsnap.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Subject;
import org.cvmsnap.testing.Crashed;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Goals of a few lines, and a clock that goes only while somebody sleeps. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReconcilerTest {
  private static final Limits ONCE = Limits.of(Duration.ofMinutes(3), Duration.ofSeconds(100));
  private static final Limits OFTEN = ONCE.attempts(9);
  private static final Attempt ANSWERED = Attempt.answered("");
  private static final Attempt REFUSED = Attempt.answered("on exited 1");
  private static final Attempt UNANSWERED = Attempt.unanswered("no answer");
  private static final Look OFF = owed("it is off", "on");

  /** What happened, such as {@code 12 s: on}. */
  private final List<String> happened = new ArrayList<>();

  /** What commands that are given say, in order, and after that nothing. */
  private final Deque<Attempt> answers = new ArrayDeque<>();

  private Duration now = Duration.ZERO;

  private static Look owed(String why, String command) {
    return Look.owed(why, command(command));
  }

  private static Invocation command(String word) {
    return new Invocation(Machine.controlDomain("sun-a"), List.of(word));
  }

  private void happens(String what) {
    happened.add(now.toSeconds() + " s: " + what);
  }

  private boolean before(long second) {
    return now.compareTo(Duration.ofSeconds(second)) < 0;
  }

  private final class Clock implements Reconciler.Clock {
    @Override
    public Duration elapsed() {
      return now;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      now = now.plus(duration);
    }
  }

  private Reconciler reconciler(Limits limits, Goal.Looking looking) {
    return reconciler(limits, looking, false);
  }

  private Reconciler reconciler(Limits limits, Goal.Looking looking, boolean untilSeen) {
    Goal goal =
        Goal.of(new Subject("turn-on", "lamp", "sun-a"), limits, List.of(command("on")), looking);
    return new Reconciler(
        goal,
        (command, limit) -> {
          happens(command.typed());
          return answers.isEmpty() ? ANSWERED : answers.remove();
        },
        new Clock(),
        why -> {},
        untilSeen);
  }

  private Reconciler.Result reach(Limits limits, Goal.Looking looking) throws InterruptedException {
    return reconciler(limits, looking).reach(() -> happens("intent"), false);
  }

  private Reconciler.Result inDoubt(Limits limits, Goal.Looking looking)
      throws InterruptedException {
    return reconciler(limits, looking).reach(() -> happens("intent"), true);
  }

  private static Reconciler.Result answered(Outcome outcome, String why) {
    return new Reconciler.Result(outcome, why, false, false, false);
  }

  private static Reconciler.Result unanswered(Outcome outcome, String why) {
    return new Reconciler.Result(outcome, why, true, false, false);
  }

  @Test
  void what_is_so_already_is_not_done() throws InterruptedException {
    assertThat(reach(ONCE, acts -> Look.reached("by hand")))
        .isEqualTo(answered(Outcome.UNCHANGED, "by hand"));
    assertThat(happened).isEmpty();
    assertThat(now).isZero();
  }

  @Test
  void what_is_owed_is_done_once_that_is_on_disk() throws InterruptedException {
    assertThat(reach(ONCE, acts -> acts.none() ? OFF : Look.reached()))
        .isEqualTo(answered(Outcome.CHANGED, ""));
    assertThat(happened).containsExactly("0 s: intent", "0 s: on");
  }

  @Test
  void what_cannot_be_put_on_disk_is_not_done() throws InterruptedException {
    Reconciler.Result result =
        reconciler(OFTEN, acts -> OFF)
            .reach(
                () -> {
                  throw new IOException("No space left on device");
                },
                false);

    assertThat(result)
        .isEqualTo(
            answered(Outcome.FAILED, "the journal cannot be written: No space left on device"));
    assertThat(happened).isEmpty();
  }

  @Test
  void after_an_answer_the_world_has_ten_seconds_to_settle() throws InterruptedException {
    answers.add(REFUSED);

    assertThat(reach(ONCE, acts -> OFF))
        .isEqualTo(answered(Outcome.FAILED, "it is off (on exited 1)"));
    assertThat(now).hasSeconds(10);
  }

  @Test
  void what_comes_within_the_time_to_settle_has_come() throws InterruptedException {
    assertThat(reach(ONCE, acts -> before(9) ? OFF : Look.reached()))
        .isEqualTo(answered(Outcome.CHANGED, ""));
    assertThat(now).hasSeconds(9);
  }

  @Test
  void without_an_answer_the_world_has_a_minute() throws InterruptedException {
    answers.add(UNANSWERED);

    assertThat(reach(ONCE, acts -> before(40) ? OFF : Look.reached()))
        .isEqualTo(unanswered(Outcome.CHANGED, ""));
    assertThat(now).hasSeconds(40);
  }

  @Test
  void a_minute_without_an_answer_is_long_enough() throws InterruptedException {
    answers.add(UNANSWERED);

    assertThat(reach(ONCE, acts -> OFF))
        .isEqualTo(unanswered(Outcome.UNKNOWN, "it is off (no answer)"));
    assertThat(now).hasSeconds(60);
  }

  @Test
  void a_goal_may_have_times_to_settle_of_its_own() throws InterruptedException {
    Limits patient = ONCE.settling(Duration.ofSeconds(20), Duration.ofSeconds(30)).attempts(2);
    answers.addAll(List.of(ANSWERED, UNANSWERED));

    reach(patient, acts -> OFF);

    assertThat(happened).containsExactly("0 s: intent", "0 s: on", "22 s: on");
    assertThat(now).hasSeconds(52);
  }

  @Test
  void the_pause_before_each_attempt_is_longer_up_to_half_a_minute() throws InterruptedException {
    reach(ONCE.attempts(7), acts -> OFF);

    assertThat(happened)
        .containsExactly(
            "0 s: intent",
            "0 s: on",
            "12 s: on",
            "26 s: on",
            "44 s: on",
            "70 s: on",
            "110 s: on",
            "150 s: on");
    assertThat(now).hasSeconds(160);
  }

  @Test
  void a_world_that_has_changed_is_acted_upon_at_once() throws InterruptedException {
    assertThat(
            reach(
                ONCE.attempts(2),
                acts ->
                    switch (acts.count()) {
                      case 0 -> owed("it is locked", "unlock");
                      case 1 -> OFF;
                      default -> Look.reached();
                    }))
        .isEqualTo(answered(Outcome.CHANGED, ""));
    assertThat(happened).containsExactly("0 s: intent", "0 s: unlock", "0 s: on");
  }

  @Test
  void another_command_for_the_same_reason_is_no_change_of_the_world() throws InterruptedException {
    assertThat(
            reach(
                ONCE.attempts(2),
                acts ->
                    switch (acts.count()) {
                      case 0 -> OFF;
                      case 1 -> owed("it is off", "on -f");
                      default -> Look.reached();
                    }))
        .isEqualTo(answered(Outcome.CHANGED, ""));
    assertThat(happened).containsExactly("0 s: intent", "0 s: on", "12 s: 'on -f'");
  }

  @Test
  void a_changed_world_is_not_acted_upon_while_a_command_may_be_under_way()
      throws InterruptedException {
    answers.add(UNANSWERED);

    reach(ONCE.attempts(2), acts -> acts.none() ? owed("it is locked", "unlock") : OFF);

    assertThat(happened).containsExactly("0 s: intent", "0 s: unlock", "60 s: on");
  }

  @Test
  void the_last_bad_news_is_told_also_where_later_commands_say_nothing()
      throws InterruptedException {
    answers.addAll(List.of(REFUSED, ANSWERED));

    assertThat(reach(ONCE.attempts(2), acts -> OFF))
        .isEqualTo(answered(Outcome.FAILED, "it is off (on exited 1)"));
  }

  @Test
  void where_it_may_be_repeated_only_after_an_answer_silence_is_the_end()
      throws InterruptedException {
    answers.addAll(List.of(ANSWERED, UNANSWERED));

    assertThat(reach(OFTEN.whileAnswered(), acts -> OFF))
        .isEqualTo(unanswered(Outcome.UNKNOWN, "it is off (no answer)"));
    assertThat(happened).containsExactly("0 s: intent", "0 s: on", "12 s: on");
    assertThat(now).hasSeconds(72);
  }

  @Test
  void elsewhere_it_is_repeated_after_silence_too() throws InterruptedException {
    answers.add(UNANSWERED);

    assertThat(reach(OFTEN, acts -> acts.count() < 2 ? OFF : Look.reached()))
        .isEqualTo(unanswered(Outcome.CHANGED, ""));
    assertThat(happened).containsExactly("0 s: intent", "0 s: on", "62 s: on");
  }

  @Test
  void in_doubt_what_does_not_add_up_is_done_at_once() throws InterruptedException {
    assertThat(inDoubt(ONCE, acts -> acts.none() ? OFF : Look.reached()))
        .isEqualTo(answered(Outcome.CHANGED, ""));
    assertThat(happened).containsExactly("0 s: intent", "0 s: on");
  }

  @Test
  void in_doubt_what_adds_up_is_done_only_after_a_minute() throws InterruptedException {
    assertThat(inDoubt(ONCE.adding(), acts -> acts.none() ? OFF : Look.reached()))
        .isEqualTo(answered(Outcome.CHANGED, ""));
    assertThat(happened).containsExactly("60 s: intent", "60 s: on");
  }

  @Test
  void in_doubt_what_adds_up_is_not_done_where_it_comes_late() throws InterruptedException {
    assertThat(inDoubt(ONCE.adding(), acts -> before(50) ? OFF : Look.reached()))
        .isEqualTo(answered(Outcome.UNCHANGED, ""));
    assertThat(happened).isEmpty();
    assertThat(now).hasSeconds(60);
  }

  @Test
  void without_doubt_what_adds_up_is_done_at_once() throws InterruptedException {
    reach(ONCE.adding(), acts -> acts.none() ? OFF : Look.reached());

    assertThat(happened).containsExactly("0 s: intent", "0 s: on");
  }

  @Test
  void in_doubt_what_is_so_has_to_stay_so_for_a_minute() throws InterruptedException {
    assertThat(inDoubt(ONCE, acts -> Look.reached())).isEqualTo(answered(Outcome.UNCHANGED, ""));
    assertThat(now).hasSeconds(60);
  }

  @Test
  void in_doubt_what_does_not_stay_so_is_done() throws InterruptedException {
    assertThat(inDoubt(ONCE, acts -> acts.none() && !before(30) ? OFF : Look.reached()))
        .isEqualTo(answered(Outcome.CHANGED, ""));
    assertThat(happened).containsExactly("30 s: intent", "30 s: on");
  }

  @Test
  void what_moves_is_waited_for() throws InterruptedException {
    assertThat(reach(ONCE, acts -> before(99) ? Look.moving("it warms up") : Look.reached()))
        .isEqualTo(answered(Outcome.UNCHANGED, ""));
    assertThat(happened).isEmpty();
  }

  @Test
  void what_moves_after_an_act_is_waited_for() throws InterruptedException {
    assertThat(
            reach(
                ONCE,
                acts ->
                    acts.none() ? OFF : before(99) ? Look.moving("it warms up") : Look.reached()))
        .isEqualTo(answered(Outcome.CHANGED, ""));
    assertThat(now).hasSeconds(99);
  }

  @Test
  void patience_ends_also_with_what_moves() throws InterruptedException {
    assertThat(reach(ONCE, acts -> Look.moving("it warms up")))
        .isEqualTo(answered(Outcome.FAILED, "it warms up"));
    assertThat(now).hasSeconds(110);
    assertThat(happened).isEmpty();
  }

  @Test
  void what_has_moved_and_stands_still_has_its_time_to_settle_anew() throws InterruptedException {
    assertThat(
            reach(
                ONCE,
                acts -> before(51) ? Look.moving("it warms up") : Look.blocked("it is broken")))
        .isEqualTo(answered(Outcome.FAILED, "it is broken"));
    assertThat(now).hasSeconds(60);
  }

  @Test
  void it_is_looked_at_as_often_as_its_limits_say() throws InterruptedException {
    List<Duration> looks = new ArrayList<>();

    reach(
        ONCE.every(Duration.ofSeconds(4)),
        acts -> {
          looks.add(now);
          return Look.blocked("it is broken");
        });

    assertThat(looks).extracting(Duration::toSeconds).containsExactly(0L, 4L, 8L, 12L);
  }

  @Test
  void what_blocks_has_a_little_time_to_pass() throws InterruptedException {
    reach(
        ONCE, acts -> before(5) ? Look.blocked("it is used") : acts.none() ? OFF : Look.reached());

    assertThat(happened).containsExactly("5 s: intent", "5 s: on");
  }

  @Test
  void what_stays_blocked_is_not_done() throws InterruptedException {
    assertThat(reach(OFTEN, acts -> Look.blocked("it is used")))
        .isEqualTo(answered(Outcome.FAILED, "it is used"));
    assertThat(happened).isEmpty();
    assertThat(now).hasSeconds(10);
  }

  @Test
  void what_is_blocked_after_an_act_is_not_done_again() throws InterruptedException {
    answers.add(REFUSED);

    assertThat(reach(OFTEN, acts -> acts.none() ? OFF : Look.blocked("it is used")))
        .isEqualTo(answered(Outcome.FAILED, "it is used (on exited 1)"));
    assertThat(happened).containsExactly("0 s: intent", "0 s: on");
  }

  /** A look that hangs takes longer than the world has to settle. */
  private Look hung() throws NotLearnedException {
    now = now.plusSeconds(70);
    throw new NotLearnedException("no answer within 70 s");
  }

  @Test
  void one_look_that_tells_nothing_is_not_the_last() throws InterruptedException {
    assertThat(reach(ONCE, acts -> before(1) ? hung() : Look.reached()))
        .isEqualTo(answered(Outcome.UNCHANGED, ""));
    assertThat(now).hasSeconds(71);
  }

  @Test
  void nor_is_it_after_an_act() throws InterruptedException {
    assertThat(reach(ONCE, acts -> acts.none() ? OFF : before(1) ? hung() : Look.reached()))
        .isEqualTo(answered(Outcome.CHANGED, ""));
    assertThat(happened).containsExactly("0 s: intent", "0 s: on");
  }

  @Test
  void where_two_tell_nothing_nothing_is_known_and_nothing_is_done() throws InterruptedException {
    assertThat(reach(OFTEN, acts -> hung()))
        .isEqualTo(answered(Outcome.UNKNOWN, "no answer within 70 s"));
    assertThat(now).hasSeconds(141);
    assertThat(happened).isEmpty();
  }

  @Test
  void where_nothing_is_known_after_an_act_it_is_not_done_again() throws InterruptedException {
    answers.add(UNANSWERED);

    assertThat(reach(OFTEN, acts -> acts.none() ? OFF : hung()))
        .isEqualTo(unanswered(Outcome.UNKNOWN, "no answer within 70 s (no answer)"));
    assertThat(happened).containsExactly("0 s: intent", "0 s: on");
  }

  private Reconciler.Result wayHome(Limits limits, Goal.Looking looking)
      throws InterruptedException {
    return reconciler(limits, looking, true).reach(() -> happens("intent"), false);
  }

  @Test
  void on_the_way_home_what_cannot_be_seen_is_waited_for_like_what_moves()
      throws InterruptedException {
    Goal.Looking unseen = acts -> acts.none() ? OFF : before(95) ? blind() : Look.reached();

    assertThat(wayHome(ONCE, unseen)).isEqualTo(answered(Outcome.CHANGED, ""));
    assertThat(now).hasSeconds(95);
  }

  @Test
  void patience_ends_also_with_what_cannot_be_seen() throws InterruptedException {
    assertThat(wayHome(ONCE, acts -> blind())).isEqualTo(answered(Outcome.UNKNOWN, "no answer"));
    assertThat(now).hasSeconds(110);
  }

  /** A look that tells nothing at once. */
  private static Look blind() throws NotLearnedException {
    throw new NotLearnedException("no answer");
  }

  @Test
  void a_bug_in_a_look_counts_as_not_knowing() throws InterruptedException {
    assertThat(
            reach(
                OFTEN,
                acts -> {
                  throw new IllegalStateException("a bug");
                }))
        .isEqualTo(
            answered(Outcome.UNKNOWN, "internal error: java.lang.IllegalStateException: a bug"));
    assertThat(happened).isEmpty();
  }

  static Stream<Throwable> errors() {
    return Stream.of(
        new OutOfMemoryError("Java heap space"),
        new StackOverflowError(),
        new AssertionError("never"),
        new NoClassDefFoundError("x"),
        new NoSuchElementException("No value present"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void what_a_look_throws_is_not_the_end(Throwable error) throws InterruptedException {
    assertThat(
            reach(
                ONCE,
                acts -> {
                  if (before(1)) {
                    throw ReconcilerTest.<RuntimeException>unchecked(error);
                  }
                  return Look.reached();
                }))
        .isEqualTo(answered(Outcome.UNCHANGED, ""));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E unchecked(Throwable error) throws E {
    throw (E) error;
  }

  @Test
  void what_ends_the_process_goes_through() {
    assertThatThrownBy(
            () ->
                reach(
                    ONCE,
                    acts -> {
                      throw new Crashed();
                    }))
        .isInstanceOf(Crashed.class);
  }

  @Test
  void a_bug_in_one_look_is_not_the_end() throws InterruptedException {
    assertThat(
            reach(
                ONCE,
                acts -> {
                  if (before(1)) {
                    throw new IllegalStateException("a bug");
                  }
                  return Look.reached();
                }))
        .isEqualTo(answered(Outcome.UNCHANGED, ""));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_bug_in_an_act_counts_as_no_answer(boolean lateEffect) throws InterruptedException {
    Goal goal =
        Goal.of(
            new Subject("turn-on", "lamp", "sun-a"),
            ONCE,
            List.of(command("on")),
            acts -> lateEffect && !before(50) ? Look.reached() : OFF);
    Reconciler reconciler =
        new Reconciler(
            goal,
            (command, limit) -> {
              throw new IllegalStateException("a bug");
            },
            new Clock(),
            why -> {},
            false);

    assertThat(reconciler.reach(() -> happens("intent"), false))
        .isEqualTo(
            lateEffect
                ? unanswered(Outcome.CHANGED, "")
                : unanswered(
                    Outcome.UNKNOWN,
                    "it is off (internal error: java.lang.IllegalStateException: a bug)"));
    assertThat(now).hasSeconds(lateEffect ? 50 : 60);
  }

  @Test
  void within_a_time_it_is_tried_as_often_as_that_allows() throws InterruptedException {
    answers.addAll(Collections.nCopies(9, REFUSED));

    assertThat(reach(Limits.within(Duration.ofSeconds(60)), acts -> OFF))
        .isEqualTo(answered(Outcome.FAILED, "it is off (on exited 1)"));
    assertThat(happened)
        .containsExactly("0 s: intent", "0 s: on", "12 s: on", "26 s: on", "44 s: on");
    assertThat(now).hasSeconds(54);
  }

  @Test
  void a_command_has_no_more_than_what_is_left_of_the_time_for_all() throws InterruptedException {
    List<Duration> given = new ArrayList<>();
    Goal goal =
        Goal.of(
            new Subject("turn-on", "lamp", "sun-a"),
            Limits.within(Duration.ofSeconds(40)),
            List.of(command("on")),
            acts -> OFF);

    Reconciler.Result result =
        new Reconciler(
                goal,
                (command, limit) -> {
                  given.add(limit);
                  now = now.plus(given.size() == 1 ? Duration.ofSeconds(7) : limit);
                  return given.size() == 1 ? REFUSED : UNANSWERED;
                },
                new Clock(),
                why -> {},
                false)
            .reach(() -> {}, false);

    assertThat(given).containsExactly(Duration.ofSeconds(40), Duration.ofSeconds(21));
    assertThat(result).isEqualTo(unanswered(Outcome.UNKNOWN, "it is off (no answer)"));
    assertThat(now).hasSeconds(40);
  }

  @Test
  void a_look_that_tells_nothing_is_the_last_where_the_time_for_all_is_over()
      throws InterruptedException {
    assertThat(reach(Limits.within(Duration.ofSeconds(40)), acts -> acts.none() ? OFF : hung()))
        .isEqualTo(answered(Outcome.UNKNOWN, "no answer within 70 s"));
    assertThat(now).hasSeconds(70);
  }

  @Test
  void where_the_time_for_all_is_over_nothing_is_begun() throws InterruptedException {
    assertThat(reach(Limits.within(Duration.ofSeconds(-3)), acts -> OFF))
        .isEqualTo(answered(Outcome.FAILED, "it is off (the time for it is over)"));
    assertThat(reach(Limits.within(Duration.ofSeconds(-3)), acts -> Look.reached()))
        .isEqualTo(answered(Outcome.UNCHANGED, ""));
    assertThat(happened).isEmpty();
  }

  @Test
  void a_command_has_the_time_that_the_look_says_or_else_the_limits() throws InterruptedException {
    List<Duration> given = new ArrayList<>();
    Goal goal =
        Goal.of(
            new Subject("turn-on", "lamp", "sun-a"),
            ONCE.attempts(2),
            List.of(command("on")),
            acts ->
                switch (acts.count()) {
                  case 0 -> Look.owed("it is locked", command("unlock"), Duration.ofSeconds(7));
                  case 1 -> OFF;
                  default -> Look.reached();
                });

    new Reconciler(
            goal,
            (command, limit) -> {
              given.add(limit);
              return ANSWERED;
            },
            new Clock(),
            why -> {},
            false)
        .reach(() -> {}, false);

    assertThat(given).containsExactly(Duration.ofSeconds(7), Duration.ofMinutes(3));
  }

  @Test
  void who_waits_is_told_why() throws InterruptedException {
    List<String> told = new ArrayList<>();
    Goal goal =
        Goal.watching(
            new Subject("watch", "lamp", "sun-a"),
            ONCE,
            acts ->
                before(2)
                    ? Look.moving("it warms up")
                    : before(4) ? Look.moving("it glows") : Look.reached());

    new Reconciler(goal, (command, limit) -> ANSWERED, new Clock(), told::add, false)
        .reach(() -> {}, false);

    assertThat(told)
        .startsWith("it warms up")
        .endsWith("it glows")
        .containsOnly("it warms up", "it glows");
  }

  @Test
  void an_interrupt_ends_the_waiting() {
    Reconciler reconciler = reconciler(ONCE, acts -> Look.moving("it warms up"));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> reconciler.reach(() -> happens("intent"), false))
        .isInstanceOf(InterruptedException.class);
    assertThat(happened).isEmpty();
  }
}
