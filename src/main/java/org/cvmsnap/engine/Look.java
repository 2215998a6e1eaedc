package org.cvmsnap.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.run.Invocation;

/** What a look at the world says of a goal: how far it is, and what would lead there. */
public sealed interface Look {
  /** In the operator's words; empty where there is nothing to say. */
  String why();

  /**
   * It is there.
   *
   * @param differs whether it is there in another way than it should be, and can be no better
   */
  record Reached(String why, boolean differs) implements Look {}

  /** It is on its way, and acting now would be wrong. */
  record Moving(String why) implements Look {}

  /**
   * It is not there, and a command would help.
   *
   * @param next the command
   * @param limit how long that may take; empty for what the goal's limits say
   * @param then what has to follow it, where it is not one of the goal's usual commands
   * @param byHand what an operator types instead, who may do what is not done unasked; empty where
   *     that is the same
   */
  record Owed(
      String why,
      Invocation next,
      Optional<Duration> limit,
      List<Invocation> then,
      List<Invocation> byHand)
      implements Look {
    /** What is left to be done: of the usual commands, or, where it is none of these, its own. */
    public List<Invocation> rest(List<Invocation> usual) {
      int at = usual.indexOf(next);
      return at >= 0
          ? usual.subList(at, usual.size())
          : Stream.concat(Stream.of(next), then.stream()).toList();
    }
  }

  /**
   * It is not there, and it would be unsafe or useless to act.
   *
   * @param taken whether another run has what is needed, and will have done with it some time
   * @param remedy what an operator does about just this; empty for what the step says
   */
  record Blocked(String why, boolean taken, Optional<String> remedy) implements Look {}

  static Look reached() {
    return new Reached("", false);
  }

  /** It is there as far as it can be, and not in every way as it should: people have to be told. */
  static Look differs(String how) {
    return new Reached(how, true);
  }

  /** It is there, in a way that people should know of. */
  static Look reached(String how) {
    return new Reached(how, false);
  }

  static Look moving(String why) {
    return new Moving(why);
  }

  static Look owed(String why, Invocation next) {
    return new Owed(why, next, Optional.empty(), List.of(), List.of());
  }

  static Look owed(String why, Invocation next, List<Invocation> then) {
    return new Owed(why, next, Optional.empty(), then, List.of());
  }

  static Look owed(String why, Invocation next, Duration limit) {
    return new Owed(why, next, Optional.of(limit), List.of(), List.of());
  }

  /** An operator types something else than what is tried. */
  static Look owed(String why, Invocation next, List<Invocation> then, List<Invocation> byHand) {
    return new Owed(why, next, Optional.empty(), then, byHand);
  }

  static Look blocked(String why) {
    return new Blocked(why, false, Optional.empty());
  }

  static Look blocked(String why, String remedy) {
    return new Blocked(why, false, Optional.of(remedy));
  }

  /** Another run has what is needed. */
  static Look taken(String why) {
    return new Blocked(why, true, Optional.empty());
  }
}
