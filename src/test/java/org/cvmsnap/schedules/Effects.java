package org.cvmsnap.schedules;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cvmsnap.sim.Fault;

/** The words for what can go wrong at a point. */
final class Effects {
  /** A signal comes just before the command. */
  static final String SIGNAL = "signal";

  /** The process is killed while the command runs, and the command goes on to its end. */
  static final String CRASH_DURING = "crash-during";

  /** Somebody binds the guest just before the command. */
  static final String HAND_BIND = "hand-bind";

  /** Somebody starts the guest just before the command. */
  static final String HAND_START = "hand-start";

  /** A guest of another node is given the volume and bound, until the first process is over. */
  static final String THIEF = "thief";

  /** cvmsnap on the other node does what does not go with it, from its beginning to its end. */
  static final String RIVAL = "rival";

  /** ssh reaches another guest by the name of this one, until the process has ended. */
  static final String REROUTED = "rerouted";

  /** No connection is made. */
  static final String REFUSED = "refused";

  /** The connection ends before the command is run. */
  static final String CUT = "cut";

  /** The connection ends when the command has run, before its answer. */
  static final String CUT_LATE = "cut-late";

  /** No connection to the machine is made any more, until the process has ended. */
  static final String LOST = "lost";

  /** What reads the answer is at the end of its stack. */
  static final String OVERFLOW = "overflow";

  /** There is no memory for the answer. */
  static final String MEMORY = "memory";

  /** What reads the answer finds that it was built wrongly. */
  static final String ASSERTION = "assertion";

  /** Errors that are thrown where an answer is read; a catch of exceptions does not see them. */
  static final List<String> ERRORS = List.of(OVERFLOW, MEMORY, ASSERTION);

  /** A write to the journal fails, this once. */
  static final String FAILS = "fails";

  /** A write to the journal fails, but the line is there: the disk did not say that it has it. */
  static final String FAILS_LATE = "fails-late";

  /** This write to the journal and all later ones of the process fail. */
  static final String FULL = "full";

  /** A file system is let go of, and is left to be checked: tried where one is unmounted. */
  static final String DIRTY = Fault.Effect.DIRTY.word();

  static final String CRASH_BEFORE = "crash-before";
  static final String CRASH_AFTER = "crash-after";

  /**
   * Those of the simulated cluster that are tried everywhere; a flood is as little understood as
   * garbage, and slow, and answers of which half is missing are tried by TruncatedAnswersTest.
   */
  static final List<String> SIMULATED =
      Arrays.stream(Fault.Effect.values())
          .filter(
              effect ->
                  effect != Fault.Effect.FLOOD
                      && effect != Fault.Effect.TRUNCATED
                      && effect != Fault.Effect.DIRTY)
          .map(Fault.Effect::word)
          .toList();

  /**
   * What is tried at every command that only reads: all that differs, where nothing can happen late
   * or be there after a crash.
   */
  static final List<String> AT_LOOKS =
      List.of("fail", "hang", "silent", "garbage", SIGNAL, CRASH_BEFORE);

  /** What is tried at every command that changes something. */
  static final List<String> AT_ACTS =
      Stream.concat(SIMULATED.stream(), Stream.of(SIGNAL, CRASH_DURING)).toList();

  /**
   * What is tried at a command of the site's own: that it ends with 0 is all that is known of it,
   * so that one which lies is believed.
   */
  static final List<String> AT_HOOKS =
      AT_ACTS.stream().filter(effect -> !effect.equals("silent")).toList();

  /** What comes later than a guest is kept away for it. */
  static final List<String> TOO_LATE = List.of("hang-later", "hang-latest");

  /** What is tried at every act, less that: where it comes home by the same code as others. */
  static final List<String> IN_TIME_AT_ACTS =
      AT_ACTS.stream().filter(effect -> !TOO_LATE.contains(effect)).toList();

  /** What is tried at every look there: no answer, one that nobody understands, and the end. */
  static final List<String> SOME_AT_LOOKS = List.of("hang", "garbage", SIGNAL);

  /** What is tried at every look over ssh. */
  static final List<String> AT_LOOKS_OVER_SSH = List.of(REFUSED, CUT, LOST, SIGNAL);

  /** What is tried at every act over ssh. */
  static final List<String> AT_ACTS_OVER_SSH =
      List.of(REFUSED, CUT, CUT_LATE, LOST, "hang", "hang-late", SIGNAL, CRASH_DURING);

  /** What opens a volume while a run is under way. */
  static final List<String> OPENING = List.of(HAND_BIND, HAND_START, THIEF);

  /** What other people do while a run is under way. */
  static final List<String> BY_HAND = List.of(HAND_BIND, HAND_START, THIEF, REROUTED, RIVAL);

  /** What is tried at every write to the journal. */
  static final List<String> AT_WRITES = List.of(FAILS, FAILS_LATE, FULL, CRASH_BEFORE, CRASH_AFTER);

  /** What is tried of all this where the code is that of another run. */
  static final List<String> FEW_AT_LOOKS = List.of("garbage");

  static final List<String> FEW_AT_ACTS = List.of("fail", "hang-late", CRASH_DURING, SIGNAL);

  static final List<String> FEW_AT_WRITES = List.of(CRASH_AFTER);

  private Effects() {}

  static Fault.Effect simulated(String word) {
    return Fault.Effect.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Whether the page of faults has no column for it. */
  static boolean unlisted(Schedule schedule) {
    String word = schedule.blows().get(0).effect();
    return ofOthers(schedule) || Damage.is(word) || ERRORS.contains(word);
  }

  /** Whether it tells of what other people do, which may come to nothing. */
  static boolean ofOthers(Schedule schedule) {
    String word = schedule.blows().get(0).effect();
    return Interlude.in(schedule) || BY_HAND.contains(word) || Meddling.named(word).isPresent();
  }

  static boolean crashes(String word) {
    return word.startsWith("crash");
  }
}
