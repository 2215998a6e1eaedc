package org.cvmsnap.engine;

/**
 * What a look at the world says of a goal.
 *
 * @param why in the operator's words; empty where there is nothing to say
 */
public record Look(State state, String why) {
  /** How far the world is from a goal. */
  public enum State {
    /** It is there. */
    REACHED,
    /** It is on its way, and acting now would be wrong. */
    MOVING,
    /** It is not there, and an act would help. */
    OWED,
    /** It is not there, and it would be unsafe or useless to act. */
    BLOCKED
  }

  public static Look reached() {
    return new Look(State.REACHED, "");
  }

  /** It is there, in a way that people should know of. */
  public static Look reached(String how) {
    return new Look(State.REACHED, how);
  }

  public static Look moving(String why) {
    return new Look(State.MOVING, why);
  }

  public static Look owed(String why) {
    return new Look(State.OWED, why);
  }

  public static Look blocked(String why) {
    return new Look(State.BLOCKED, why);
  }

  boolean is(State other) {
    return state == other;
  }
}
