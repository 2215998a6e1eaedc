package org.cvmsnap.engine;

import java.util.List;
import java.util.function.Function;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Subject;

/**
 * A state of the world that the engine brings about: a step of a plan, or the repayment of what is
 * owed. It only looks and says what would lead there; the engine runs that, and looks again. Each
 * look starts from the world as it finds it.
 */
public interface Goal {
  /** What it is about, for reports. */
  Subject subject();

  /**
   * Looks, and only looks: how far is the world from this goal, and which command leads there?
   *
   * @param acts what was done towards it so far
   * @throws NotLearnedException when that cannot be learned; the engine then assumes the worst
   */
  Look look(Acts acts) throws NotLearnedException, InterruptedException;

  /** How long and how often it is tried, after what was done so far. */
  Limits limits(Acts acts);

  /** The mutating commands that reach the goal when nothing goes wrong, in order. */
  List<Invocation> commands();

  /** What an operator types who has to reach the goal without cvmsnap. */
  default List<Invocation> byHand() {
    return commands();
  }

  /** A look at the world, as {@link #look}. */
  interface Looking {
    Look look(Acts acts) throws NotLearnedException, InterruptedException;
  }

  /** A goal put together of its parts; the operator types the same commands. */
  static Goal of(Subject subject, Limits limits, List<Invocation> commands, Looking looking) {
    return new Parts(subject, acts -> limits, commands, commands, looking);
  }

  /**
   * A goal as the sum of its parts.
   *
   * @param tried its limits after what was done towards it
   */
  record Parts(
      Subject subject,
      Function<Acts, Limits> tried,
      List<Invocation> commands,
      List<Invocation> byHand,
      Looking looking)
      implements Goal {
    @Override
    public Look look(Acts acts) throws NotLearnedException, InterruptedException {
      return looking.look(acts);
    }

    @Override
    public Limits limits(Acts acts) {
      return tried.apply(acts);
    }
  }

  /** What is only looked at: there is nothing to do about it but to wait. */
  static Goal watching(Subject subject, Limits limits, Looking looking) {
    return of(subject, limits, List.of(), looking);
  }
}
